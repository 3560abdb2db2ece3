import { createHash } from "node:crypto";
import { readGraph } from "../ingest/graph.ts";
import type { SignInType } from "../signin/sign-in.ts";
import type { Entry } from "../store/store.ts";
import type { GraphPage } from "./graph-pages.ts";

/** The records of a page for the store; those that cannot be read are kept aside with the reason. */
export function entriesOf({ records, at }: GraphPage, type: SignInType): readonly Entry[] {
  // Of two copies the one that was read later is newer.
  const origin = { modified: new Date(at).toISOString(), type };
  return records.map((record): Entry => {
    const raw = JSON.stringify(record);
    const reading = readGraph(record, origin);
    switch (reading.kind) {
      case "signIn":
        return { kind: "signIn", body: JSON.stringify(reading.signIn), raw };
      case "authenticationDetail":
        return reading;
      case "quarantined":
        return { ...reading, source: `Microsoft Graph, ${type}`, raw };
    }
  });
}

/** Remembers records by what was delivered: most of what is read again is the same, and would be written for nothing. */
export interface Known {
  /** Those that are not known. */
  unknown(entries: readonly Entry[]): readonly Entry[];
  /** To be called once they are stored. */
  add(entries: readonly Entry[]): void;
}

/** @param most records that are remembered, the latest */
export function createKnown(most: number): Known {
  const known = new Set<string>();
  return {
    unknown: (entries) => entries.filter((entry) => !known.has(fingerprint(entry))),
    add(entries) {
      for (const entry of entries) {
        const print = fingerprint(entry);
        known.delete(print);
        known.add(print);
        const [oldest] = known;
        if (known.size > most && oldest !== undefined) known.delete(oldest);
      }
    },
  };
}

function fingerprint(entry: Entry): string {
  const text = entry.kind === "authenticationDetail" ? JSON.stringify(entry) : entry.raw;
  return createHash("sha256").update(text).digest("base64");
}
