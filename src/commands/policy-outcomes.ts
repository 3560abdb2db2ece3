import { limits } from "../limits.ts";
import { readPolicyOutcome } from "../signin/conditions.ts";
import type { Group, Store } from "../store/store.ts";
import type { Task } from "./command.ts";
import { withCondition } from "./scope.ts";

/** Results of a policy that looked at the sign-in and had something to say to it. */
const applied: ReadonlySet<string> = new Set([
  "success",
  "failure",
  "reportOnlySuccess",
  "reportOnlyFailure",
  "reportOnlyInterrupted",
]);

/** One policy with the sign-ins of each of its results. */
export interface Policy {
  readonly id: string;
  readonly name: string;
  readonly outcomes: readonly Outcome[];
  readonly users: number;
}

export interface Outcome {
  readonly id: string;
  readonly result: string;
  readonly group: Group;
}

/** Outcomes, which are policy and result in one, put together by policy. */
export function byPolicy(groups: readonly Group[]): Policy[] {
  const policies = new Map<string, { name: string; last: number; outcomes: Outcome[] }>();
  for (const group of groups) {
    const [value] = group.values;
    if (value === undefined || value.key === "") continue;
    const { policy, name, result } = readPolicyOutcome(value.key, value.name);
    const known = policies.get(policy) ?? { name, last: group.last, outcomes: [] };
    known.outcomes.push({ id: value.key, result, group });
    // The newest name is the one that people know.
    if (group.last > known.last) Object.assign(known, { name, last: group.last });
    policies.set(policy, known);
  }
  return [...policies].map(([id, { name, outcomes }]) => ({ id, name, outcomes, users: 0 }));
}

/** The policies that the question names, and of their results those that it names: every sign-in lists all policies. */
export async function asked(
  all: readonly Policy[],
  { question, signal }: Task,
  store: Store,
): Promise<Policy[]> {
  const wanted = async (name: "policy" | "policyOutcome"): Promise<ReadonlySet<string> | undefined> => {
    const said = question.where.find((one) => one.field === name && one.is !== undefined)?.is;
    if (said === undefined) return undefined;
    const found = await Promise.all(
      said.map((text) => store.lookup(name, { text, how: "named", limit: limits.policyOutcomes }, signal)),
    );
    return new Set(found.flatMap(({ candidates }) => candidates.map(({ id }) => id)));
  };
  const [ids, outcomeIds] = await Promise.all([wanted("policy"), wanted("policyOutcome")]);
  const results = question.where.find((one) => one.field === "policyResult")?.is;
  return all
    .filter(({ id }) => ids?.has(id) ?? true)
    .map((policy) => ({
      ...policy,
      outcomes: policy.outcomes.filter(
        ({ id, result }) => (outcomeIds?.has(id) ?? true) && (results?.includes(result) ?? true),
      ),
    }))
    .filter(({ outcomes }) => outcomes.length > 0);
}

/** Users of all the sign-ins to which it applied: one may stand behind several results. */
export async function withUsers(policy: Policy, { scope, signal }: Task, store: Store): Promise<Policy> {
  const is = policy.outcomes.filter(({ result }) => applied.has(result)).map(({ id }) => id);
  if (is.length === 0) return policy;
  const { distinct } = await store.summarise(
    withCondition(scope.filter, { field: "policyOutcome", is }),
    { facets: [], limit: 0, distinct: ["user"] },
    signal,
  );
  return { ...policy, users: distinct.user ?? 0 };
}

/** Sign-ins in which a policy had a result. */
export function countOf({ outcomes }: Policy, result: string): number {
  return outcomes.find((one) => one.result === result)?.group.counts.signIns ?? 0;
}

/** Sign-ins to which a policy applied: each has one result of it. */
export function appliedTo({ outcomes }: Policy): number {
  return outcomes
    .filter(({ result }) => applied.has(result))
    .reduce((sum, { group }) => sum + group.counts.signIns, 0);
}

/** Those not met most first, then those that would have stopped most. */
export function byFailures(a: Policy, b: Policy): number {
  return (
    countOf(b, "failure") - countOf(a, "failure") ||
    countOf(b, "reportOnlyFailure") - countOf(a, "reportOnlyFailure") ||
    appliedTo(b) - appliedTo(a) ||
    (a.id < b.id ? -1 : 1)
  );
}
