import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { openSqliteStore } from "../../../src/store/sqlite/open.ts";
import { storeConformance } from "../conformance.ts";

const folder = mkdtempSync(join(tmpdir(), "signpost-"));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

storeConformance("the SQLite store", async () => openSqliteStore({ path: ":memory:" }));

storeConformance(
  "the SQLite store in many small segments of a file",
  async () => openSqliteStore({ path: join(folder, `${files++}.db`), segmentRows: 7 }),
  0.3,
  0.25,
);
