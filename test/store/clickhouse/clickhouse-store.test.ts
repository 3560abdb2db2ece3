import { afterAll, describe } from "vitest";
import { clickHouseHint, openClickHouse, skipsClickHouse } from "./in-process.ts";
import { storeConformance } from "../conformance.ts";

/** CONFORMANCE=full puts all questions. */
const isFull = process.env["CONFORMANCE"] === "full";

describe.skipIf(skipsClickHouse)(`on ClickHouse's own engine${clickHouseHint}`, () => {
  const engine = openClickHouse();
  afterAll(() => engine.close());
  storeConformance("the ClickHouse store", () => engine.store(), isFull ? 1 : 0.1, isFull ? 1 : 0.1);
});
