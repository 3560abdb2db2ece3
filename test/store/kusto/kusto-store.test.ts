import { readingConformance } from "../conformance.ts";
import { writableKustoStore } from "./test-store.ts";
import { asHeld } from "./workspace.ts";

/** Parsing takes most of the time, so every tenth question is put; CONFORMANCE=full puts all of them. */
const share = process.env["CONFORMANCE"] === "full" ? 1 : Number(process.env["SHARE"] ?? 0.1);

readingConformance("Kusto, by an evaluator of KQL", async () => writableKustoStore(1), {
  share,
  held: (signIns) => signIns.map(asHeld).filter((signIn) => signIn !== undefined),
});
