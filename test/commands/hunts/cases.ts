import type { HuntName } from "../../../src/hunts/hunts.ts";
import type { Case } from "./cases/case.ts";
import { commonCases } from "./cases/common.ts";
import { guessing } from "./cases/guessing.ts";
import { newness } from "./cases/newness.ts";
import { workloadAndPolicyCases } from "./cases/workloads-and-policies.ts";

/** The case of every hunt. */
export const cases: Readonly<Record<HuntName, Case>> = {
  ...commonCases,
  ...guessing,
  ...newness,
  ...workloadAndPolicyCases,
};
