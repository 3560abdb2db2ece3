import type { HuntName } from "../../../src/hunts/hunts.ts";
import type { Case } from "./cases/case.ts";
import { classics } from "./cases/classics.ts";

export const cases: Readonly<Record<HuntName, Case>> = {
  ...classics,
};
