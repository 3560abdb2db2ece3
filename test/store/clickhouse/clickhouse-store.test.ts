import { afterAll, describe } from "vitest";
import { clickHouseHint, openClickHouse, skipsClickHouse } from "./in-process.ts";
import { storeConformance } from "../conformance.ts";

describe.skipIf(skipsClickHouse)(`on ClickHouse's own engine${clickHouseHint}`, () => {
  const engine = openClickHouse();
  afterAll(() => engine.close());
  storeConformance("the ClickHouse store", () => engine.store(), 0.2);
});
