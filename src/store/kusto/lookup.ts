import { field, type FieldName } from "../../question/fields.ts";
import { fold } from "../../question/fold.ts";
import { equalsValue } from "../../question/matches.ts";
import { fitting, nameForms } from "../../question/name-fits.ts";
import type { LookupRequest, LookupResult } from "../store.ts";
import { askingFor, canHold, comparedColumn } from "./conditions.ts";
import { fieldColumns } from "./field-columns.ts";
import { fittingValues, testedBy } from "./fitting-values.ts";
import { groupsOf, readGroups, type Grouping } from "./groups.ts";
import { bounded, matching, type Reading } from "./reading.ts";
import { statementsOf } from "./statements.ts";
import { entityOfTag } from "./tags.ts";
import { tables } from "./tables.ts";

const nothing: LookupResult = { candidates: [], total: 0 };

/** First which values fit; then how many sign-ins each of them has. */
export async function readCandidates(
  reading: Reading,
  name: FieldName,
  { text, how, limit }: LookupRequest,
  signal?: AbortSignal,
): Promise<LookupResult> {
  signal?.throwIfAborted();
  const { kind } = field(name);
  const isNamed = kind === "entity" || how === "prefix" || how === "near";
  if (text === "" || (isNamed && kind !== "entity" && kind !== "text")) return nothing;
  const source = { tables, ...bounded(reading, undefined, undefined) };
  const where = canHoldValue(name, text, how);
  const asking = askingFor(name, where, fitsValue(name, text, how, isNamed));
  const [found = []] = await fittingValues([asking], source, reading.engine, signal);
  const keys = [...new Set(found.map((value) => (kind === "entity" ? entityOfTag(value).id : value)))];
  if (keys.length === 0) return nothing;
  const grouping: Grouping = {
    by: [name],
    distinct: [],
    having: [],
    rank: "signIns",
    order: "most",
    limit,
    keys,
  };
  const groups = groupsOf("s_all", "known", grouping);
  const query = statementsOf(matching({ source, tested: testedBy([], []) }, groups.needs), [groups]);
  const { groups: known, total } = readGroups(await reading.engine.query(query, signal), "known", grouping);
  return {
    candidates: known.map(({ values: [value], counts, last }) => {
      const { key = "", ...names } = value ?? {};
      return { id: key, ...names, signIns: counts.signIns, last };
    }),
    total,
  };
}

function canHoldValue(name: FieldName, text: string, how: LookupRequest["how"]): string | undefined {
  const { form } = fieldColumns[name];
  if (form === "values" || form === "entities" || field(name).match === "address") return undefined;
  // A name that is only nearly the same may share no word; the last word of a beginning may go on.
  return how === "near" ? undefined : canHold(comparedColumn(name), text);
}

function fitsValue(
  name: FieldName,
  text: string,
  how: LookupRequest["how"],
  isNamed: boolean,
): (value: string) => boolean {
  const { kind, match } = field(name);
  if (kind === "entity") {
    const fits = fitting(how, text);
    return (tag) => fits(nameForms(entityOfTag(tag)));
  }
  if (isNamed) {
    const fits = fitting(how, text);
    return (value) => fits(nameForms({ id: value }));
  }
  return (value) => (how === "exact" ? fold(value) === fold(text) : equalsValue(text, value, match));
}
