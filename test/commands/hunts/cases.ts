import type { HuntName } from "../../../src/hunts/hunts.ts";
import type { Case } from "./cases/case.ts";
import { classics } from "./cases/classics.ts";
import { guessing } from "./cases/guessing.ts";
import { newness } from "./cases/newness.ts";

export const cases: Readonly<Record<HuntName, Case>> = {
  ...classics,
  ...guessing,
  ...newness,
};
