import { entryOf } from "./entry.ts";
import { groupEvents, spanOf } from "./events.ts";
import { userLogs, type Event, type Evidence, type Finding, type Hunt, type Settings } from "./hunt.ts";
import { meetsAll } from "./measure.ts";
import { shownValues } from "./burst-findings.ts";

const day = 86_400_000;

/** After Azure-Sentinel's InactiveAccounts.yaml, with the gap of each account instead of one for all. */
export const dormantAccount = {
  name: "dormant-account",
  words: [
    "dormant account",
    "dormant accounts",
    "dormant account back",
    "dormant accounts back",
    "dormant users",
    "stale accounts back",
    "inactive accounts back",
    "accounts that came back",
  ],
  summary: "An account gets in after a long silence.",
  explanation:
    "A success of a user who had none for a long time before it. Who was never seen before may also be new: compare with when the account was made.",
  thresholds: { baseline: "P30D" },
  fixed: "a success after so long a silence",
  found: "came back after a long silence",
  by: ["user"],
  logs: userLogs,
  reads: {
    where: [{ field: "status", is: ["success"] }],
    fields: ["user", "status", "ip", "country", "app", "errorCode"],
  },
  finds: "newAfterSilence",
  find: (events, settings) => {
    const { baseline, from, since } = settings;
    if (from - since < baseline / 2) {
      return {
        findings: [],
        remarks: ["Too little is stored from before the range to tell who was silent."],
      };
    }
    const held = Math.floor((from - since) / day);
    return {
      findings: groupEvents(events, settings.by).flatMap(({ subject, events }) =>
        toFinding(subject, events, settings),
      ),
      remarks:
        from - since < baseline - day
          ? [`Only ${held} days before the range are stored: a longer silence cannot be seen.`]
          : [],
    };
  },
} as const satisfies Hunt;

function toFinding(
  subject: Finding["subject"],
  events: readonly Event[],
  { baseline, from, since, having }: Settings,
): Finding[] {
  // As long as the stored time allows, where that is shorter than the silence that was asked for.
  const longest = (at: number): number => Math.min(baseline, at - since);
  const at = events.findIndex(
    (event, i) =>
      event.time >= from && event.time - (events[i - 1]?.time ?? -Infinity) >= longest(event.time),
  );
  if (at < 0) return [];
  const back = events.slice(at);
  const before = events[at - 1];
  const [first] = back;
  if (first === undefined || !meetsAll(back, having)) return [];
  const silence: Evidence =
    before === undefined
      ? { kind: "text", text: "never seen before in what was searched: a new account, or silent for longer" }
      : { kind: "moment", at: before.time, text: "last seen before", values: [] };
  return [
    {
      subject,
      evidence: [
        silence,
        { kind: "count", of: "signIns", count: back.length },
        ...shownValues(back, ["country", "ip", "app"]),
      ],
      ...spanOf(back),
      weight: before === undefined ? 0 : first.time - before.time,
      entry: entryOf(back),
      events: back,
    },
  ];
}
