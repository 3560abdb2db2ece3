import { afterAll, describe } from "vitest";
import { openClickHouse } from "../../engines/clickhouse.ts";
import { storeConformance } from "../conformance.ts";

const engine = await openClickHouse();

if (typeof engine === "string") {
  describe.skip(`the ClickHouse store is not tested: ${engine}`, () => undefined);
} else {
  afterAll(() => engine.close());
  storeConformance("the ClickHouse store", () => engine.store(), 0.2);
}
