import { UserError } from "../../errors.ts";
import type { Finding } from "../finding.ts";
import type { ClickHouseOptions } from "./open.ts";

/** Takes the place of the backend until that is merged. */
export function lookAtClickHouse(_options: ClickHouseOptions, _now: Date): Promise<readonly Finding[]> {
  return Promise.reject(new UserError("ClickHouse is not part of this build."));
}
