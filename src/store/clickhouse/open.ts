import { UserError } from "../../errors.ts";
import type { Store } from "../store.ts";

export interface ClickHouseOptions {
  /** https://user:password@host:8443/database ; the password may come apart. */
  readonly url: string;
  readonly password?: string;
  readonly readonly?: boolean;
}

/** Takes the place of the backend until that is merged. */
export function openClickHouseStore(_options: ClickHouseOptions): Promise<Store> {
  return Promise.reject(new UserError("ClickHouse is not part of this build."));
}
