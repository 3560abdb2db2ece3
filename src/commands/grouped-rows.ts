import { limits } from "../limits.ts";
import { countryName } from "../question/countries.ts";
import type { FieldName } from "../question/fields.ts";
import type { Condition } from "../question/question.ts";
import { nameOrKnown } from "../signin/known-apps.ts";
import { statuses, type SignInType, type Status } from "../signin/sign-in.ts";
import type { Filter, Group, Store, Value } from "../store/store.ts";
import { statusText, statusTones } from "../views/reason.ts";
import type { Row } from "../views/view.ts";
import { number, plural, rowTime } from "../views/words.ts";
import type { Task } from "./command.ts";
import { sentence } from "./framing.ts";
import { withCondition } from "./scope.ts";

/**
 * The keys by which the portal groups rows of a log, where all else but the time is equal; interactive sign-ins stand
 * alone. Source: Entra's pages on the four sign-in logs.
 */
const keys: Readonly<Record<Exclude<SignInType, "interactiveUser">, readonly FieldName[]>> = {
  nonInteractiveUser: ["user", "app", "ip", "status", "resource"],
  servicePrincipal: ["servicePrincipal", "status", "ip", "resource"],
  managedIdentity: ["managedIdentity", "status", "ip", "resource"],
};

/** The grouping keys if only a log with grouped rows is asked for, unless the question is about one group already. */
export function groupKeys(
  types: readonly SignInType[],
  where: readonly Condition[],
): readonly FieldName[] | undefined {
  const [first, ...more] = types;
  if (first === undefined || first === "interactiveUser" || more.length > 0) return undefined;
  const fixed = where
    .filter(({ is }) => is?.length === 1 && is[0]?.startsWith("list:") === false)
    .map((condition) => condition.field);
  return keys[first].every((name) => fixed.includes(name)) ? undefined : keys[first];
}

/** The newest groups, each a row that expands into its sign-ins. */
export async function groupedRows(task: Task, store: Store, limit: number, by: readonly FieldName[]) {
  const { question, scope, signal } = task;
  const offset = question.offset ?? 0;
  const result = await store.top(
    scope.filter,
    {
      by,
      limit: offset + limit,
      rank: "lastSeen",
      order: question.order === "oldest" ? "least" : "most",
      having: [],
      distinct: [],
    },
    signal,
  );
  const groups = result.groups.slice(offset);
  const first = number(offset + 1);
  const span = groups.length === 1 ? first : `${first} to ${number(offset + groups.length)}`;
  const order = question.order === "oldest" ? "oldest" : "newest";
  const rows = await Promise.all(
    groups.map(async (group) => rowOfGroup(group, by, task, await codeOf(group, by, task, store))),
  );
  return {
    rows,
    shown:
      groups.length === 0
        ? pastEnd(result.total)
        : `${span} of ${plural(result.total, "group")} as the portal groups them, ${order} first`,
    left: result.total - offset - groups.length,
    verdict: "",
  };
}

/** What stands in the place of rows where all of them have been passed over. */
export function pastEnd(total: number): string {
  return total === 0 ? "" : `No more: there are ${number(total)} in all.`;
}

/** The error code of a group that did not succeed, where it is one: " 7000222". */
async function codeOf(
  group: Group,
  by: readonly FieldName[],
  { scope, signal }: Task,
  store: Store,
): Promise<string> {
  if (group.counts.success === group.counts.signIns) return "";
  const filter = by.reduce<Filter>(
    (narrowed, name, index) => withCondition(narrowed, { field: name, is: [group.values[index]?.key ?? ""] }),
    scope.filter,
  );
  const { facets } = await store.summarise(filter, { facets: ["errorCode"], limit: 2, distinct: [] }, signal);
  const [code, another] = facets.errorCode ?? [];
  const key = code?.values[0]?.key ?? "";
  return another !== undefined || key === "" ? "" : ` ${key}`;
}

function rowOfGroup(group: Group, by: readonly FieldName[], { question, scope }: Task, code: string): Row {
  const value = (name: FieldName): Value | undefined => group.values[by.indexOf(name)];
  const status = statuses.find((known) => known === value("status")?.key) ?? ("failure" satisfies Status);
  const actor = value("user") ?? value("servicePrincipal") ?? value("managedIdentity");
  const only = by.map((name): Condition => ({
    field: name,
    is: [value(name)?.alias ?? value(name)?.key ?? ""],
  }));
  const others = question.where.filter((condition) => !by.some((name) => name === condition.field));
  const { counts } = group;
  return {
    time: rowTime(group.last, scope.now, scope.timezone),
    who: nameOf(actor),
    what: [value("app"), value("resource")]
      .filter((one) => one !== undefined && one.key !== "")
      .map(nameOf)
      .join(" → "),
    where: value("ip")?.key || "unknown address",
    decided: "",
    status: statusText(status) + code,
    tone: statusTones[status],
    count: counts.signIns === 1 ? "" : `× ${number(counts.signIns)}`,
    ask: sentence(question, { where: [...others, ...only], offset: undefined, limit: limits.mostRows }),
    more: [],
  };
}

function nameOf(value: Value | undefined): string {
  if (value === undefined || value.key === "") return "unknown";
  return nameOrKnown(value.key, value.name) ?? value.alias ?? countryName(value.key);
}
