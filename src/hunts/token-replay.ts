import { traitsOf } from "./after.ts";
import { shownValues } from "./burst-findings.ts";
import { isElsewhere } from "./elsewhere.ts";
import { entryOf } from "./entry.ts";
import { groupEvents } from "./events.ts";
import { userLogs, type Event, type Finding, type Hunt, type Settings } from "./hunt.ts";
import { meetsAll } from "./measure.ts";

/** After Elastic's graph_single_session_from_multiple_addresses.toml: another address and another network. */
export const tokenReplay = {
  name: "token-replay",
  words: [
    "token replay",
    "token replays",
    "stolen token replay",
    "session replay",
    "replayed token",
    "replayed tokens",
    "stolen token",
    "stolen tokens",
    "stolen session",
    "stolen sessions",
    "token theft",
    "session theft",
    "session hijack",
    "session hijacking",
  ],
  summary: "A session goes on somewhere else than where it began.",
  explanation:
    "One session id from another address and network, on another operating system or in a country that nobody reaches in the time: a stolen token goes on where the thief is. Of a session that began before the range, the first sign-in in it counts as its beginning.",
  thresholds: { having: [{ of: "ip", atLeast: 2 }] },
  fixed: "of different networks, too far apart or with different operating systems",
  found: "went on somewhere else",
  takesWithin: true,
  by: ["sessionId"],
  logs: userLogs,
  reads: {
    where: [{ field: "sessionId", isNot: [""] }],
    fields: [
      "sessionId",
      "user",
      "ip",
      "asn",
      "os",
      "city",
      "country",
      "coordinates",
      "app",
      "userAgent",
      "status",
      "errorCode",
    ],
  },
  find: (events, settings) => ({
    findings: groupEvents(events, settings.by).flatMap(({ events }) => toFinding(events, settings)),
  }),
} as const satisfies Hunt;

function toFinding(events: readonly Event[], { having, within }: Settings): Finding[] {
  const [origin] = events;
  if (origin === undefined) return [];
  const foreign: Event[] = [];
  let home = origin;
  for (const event of events) {
    if (isElsewhere(home, event)) foreign.push(event);
    else home = event;
  }
  const [first] = foreign;
  if (first === undefined || first.time - origin.time > within) return [];
  const used = [origin, ...foreign];
  if (!meetsAll(used, having)) return [];
  const where = ["city", "country", "ip", "os"] as const;
  return [
    {
      subject: traitsOf(origin, ["user", "sessionId"]),
      evidence: [
        { kind: "moment", at: origin.time, text: "began", values: traitsOf(origin, [...where]) },
        { kind: "moment", at: first.time, text: "went on", values: traitsOf(first, [...where]) },
        { kind: "count", of: "signIns", count: foreign.length },
        ...shownValues(foreign, ["userAgent", "app"]),
      ],
      first: first.time,
      last: foreign.at(-1)?.time ?? first.time,
      weight: foreign.length,
      entry: entryOf(foreign),
      events: foreign,
    },
  ];
}
