import type Database from "better-sqlite3";
import type { SignIn } from "../../signin/sign-in.ts";
import { recordColumn } from "./columns.ts";
import { DayFilters } from "./day-filters.ts";
import type { Dictionary } from "./dictionary.ts";
import { encodeFact } from "./encode.ts";
import {
  createIdentifierWriter,
  hashOf,
  identifierKinds,
  prepareSightings,
  type IdentifierKind,
} from "./identifiers.ts";
import { dayOf } from "./segments/day.ts";
import type { Fact, Place } from "./segments/edit.ts";
import { segmentRows as usualSegmentRows } from "./segments/segment.ts";
import { SegmentWriter } from "./segments/segment-writer.ts";

/** Keeps all that is made of the records: the segments and the index of ids. */
export interface FactWriter {
  /** Begins a batch, in its transaction. */
  begin(): void;
  /** Records that may be the sign-in with this id, those of its day first. */
  candidates(id: string, day: number): Iterable<number>;
  add(record: number, signIn: SignIn): void;
  change(record: number, before: SignIn, after: SignIn): void;
  /** Takes out what a record says. Its ids may lead to it for some time yet, as those of nothing. */
  remove(record: number, place: Place): void;
  /** Takes out what a record says, its ids as well. */
  erase(record: number, signIn: SignIn): void;
  /** Ends the batch: writes what it has changed. */
  flush(): void;
  /** Forgets what is in memory: the transaction was rolled back. */
  forget(): void;
}

/** New ids stand apart until they are as many as so many segments have sign-ins. */
const freshSegments = 3;

/** @param segmentRows sign-ins that stand in one segment at most */
export function createFactWriter(
  db: Database.Database,
  dictionary: Dictionary,
  segmentRows?: number,
): FactWriter {
  const segments = new SegmentWriter(db, segmentRows);
  const sightings = prepareSightings(db);
  const identifiers = createIdentifierWriter(db, freshSegments * (segmentRows ?? usualSegmentRows));
  const hashes = db
    .prepare<[number], number>(
      `SELECT hash FROM sighting WHERE day = ? AND kind = ${identifierKinds.requestId}`,
    )
    .pluck();
  const filters = new DayFilters((day) => hashes.iterate(day));

  const identify = (record: number, signIn: SignIn, what: "add" | "remove"): void => {
    const day = dayOf(Date.parse(signIn.createdDateTime));
    for (const [kind, id] of idsOf(signIn)) {
      const hash = hashOf(id);
      identifiers[what](day, kind, hash, record);
      if (kind === "requestId" && what === "add") filters.add(day, hash);
    }
  };
  const factOf = (record: number, signIn: SignIn): Fact => {
    const row = encodeFact(signIn, dictionary, segments.facts);
    segments.facts.set(row, recordColumn, record);
    return { ...placeOf(signIn), row };
  };
  const placeOf = (signIn: SignIn): { time: number; type: number } => ({
    time: Date.parse(signIn.createdDateTime),
    type: dictionary.add("type", { id: signIn.type }).number,
  });

  return {
    begin() {
      if (!segments.begin()) return;
      filters.clear();
      identifiers.forget();
      dictionary.expire();
    },
    *candidates(id, day) {
      const hash = hashOf(id);
      for (const one of [day, ...segments.days().filter((other) => other !== day)]) {
        if (!filters.mayHave(one, hash)) continue;
        for (const { record } of sightings([one], "requestId", id)) yield record;
      }
    },
    add(record, signIn) {
      identify(record, signIn, "add");
      segments.add(record, factOf(record, signIn));
    },
    change(record, before, after) {
      identify(record, before, "remove");
      identify(record, after, "add");
      segments.change(record, placeOf(before), factOf(record, after));
    },
    remove: (record, place) => segments.change(record, place, undefined),
    erase(record, signIn) {
      identify(record, signIn, "remove");
      segments.change(record, placeOf(signIn), undefined);
    },
    flush() {
      segments.flush();
      identifiers.flush();
    },
    forget() {
      segments.forget();
      identifiers.forget();
    },
  };
}

function idsOf({ id, correlationId }: SignIn): [IdentifierKind, string][] {
  return correlationId === undefined
    ? [["requestId", id]]
    : [
        ["requestId", id],
        ["correlationId", correlationId],
      ];
}
