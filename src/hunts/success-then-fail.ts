import { traitsOf } from "./after.ts";
import { knownBefore } from "./baseline.ts";
import { shownValues } from "./burst-findings.ts";
import { refusedCodes } from "./codes.ts";
import { isOtherNetwork } from "./elsewhere.ts";
import { entryOf, gotInFromThere } from "./entry.ts";
import { distinctKeys, isSuccess, keyOf, spanOf, type Group } from "./events.ts";
import { userLogs, type Event, type Finding, type Hunt, type Settings } from "./hunt.ts";
import { meetsAll } from "./measure.ts";
import { eventsNear } from "./near.ts";
import { stoppedOf } from "./stopped.ts";
import { findUnusual } from "./unusual.ts";

/** After Azure-Sentinel's SuccessThenFail_DiffIP_SameUserandApp.yaml, with networks instead of parts of addresses. */
export const successThenFail = {
  name: "success-then-fail",
  words: [
    "success then fail",
    "success then failure",
    "success then failures",
    "succeeded then failed",
    "successful then failed",
    "success followed by failure",
    "success followed by a failure",
    "got in then failed elsewhere",
  ],
  summary: "A user gets in, and soon after somebody is refused at the same application from a new network.",
  explanation:
    "What was just typed or handed out is tried somewhere else: a page between the user and Entra ID may have taken it. A user who turns to a second device at a place that is new for them looks the same.",
  thresholds: { having: [{ of: "failures", atLeast: 1 }], within: "PT10M", baseline: "P30D" },
  fixed: "after a success at the same application, from another network that is new for the user",
  found: "got in and was then refused from a new network",
  by: ["user"],
  logs: userLogs,
  reads: {
    where: [{ field: "errorCode", is: ["0", ...refusedCodes] }],
    fields: [
      "user",
      "app",
      "type",
      "ip",
      "asn",
      "city",
      "country",
      "status",
      "errorCode",
      "userAgent",
      "correlationId",
    ],
  },
  finds: "new",
  suspects: { where: [{ field: "errorCode", is: refusedCodes }], by: ["user", "asn"] },
  find: (events, settings) => findUnusual(events, settings, toFindings),
  aftermath: gotInFromThere,
} as const satisfies Hunt;

function toFindings({ subject, events: all }: Group, { from, within, having, by }: Settings): Finding[] {
  const networks = knownBefore(all, "asn", from);
  const strange = new Set(
    stoppedOf(all).filter(
      (event) => event.time >= from && keyOf(event, "asn") !== "" && !networks.has(keyOf(event, "asn")),
    ),
  );
  const pairs = all.flatMap((refused, at) => {
    if (!strange.has(refused)) return [];
    const before = eventsNear(all, at, { before: within }).findLast((event) => isStart(event, refused));
    return before === undefined ? [] : [{ before, refused }];
  });
  const [first] = pairs;
  const refusals = pairs.map(({ refused }) => refused);
  if (first === undefined || !meetsAll(refusals, having, true)) return [];
  // Whoever is refused at one application may have got in at another before.
  const foreign = new Set(distinctKeys(refusals, "asn"));
  const events = all.filter((event) => event.time >= from && foreign.has(keyOf(event, "asn")));
  const where = ["app", "city", "country", "ip"] as const;
  return [
    {
      subject,
      evidence: [
        { kind: "moment", at: first.before.time, text: "got in", values: traitsOf(first.before, [...where]) },
        {
          kind: "moment",
          at: first.refused.time,
          text: "refused",
          values: traitsOf(first.refused, [...where]),
        },
        { kind: "count", of: "failures", count: refusals.length },
        ...shownValues(refusals, ["errorCode", "userAgent"], by),
      ],
      ...spanOf(events),
      weight: refusals.length,
      entry: entryOf(events),
      events,
    },
  ];
}

/** Somebody signed in themselves, at the same application and elsewhere. */
function isStart(event: Event, refused: Event): boolean {
  return (
    isSuccess(event) &&
    keyOf(event, "type") === "interactiveUser" &&
    keyOf(event, "app") === keyOf(refused, "app") &&
    isOtherNetwork(event, refused)
  );
}
