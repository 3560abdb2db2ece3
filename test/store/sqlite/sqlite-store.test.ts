import { openSqliteStore } from "../../../src/store/sqlite/open.ts";
import { storeConformance } from "../conformance.ts";

storeConformance("the SQLite store", async () => openSqliteStore({ path: ":memory:" }));
