import { describe } from "vitest";
import { readingConformance } from "../conformance.ts";
import { evaluatingEngine, writable } from "./test-store.ts";
import { asHeld } from "./workspace.ts";

/** Parsing takes most of the time, so a part of the questions is put; CONFORMANCE=full puts all of them. */
const isFull = process.env["CONFORMANCE"] === "full";
const held: Parameters<typeof readingConformance>[2]["held"] = (signIns) =>
  signIns.map(asHeld).filter((signIn) => signIn !== undefined);

/** Of nulls the documents say two things; the queries mean the same with both, which is shown when all are put. */
const nulls = isFull ? (["documented", "threeValued"] as const) : (["documented"] as const);

describe.each(nulls)("by an evaluator of KQL, with nulls that are %s,", (nulls) => {
  readingConformance(
    "Kusto",
    async () => writable((workspace) => evaluatingEngine(workspace, { seed: 1, nulls })),
    { share: isFull ? 1 : 0.02, held },
  );
});
