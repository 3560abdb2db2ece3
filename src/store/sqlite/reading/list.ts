import type { SignIn } from "../../../signin/sign-in.ts";
import type { Filter, Page, PageRequest } from "../../store.ts";
import { compileFilter } from "./predicate.ts";
import type { Reading, Steps } from "./reading.ts";
import { recordOf, rowsInOrder, type FoundRow } from "./rows-in-order.ts";

export function* readPage(
  reading: Reading,
  filter: Filter,
  { order, limit, offset = 0 }: PageRequest,
): Steps<Page> {
  const found = yield* rowsInOrder(reading, compileFilter(filter, reading), order, offset + limit + 1);
  const rows = yield* readRecords(reading, found.slice(offset, offset + limit), "body");
  return { rows, more: found.length > offset + limit };
}

/** The sign-ins with this request id, else all with this correlation id, with what the source delivered. */
export function* readById(reading: Reading, id: string, limit: number): Steps<SignIn[]> {
  for (const field of ["requestId", "correlationId"] as const) {
    const predicate = compileFilter({ where: [{ field, is: [id] }] }, reading);
    const found = id === "" ? [] : yield* rowsInOrder(reading, predicate, "oldest", limit);
    if (found.length > 0) return yield* readRecords(reading, found, "body and raw");
  }
  return [];
}

/** So many records are unpacked in one step. */
const recordsInStep = 64;

function* readRecords(
  reading: Reading,
  found: readonly FoundRow[],
  what: "body" | "body and raw",
): Steps<SignIn[]> {
  const signIns: SignIn[] = [];
  for (const row of found) {
    signIns.push(reading.record(recordOf(row, reading), what));
    if (signIns.length % recordsInStep === 0) yield;
  }
  return signIns;
}
