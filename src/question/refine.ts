import { limits } from "../limits.ts";
import { withinBounds } from "./bounds.ts";
import { fold } from "./fold.ts";
import { fitting, usualWindow } from "./keys.ts";
import type { FieldName } from "./fields.ts";
import {
  conditionFields,
  mostColumns,
  mostOffset,
  type Condition,
  type FollowUp,
  type Question,
} from "./question.ts";

/**
 * The question that a follow-up makes of the one before it: what the follow-up says replaces what was there, the rest
 * stays. A follow-up of another shape keeps conditions and range alone.
 */
export function refine(last: Question, followUp: FollowUp): Question {
  const { page, show: _show, clear, drop = [], add, follows: _follows, columnsAre, ...said } = followUp;
  const intent = said.intent ?? last.intent;
  const kept: Question =
    intent === last.intent
      ? last
      : {
          intent,
          where: last.where,
          window: last.window,
          rangeDefaulted: last.rangeDefaulted,
          notUnderstood: [],
        };
  const merged = mergeWhere(
    clear === true ? [] : kept.where.filter((condition) => !drop.includes(condition.field)),
    said.where ?? [],
    add === true,
  );
  const { where, excess } = withinBounds(merged);
  const timed = said.window !== undefined;
  const window = timed ? (isOpen(said.window) ? undefined : said.window) : kept.window;
  const isUsual = JSON.stringify(window) === JSON.stringify(usualWindow(intent));
  return fitting({
    ...kept,
    ...said,
    intent,
    where,
    window,
    rangeDefaulted: !timed && kept.rangeDefaulted === true && isUsual ? true : undefined,
    offset: offsetOf(last, page),
    ...(columnsAre !== undefined && { columns: columnsOf(last, said.columns ?? [], columnsAre) }),
    row: said.row,
    notUnderstood: [...followUp.notUnderstood, ...excess],
  });
}

/** What a list shows where no columns are named. */
const usualColumns: readonly FieldName[] = ["user", "app", "ip", "country", "status"];

function columnsOf(
  { columns = usualColumns }: { readonly columns?: readonly FieldName[] | undefined },
  said: readonly FieldName[],
  are: NonNullable<FollowUp["columnsAre"]>,
): FieldName[] | undefined {
  if (are === "usual") return undefined;
  if (are === "added") return [...new Set([...columns, ...said])].slice(0, mostColumns);
  const left = columns.filter((name) => !said.includes(name));
  return left.length === 0 ? undefined : left;
}

function isOpen(window: Question["window"]): boolean {
  return window?.from === undefined && window?.to === undefined;
}

/** Paging goes on by as many rows as a card shows; any other change starts again at the first row. */
function offsetOf({ offset = 0, limit }: Question, page: FollowUp["page"]): number | undefined {
  if (page === undefined) return undefined;
  const shown = Math.min(limit ?? limits.listRows, limits.mostRows);
  const next = page === "next" ? offset + shown : offset - shown;
  return next > 0 ? Math.min(next, mostOffset) : undefined;
}

/** Of each field, what is said now replaces what was said before, or joins it. */
function mergeWhere(before: readonly Condition[], said: readonly Condition[], join: boolean): Condition[] {
  const merged = said.reduce<readonly Condition[]>(
    (where, condition) =>
      condition.is === undefined ? leaveOut(where, condition) : narrow(where, condition, join),
    before,
  );
  return [...merged].sort(
    (a, b) =>
      conditionFields.indexOf(a.field) - conditionFields.indexOf(b.field) ||
      Number(a.is === undefined) - Number(b.is === undefined),
  );
}

function narrow(where: readonly Condition[], { field, is = [] }: Condition, join: boolean): Condition[] {
  const held = join
    ? (where.find((condition) => condition.field === field && condition.is !== undefined)?.is ?? [])
    : [];
  return [...where.filter((condition) => condition.field !== field), { field, is: union(held, is) }];
}

function leaveOut(where: readonly Condition[], { field, isNot = [] }: Condition): Condition[] {
  const gone = new Set(isNot.map(fold));
  const rest = where.flatMap((condition): Condition[] => {
    if (condition.field !== field) return [condition];
    const is = condition.is?.filter((value) => !gone.has(fold(value))) ?? [];
    return is.length === 0 ? [] : [{ field, is }];
  });
  const held =
    where.find((condition) => condition.field === field && condition.isNot !== undefined)?.isNot ?? [];
  return [...rest, { field, isNot: union(held, isNot) }];
}

function union(held: readonly string[], added: readonly string[]): string[] {
  return [...held, ...added.filter((value) => !held.includes(value))];
}
