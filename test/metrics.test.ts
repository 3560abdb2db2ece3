import { expect, test } from "vitest";
import { serveMetrics } from "../src/cli/metrics-server.ts";
import { createMetrics } from "../src/metrics.ts";
import type { SignInType } from "../src/signin/sign-in.ts";

const at = Date.parse("2026-03-01T00:00:00Z");
const fresh = async () => ({
  newest: at,
  readTo: new Map<SignInType, number | undefined>([
    ["interactiveUser", at + 60_000],
    ["managedIdentity", undefined],
  ]),
});

test("questions, refusals and freshness are counted, and served at /metrics alone", async () => {
  const metrics = createMetrics(fresh);
  metrics.question("list", "answered", 12);
  metrics.question("list", "answered", 800);
  metrics.question("none", "failed", 1);
  metrics.activityRefused(401);
  metrics.storeCalled("list", 7);
  const server = await serveMetrics(metrics, "127.0.0.1", 0);
  const get = (path: string): Promise<Response> => fetch(`http://127.0.0.1:${server.port}${path}`);
  const response = await get("/metrics");
  expect(response.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
  const lines = (await response.text()).split("\n");
  expect(lines).toEqual(
    expect.arrayContaining([
      'signpost_questions_total{intent="list",result="answered"} 2',
      'signpost_questions_total{intent="none",result="failed"} 1',
      'signpost_question_seconds_bucket{le="0.05"} 2',
      "signpost_question_seconds_count 3",
      'signpost_store_seconds_bucket{le="0.005",call="list"} 0',
      'signpost_store_seconds_bucket{le="0.01",call="list"} 1',
      'signpost_activities_refused_total{status="401"} 1',
      `signpost_newest_record_timestamp_seconds ${at / 1_000}`,
      `signpost_read_to_timestamp_seconds{type="interactiveUser"} ${at / 1_000 + 60}`,
      'signpost_read_to_timestamp_seconds{type="managedIdentity"} 0',
    ]),
  );
  expect([(await get("/")).status, (await get("/metrics?x")).status]).toEqual([404, 404]);
  server.close();
});

test("while the store is not there, the rest is served", async () => {
  const text = await createMetrics(async () => Promise.reject(new Error("not open"))).text();
  expect(text).toContain("process_cpu_seconds_total");
  expect(text).not.toMatch(/^signpost_newest_record_timestamp_seconds \d{3,}/m);
});

test("a port that is taken is named", async () => {
  const metrics = createMetrics(fresh);
  const server = await serveMetrics(metrics, "127.0.0.1", 0);
  await expect(serveMetrics(metrics, "127.0.0.1", server.port)).rejects.toThrow(
    new RegExp(`METRICS_PORT=${server.port} can't be listened on`),
  );
  server.close();
});
