import type { Condition } from "../question/question.ts";
import { signInTypes } from "../signin/sign-in.ts";
import type { Filter, Store, Summary } from "../store/store.ts";
import { plural, saidTime } from "../views/words.ts";
import type { Task } from "./command.ts";
import { withCondition, without } from "./scope.ts";

/** Conditions on how a sign-in ended: without them the filter tells who and from where alone. */
export const outcomes: readonly Condition["field"][] = [
  "status",
  "errorCode",
  "failureReason",
  "conditionalAccess",
  "policyResult",
  "mfa",
  "mfaDetail",
];

/** True for a question that leaves out sign-ins by how they ended: what it counts cannot tell who got in. */
export function asksForOutcome({ question }: Task): boolean {
  return question.where.some((condition) => outcomes.includes(condition.field));
}

/** So many addresses are looked at; whoever uses more is no single source. */
const mostAddresses = 50;

/**
 * Whether those of the question who did not get in did so elsewhere, as the end of a headline; "" where nothing certain
 * can be said: it is said of one user or of one address, never of a crowd. Successes count from the start of the range
 * up to now, in the user logs.
 * @param missed what the question found, with the facet `ip`; it holds no success
 */
export async function gotInElsewhere(task: Task, store: Store, missed: Summary): Promise<string> {
  const { user = 0, ip = 0 } = missed.distinct;
  if (missed.counts.success > 0 || missed.counts.signIns === 0 || !asksForOutcome(task)) return "";
  if ((user !== 1 && ip !== 1) || ip > mostAddresses) return "";
  const { now, timezone } = task.scope;
  const at = (time: number): string => saidTime(time, now, timezone);
  const addresses = (missed.facets.ip ?? [])
    .map((group) => group.values[0]?.key ?? "")
    .filter((key) => key !== "");
  const someone = successesOf(task);
  const there =
    addresses.length === 0
      ? undefined
      : await store.summarise(withCondition(someone, { field: "ip", is: addresses }), byLog, task.signal);
  if (there?.lastSuccess !== undefined) {
    const users = there.distinct.user ?? 0;
    const whose = user === 1 || users === 0 ? "" : ` of ${plural(users, "user")}`;
    const source = ip === 1 ? "the same address" : "the same addresses";
    const background = (there.facets.type ?? []).some(
      (group) => group.values[0]?.key === "nonInteractiveUser",
    );
    const included =
      background && !task.scope.types.includes("nonInteractiveUser") ? ", background ones included" : "";
    return `; ${plural(there.counts.signIns, "success", "successes")}${whose} from ${source}${included}, the last ${at(there.lastSuccess)}`;
  }
  // "After" can only be said of somebody whom the question names.
  const namesUser = task.question.where.some((condition) => condition.field === "user");
  if (user !== 1 || !namesUser) return "; no success from there";
  const anywhere = await store.summarise(someone, byLog, task.signal);
  return anywhere.lastSuccess !== undefined && anywhere.lastSuccess > (missed.last ?? 0)
    ? `; no success from there, but one from elsewhere ${at(anywhere.lastSuccess)}`
    : "; no success from there, and none after";
}

const byLog = { facets: ["type"], limit: 4, distinct: ["user"] } as const;

/** The successes of the same people, whichever log they stand in, from the start of the range up to now. */
function successesOf({ scope, question }: Task): Filter {
  const { to: _, ...openEnded } = scope.filter;
  const people = without(openEnded, "type", ...outcomes);
  const asked = question.where.filter((condition) => condition.field === "type");
  const logs = asked.length > 0 ? asked : [{ field: "type" as const, is: signInTypes.slice(0, 2) }];
  return [...logs, { field: "status" as const, is: ["success"] }].reduce<Filter>(withCondition, people);
}
