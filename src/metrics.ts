import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { StoreCall } from "./store/observed.ts";
import type { Freshness } from "./sync/readiness.ts";

/** How a question ended: "failed" where something broke, "late" at the deadline. */
export type Result = "answered" | "failed" | "late";

/** What is counted of a service. Nothing of what was asked or shown is in it. */
export interface Metrics {
  /** @param intent what was asked for; "none" where that was not understood */
  question(intent: string, result: Result, milliseconds: number): void;
  activityRefused(status: number): void;
  alertRefused(status: number): void;
  /** @param result what became of it: "posted", "folded", "not routed" … */
  alertTaken(result: string): void;
  storeCalled(call: StoreCall, milliseconds: number): void;
  /** The numbers in the text format of Prometheus. */
  text(): Promise<string>;
  readonly contentType: string;
}

/** @param freshness is asked whenever the numbers are read; where it rejects, its numbers are left out */
export function createMetrics(freshness: () => Promise<Freshness>): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const questions = new Counter({
    name: "signpost_questions_total",
    help: "Questions by what was asked for and how it ended",
    labelNames: ["intent", "result"],
    registers,
  });
  const seconds = new Histogram({
    name: "signpost_question_seconds",
    help: "Time from a question to its answer, without sending it",
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  });
  const refused = new Counter({
    name: "signpost_activities_refused_total",
    help: "Requests to /api/messages that were refused, by HTTP status",
    labelNames: ["status"],
    registers,
  });
  const alerts = new Counter({
    name: "signpost_alerts_refused_total",
    help: "Requests to /api/alerts that were refused, by HTTP status",
    labelNames: ["status"],
    registers,
  });
  const taken = new Counter({
    name: "signpost_alerts_taken_total",
    help: "Alerts that were taken, by what became of them",
    labelNames: ["result"],
    registers,
  });
  const store = new Histogram({
    name: "signpost_store_seconds",
    help: "Time of the calls to the store, by what was called",
    labelNames: ["call"],
    buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
    registers,
  });
  const newest = new Gauge({
    name: "signpost_newest_record_timestamp_seconds",
    help: "Time of the newest sign-in in the store",
    registers,
  });
  const readTo = new Gauge({
    name: "signpost_read_to_timestamp_seconds",
    help: "Time up to which a log has been read from Microsoft Graph or Event Hubs",
    labelNames: ["type"],
    registers,
  });

  return {
    question(intent, result, milliseconds) {
      questions.inc({ intent, result });
      seconds.observe(milliseconds / 1_000);
    },
    activityRefused: (status) => refused.inc({ status: String(status) }),
    alertRefused: (status) => alerts.inc({ status: String(status) }),
    alertTaken: (result) => taken.inc({ result }),
    storeCalled: (call, milliseconds) => store.observe({ call }, milliseconds / 1_000),
    async text() {
      const fresh = await freshness().catch(() => undefined);
      newest.reset();
      readTo.reset();
      if (fresh?.newest !== undefined) newest.set(fresh.newest / 1_000);
      // 0 where nothing was read: an alert on its age finds that as well.
      for (const [type, at = 0] of fresh?.readTo ?? []) readTo.set({ type }, at / 1_000);
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}
