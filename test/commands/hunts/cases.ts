import type { HuntName } from "../../../src/hunts/hunts.ts";
import type { Case } from "./cases/case.ts";
import { commonCases } from "./cases/common.ts";

/** The case of every hunt. */
export const cases: Readonly<Record<HuntName, Case>> = { ...commonCases };
