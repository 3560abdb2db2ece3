import { describe } from "vitest";
import { readingConformance } from "../conformance.ts";
import { evaluatingEngine, writable } from "./test-store.ts";
import { asHeld } from "./workspace.ts";

/** Parsing takes most of the time, so a part of the questions is put; CONFORMANCE=full puts all of them. */
const isFull = process.env["CONFORMANCE"] === "full";
const held: Parameters<typeof readingConformance>[2]["held"] = (signIns) =>
  signIns.map(asHeld).filter((signIn) => signIn !== undefined);

readingConformance(
  "Kusto, by an evaluator of KQL",
  async () => writable((workspace) => evaluatingEngine(workspace, { seed: 1 })),
  { share: isFull ? 1 : 0.02, held },
);

// Of nulls the documents say two things; the queries mean the same with both.
describe.skipIf(!isFull)(
  `where nulls are a third truth${isFull ? "" : " (skipped without CONFORMANCE=full)"}`,
  () => {
    readingConformance(
      "Kusto, by an evaluator of KQL,",
      async () => writable((workspace) => evaluatingEngine(workspace, { seed: 2, nulls: "threeValued" })),
      { share: 1, held },
    );
  },
);
