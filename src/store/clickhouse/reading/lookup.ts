import type { Entity } from "../../../question/field.ts";
import { field, type FieldName } from "../../../question/fields.ts";
import { fold } from "../../../question/fold.ts";
import { inBlock } from "../../../question/matches.ts";
import { fitting, nameForms } from "../../../question/name-fits.ts";
import type { LookupRequest, LookupResult } from "../../store.ts";
import { columnsOf } from "../facts.ts";
import type { Engine } from "../engine.ts";
import { type Place, tableIn } from "../place.ts";
import { Bound, type Statement } from "../statement.ts";
import { readGroups, toValue } from "./groups.ts";
import { compileFilter } from "./where.ts";

const nothing: LookupResult = { candidates: [], total: 0 };

/** Which names fit is decided here, of the names that there are; what they have is counted by the engine. */
export async function readCandidates(
  engine: Engine,
  name: FieldName,
  { text, how, limit }: LookupRequest,
  signal?: AbortSignal,
): Promise<LookupResult> {
  signal?.throwIfAborted();
  const fits = testOf(name, { text, how });
  if (text === "" || fits === undefined) return nothing;
  const known = await engine.ask(compileNames(engine.place, name, { text, how }), signal);
  const keys = new Set(
    known
      .map(toValue)
      .filter(({ key, name, alias }) => key !== "" && fits({ id: key, name, alias }))
      .map(({ key }) => key),
  );
  if (keys.size === 0) return nothing;
  const request = { by: [name], limit, rank: "signIns", order: "most", having: [], distinct: [] } as const;
  const { groups, total } = await readGroups(engine, { where: [] }, { ...request, keys: [...keys] }, signal);
  const candidates = groups.map(({ values: [value], counts, last }) => {
    const { key, ...names } = value ?? { key: "" };
    return { id: key, ...names, signIns: counts.signIns, last };
  });
  return { candidates, total };
}

/** All names of a field, or of the sign-ins that have a name that fits as a condition does. */
export function compileNames(
  place: Place,
  name: FieldName,
  { text, how }: Pick<LookupRequest, "text" | "how">,
): Statement {
  const bound = new Bound();
  const { value, name: itsName, alias } = columnsOf(name);
  const { kind, many } = field(name);
  const names = kind === "entity" ? [itsName, alias] : [];
  const where = how === "named" ? [{ field: name, is: [text] }] : [];
  const joined = [value, ...names].map((column, at) => `${column} AS c${at}`).join(", ");
  const columns = ["c0", "c1", "c2"].slice(0, names.length + 1).join(", ");
  const source = `${tableIn(place, "sign_in")} FINAL`;
  const filter = compileFilter({ where }, bound);
  return {
    text: many
      ? `SELECT DISTINCT ${columns} FROM ${source} ARRAY JOIN ${joined} WHERE ${filter}`
      : `SELECT DISTINCT ${[value, ...names].join(", ")} FROM ${source} WHERE ${filter}`,
    params: bound.params,
  };
}

/** Whether a value fits, by the rules of the port; undefined where nothing can. */
function testOf(
  name: FieldName,
  { text, how }: Pick<LookupRequest, "text" | "how">,
): ((entity: Entity) => boolean) | undefined {
  const { kind, match } = field(name);
  if (kind === "entity" || how === "prefix" || how === "near") {
    if (kind !== "entity" && kind !== "text") return undefined;
    const fits = fitting(how, text);
    return (entity) => fits(nameForms(entity));
  }
  const wanted = fold(text);
  if (how === "named" && match === "contains") return ({ id }) => fold(id).includes(wanted);
  if (how === "named" && match === "address") return ({ id }) => inBlock(text, id);
  return ({ id }) => fold(id) === wanted;
}
