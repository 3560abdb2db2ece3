import type { FieldName } from "../../../question/fields.ts";
import type { Candidate, LookupRequest, LookupResult } from "../../store.ts";
import { columnOf } from "../columns.ts";
import { findFitting } from "../named-values.ts";
import { createCells, type Axis } from "./cells.ts";
import { firstGroups, type CountedGroup } from "./groups.ts";
import { newestNames, type Seen } from "./names.ts";
import { compileFilter, inGroups, type Predicate } from "./predicate.ts";
import type { Reading, Steps } from "./reading.ts";
import { tally } from "./tally.ts";

const nothing: LookupResult = { candidates: [], total: 0 };
const everything: Predicate = { from: -Infinity, to: Infinity, tests: [] };

/** Values that some sign-in has under a name that the text fits, each with all of its sign-ins. */
export function* readCandidates(
  reading: Reading,
  name: FieldName,
  request: LookupRequest,
): Steps<LookupResult> {
  const { text, how, limit } = request;
  const column = columnOf(name);
  if (text === "") return nothing;
  if (column.form === "guid") return yield* readGuids(reading, name, request);
  const values = reading.dictionary.values(name);
  const fitted = findFitting(name, values, how, text);
  if (fitted.length === 0) return nothing;
  const firsts = [...new Set(fitted.map(({ first }) => first))];
  const axes = (["id", "entry"] as const).map((level): Axis => ({ field: name, level }));
  const predicate = isCounted(reading, axes)
    ? everything
    : inGroups(everything, column, firsts, reading.dictionary);
  const [ids, entries] = yield* tally(
    reading,
    predicate,
    axes.map((axis) => ({ by: [axis], distinct: [] })),
  );
  const seen = new Map<number, Seen[]>();
  for (const group of entries?.all() ?? []) {
    const entry = values[(group.keys[0] as number) - 1];
    if (entry === undefined) continue;
    const known = seen.get(entry.first);
    if (known === undefined) seen.set(entry.first, [{ entry, time: group.last }]);
    else known.push({ entry, time: group.last });
  }
  const wanted = new Set(fitted);
  if (ids === undefined) return nothing;
  const keyOf = (group: number): number => ids.get(group).keys[0] as number;
  const inUse = ids
    .numbers()
    .filter((group) => seen.get(keyOf(group))?.some(({ entry }) => wanted.has(entry)));
  const candidates = (yield* firstGroups(ids, inUse, limit, "signIns", "most")).map((group) =>
    toCandidate(group, newestNames(seen.get(group.keys[0] as number) ?? [])),
  );
  return { candidates, total: inUse.length };
}

/** Whether all segments have counted their values: adding up all of them is less work than reading the rows of a few. */
function isCounted(reading: Reading, axes: readonly Axis[]): boolean {
  const cells = axes.map((axis) => createCells(reading, axis));
  return reading.segments.every((segment) => cells.every((one) => one.rollup(segment) !== undefined));
}

/** GUIDs stand in the facts themselves, so the dictionary does not know them; nobody names one by a part of it. */
function* readGuids(
  reading: Reading,
  name: FieldName,
  { text, how, limit }: LookupRequest,
): Steps<LookupResult> {
  if (how === "prefix" || how === "near") return nothing;
  const predicate = compileFilter({ where: [{ field: name, is: [text] }] }, reading);
  const [groups] = yield* tally(reading, predicate, [{ by: [{ field: name, level: "id" }], distinct: [] }]);
  if (groups === undefined) return nothing;
  const numbers = groups.numbers();
  const candidates = (yield* firstGroups(groups, numbers, limit, "signIns", "most")).map((group) =>
    toCandidate(group, {}),
  );
  return { candidates, total: numbers.length };
}

function toCandidate(group: CountedGroup, names: Pick<Candidate, "name" | "alias">): Candidate {
  return {
    id: group.values[0]?.key ?? "",
    ...names,
    signIns: group.counts.signIns,
    last: group.last,
  };
}
