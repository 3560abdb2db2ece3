import { createHash } from "node:crypto";
import { readGraph } from "../ingest/graph.ts";
import type { SignInType } from "../signin/sign-in.ts";
import type { Entry } from "../store/store.ts";
import { isForgotten, type Forgotten } from "./forgotten.ts";
import type { GraphPage } from "./graph-pages.ts";

/** The records of a page for the store; those that cannot be read are kept aside with the reason. Of those who are forgotten there is nothing. */
export function entriesOf(
  { records, at }: GraphPage,
  type: SignInType,
  forgotten: Forgotten,
): readonly Entry[] {
  // Of two copies the one that was read later is newer.
  const origin = { modified: new Date(at).toISOString(), type };
  return records.flatMap((record): Entry[] => {
    const raw = JSON.stringify(record);
    const reading = readGraph(record, origin);
    switch (reading.kind) {
      case "signIn":
        return isForgotten(reading.signIn, forgotten)
          ? []
          : [{ kind: "signIn", body: JSON.stringify(reading.signIn), raw }];
      case "authenticationDetail":
        return [reading];
      case "quarantined":
        return [{ ...reading, source: `Microsoft Graph, ${type}`, raw }];
    }
  });
}

/** Remembers of records what was last delivered: most of what is read again is the same, and need not be written. */
export interface Known {
  /** Those that are not known, or not as they are now. */
  unknown(records: readonly unknown[]): readonly unknown[];
  /** To be called once they are stored. */
  add(records: readonly unknown[]): void;
  forget(): void;
}

/** @param most records that are remembered, the latest */
export function createKnown(most: number): Known {
  const known = new Map<string, string>();
  return {
    unknown: (records) =>
      records.filter((record) => {
        const { key, print } = identityOf(record);
        return known.get(key) !== print;
      }),
    add(records) {
      for (const record of records) {
        const { key, print } = identityOf(record);
        known.delete(key);
        known.set(key, print);
        const oldest = known.keys().next();
        if (known.size > most && oldest.done !== true) known.delete(oldest.value);
      }
    },
    forget: () => known.clear(),
  };
}

function identityOf(record: unknown): { readonly key: string; readonly print: string } {
  const print = createHash("sha256").update(JSON.stringify(record)).digest("base64");
  const id = (record as { id?: unknown } | null)?.id;
  return { key: typeof id === "string" ? id : print, print };
}
