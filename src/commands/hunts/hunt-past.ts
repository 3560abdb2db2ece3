import { judgeBaseline } from "../../hunts/baseline.ts";
import { distinctKeys } from "../../hunts/events.ts";
import {
  userLogs,
  type Event,
  type Finding,
  type Findings,
  type Had,
  type Past,
  type Settings,
} from "../../hunts/hunt.ts";
import { limits } from "../../limits.ts";
import type { FieldName } from "../../question/fields.ts";
import type { Condition } from "../../question/question.ts";
import type { Filter, Store } from "../../store/store.ts";

/** Of some findings, those that are new by what is stored since a moment (`since` of the settings) before the range. */
export async function judgePast(
  { where, of, judge }: Past,
  findings: readonly Finding[],
  settings: Settings,
  store: Store,
  signal: AbortSignal | undefined,
): Promise<Findings> {
  const { tells, remarks } = judgeBaseline(settings);
  const judged = (had: Had): readonly Finding[] =>
    findings.flatMap((finding) => judge(finding, had, settings) ?? []);
  if (!tells) return { findings: judged(() => undefined), remarks };
  const filter: Filter = {
    where: [
      { field: "type", is: [...userLogs] },
      ...where.map(({ field, is, isNot }): Condition =>
        is === undefined ? { field, isNot: [...(isNot ?? [])] } : { field, is: [...is] },
      ),
    ],
    from: settings.since,
    to: settings.from,
  };
  const been = new Set<string>();
  let isWhole = true;
  for (const some of chunksOf(findings)) {
    for (const fields of of) {
      const known = await knownOf(fields, some, filter, store, signal);
      for (const combination of known.combinations) been.add(combination);
      isWhole &&= known.isWhole;
    }
  }
  const had: Had = (event, fields) => {
    const own = combinationsOf(event, fields);
    return own.length === 0 ? undefined : own.some((combination) => been.has(combination));
  };
  return {
    findings: judged(had),
    remarks: isWhole
      ? remarks
      : [
          ...remarks,
          "Of some users so much is stored that not all of it was compared: what they had before may count as new.",
        ],
  };
}

/** So few that the store can be asked for their users at once. */
function chunksOf(findings: readonly Finding[]): Finding[][] {
  return Array.from({ length: Math.ceil(findings.length / limits.askedValues) }, (_, at) =>
    findings.slice(at * limits.askedValues, (at + 1) * limits.askedValues),
  );
}

/** Which combinations of some fields the users of some findings had. */
async function knownOf(
  fields: readonly FieldName[],
  findings: readonly Finding[],
  filter: Filter,
  store: Store,
  signal: AbortSignal | undefined,
): Promise<{ readonly combinations: readonly string[]; readonly isWhole: boolean }> {
  const conditions = fields.map((field): Condition & { readonly is: string[] } => ({
    field,
    is: [...new Set(findings.flatMap(({ events }) => distinctKeys(events, field)))],
  }));
  if (conditions.some(({ is }) => is.length === 0)) return { combinations: [], isWhole: true };
  const { groups, more } = await store.top(
    {
      ...filter,
      where: [...filter.where, ...conditions.filter(({ is }) => is.length <= limits.askedValues)],
    },
    { by: fields, limit: limits.known, rank: "signIns", order: "most", having: [], distinct: [] },
    signal,
  );
  return {
    combinations: groups.map(({ values }) =>
      identityOf(
        fields,
        values.map(({ key }) => key),
      ),
    ),
    isWhole: !more,
  };
}

/** All combinations that an event has of the values of some fields; none where it lacks one. */
function combinationsOf({ values }: Event, fields: readonly FieldName[]): string[] {
  return fields
    .reduce<string[][]>(
      (heads, field) => heads.flatMap((head) => (values[field] ?? []).map(({ key }) => [...head, key])),
      [[]],
    )
    .map((keys) => identityOf(fields, keys));
}

function identityOf(fields: readonly FieldName[], keys: readonly string[]): string {
  return [...fields, ...keys].join("\u0000");
}
