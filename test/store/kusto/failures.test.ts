import { expect, test } from "vitest";
import { StoreFailure } from "../../../src/errors.ts";
import type { KustoAddress } from "../../../src/store/address.ts";
import { explainFailure, incomplete } from "../../../src/store/kusto/failures.ts";

const workspace: KustoAddress = {
  kind: "loganalytics",
  workspace: "11111111-2222-4333-8444-555555555555",
};
const cluster: KustoAddress = {
  kind: "adx",
  cluster: "https://contoso.westeurope.kusto.windows.net",
  database: "Security",
};

const failure = (message: string, more: object = {}): Error => Object.assign(new Error(message), more);
const timeout = failure("too late");
timeout.name = "TimeoutError";

/** What is told to whoever asks: what they can do, or that it is for others to mend. */
const failures: readonly (readonly [error: Error, told: RegExp])[] = [
  [timeout, /said nothing for long\. Ask about a shorter time/],
  [failure("throttled", { statusCode: 429 }), /Try again in a minute/],
  [failure("too long", { statusCode: 504 }), /took too long.*shorter time/],
  [failure("E_LOW_MEMORY_CONDITION"), /too little memory.*shorter time/],
  [failure("E_QUERY_RESULT_SET_TOO_LARGE"), /only a part of the answer.*shorter time/],
  [incomplete("E_QUERY_RESULT_SET_TOO_LARGE"), /only a part of the answer.*shorter time/],
  [failure("AADSTS7000222: expired"), /Whoever runs Signpost/],
  [failure("no", { statusCode: 403 }), /Whoever runs Signpost/],
  [failure("no", { code: "ENOTFOUND" }), /Whoever runs Signpost/],
  [failure("broken", { statusCode: 500 }), /Whoever runs Signpost/],
  [failure("SELECT of https://contoso.westeurope.kusto.windows.net"), /Whoever runs Signpost/],
];

test.each(
  [workspace, cluster].flatMap((address) => failures.map(([error, told]) => ({ address, error, told }))),
)("$address.kind: $error.message is told without the store's name", ({ address, error, told }) => {
  const explained = explainFailure(error, address) as StoreFailure;
  expect(explained).toBeInstanceOf(StoreFailure);
  expect(explained.told).toMatch(told);
  expect(explained.told).not.toMatch(/11111111|contoso|Security|AADSTS|E_[A-Z]/);
});
