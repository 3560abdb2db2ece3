import fc from "fast-check";
import { countryCodes } from "../../src/question/countries.ts";
import type { Field } from "../../src/question/field.ts";
import { field, fieldNames, type FieldName } from "../../src/question/fields.ts";
import { huntNames } from "../../src/hunts/hunts.ts";
import { describe } from "../../src/question/describe.ts";
import {
  buckets,
  conditionFields,
  exportFormats,
  alertOutcomes,
  longestName,
  longestReason,
  weekdays,
  type Condition,
  type ConditionField,
  type Question,
} from "../../src/question/question.ts";

/** Texts that have broken parsers, cards and stores before. */
export const hostileTexts: readonly string[] = [
  'say "hi"',
  "O'Brien",
  "back\\slash",
  "${x}",
  "${$root}",
  "{{DATE(2020-01-01)}}",
  "last 7 days",
  "failures",
  "for",
  "user:bob",
  "a:b:c",
  "x,y",
  "-minus",
  "!bang",
  "line\nbreak",
  "tab\there",
  "\u202Egnp.exe",
  "zero\u200Bwidth",
  "<b>bold</b>",
  "[link](https://evil.example)",
  "=1+1",
  "@here",
  "'; drop table sign_in; --",
  "%",
  "_",
  "100%_",
  "",
  " ",
  "  two  spaces ",
  "Ünïcødé",
  "日本語",
  "🙂",
  "me",
  "Teams",
  "now-7d",
  "from:now",
  "DE",
  "may",
  "“curly”",
  "‘single’",
  "«guillemets»",
  "`tick`",
  "a\\",
  '"',
  "'",
  "limit:3",
  "AADSTS50126",
  "50126",
  "203.0.113.7",
  "2026-11-03",
  "x".repeat(300),
];

const freeText = fc.oneof(
  fc.constantFrom(...hostileTexts),
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.stringMatching(/^[a-z]{3,10}(\.[a-z]{2,8})?(@contoso\.com)?$/),
);

const addresses = fc.oneof(
  fc.ipV4(),
  fc.ipV6(),
  fc.ipV4().map((ip) => `${ip}/24`),
  fc.constant("2001:db8::/32"),
);

/** Canonical values of a field, as a parsed question holds them. */
function valuesOf(name: ConditionField): fc.Arbitrary<string> {
  if (name === "id") return freeText;
  const entry: Field = field(name);
  if (name === "country") return fc.constantFrom("", ...countryCodes);
  if (entry.kind === "address") return fc.oneof(addresses, fc.constant(""));
  if (entry.kind === "number") return fc.nat(9_999_999).map(String);
  const known = Object.keys(entry.values ?? {});
  if (entry.kind === "enum" || entry.kind === "boolean") return fc.constantFrom("", ...known);
  // A text that happens to be a word for a known value means that value, so it is no canonical text itself.
  return known.length > 0 ? fc.constantFrom("", ...known) : freeText;
}

const condition = (name: ConditionField, negated: boolean): fc.Arbitrary<Condition> =>
  fc
    .uniqueArray(valuesOf(name), { minLength: 1, maxLength: 3 })
    .map((values) => (negated ? { field: name, isNot: values } : { field: name, is: values }));

const where: fc.Arbitrary<Condition[]> = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...conditionFields), fc.boolean()), {
    maxLength: 5,
    selector: ([name, negated]) => `${name} ${negated}`,
  })
  .chain((sides) => fc.tuple(...sides.map(([name, negated]) => condition(name, negated))))
  .map((conditions) =>
    [...conditions].sort(
      (a, b) =>
        conditionFields.indexOf(a.field) - conditionFields.indexOf(b.field) ||
        Number(a.is === undefined) - Number(b.is === undefined),
    ),
  )
  .map(withImpliedType);

/** Asking for a service principal or managed identity by name asks about its log. */
function withImpliedType(conditions: Condition[]): Condition[] {
  const has = (name: ConditionField): boolean =>
    conditions.some((one) => one.field === name && one.is !== undefined);
  const implied = (["servicePrincipal", "managedIdentity"] as const).filter(has);
  if (has("type") || implied.length === 0) return conditions;
  return [{ field: "type", is: implied }, ...conditions];
}

const edge = fc.oneof(
  fc
    .tuple(fc.integer({ min: 1, max: 999 }), fc.constantFrom(..."smhdwMQy"))
    .map(([amount, unit]) => `now-${amount}${unit}`),
  fc.constantFrom(
    "now/d",
    "now/w",
    "now/M-1M",
    "now/d-1d/fri",
    "2026-11-03",
    "2026-11-03T14:05",
    "2026-11-03||+1d",
    "2026-11-03T14:05:00Z",
  ),
);

const window = fc.oneof(
  edge.map((from) => ({ from, to: "now" })),
  fc.tuple(edge, edge).map(([from, to]) => ({ from, to })),
  edge.map((from) => ({ from })),
  edge.map((to) => ({ to })),
);

/** The window of a question: one that was said, none ("all time"), or the intent's usual one. */
const range = (days: number) =>
  fc.oneof(
    window.map((said) => ({ window: said })),
    fc.constant({}),
    fc.constant({ window: { from: `now-${days}d`, to: "now" }, rangeDefaulted: true as const }),
  );

const groupable = fieldNames.filter((name) => field(name).groups);
const some = <T extends object>(part: fc.Arbitrary<T>): fc.Arbitrary<Partial<T>> =>
  fc.oneof(part, fc.constant({}));
const limit = some(fc.record({ limit: fc.integer({ min: 1, max: 100 }) }));
const order = (...values: ("newest" | "oldest" | "least")[]) =>
  some(fc.record({ order: fc.constantFrom(...values) }));

const having = some(
  fc.record({
    having: fc.uniqueArray(
      fc.oneof(
        fc.record({
          of: fc.constantFrom("signIns" as const, "failures" as const, "successes" as const, "app" as const),
          atLeast: fc.nat(1000),
        }),
        fc.record({ of: fc.constantFrom("signIns" as const, "user" as const), atMost: fc.nat(1000) }),
        fc.record({ of: fc.constant("lastSeen" as const), before: edge }),
      ),
      { minLength: 1, maxLength: 3, selector: (one) => JSON.stringify(one) },
    ),
  }),
);

const parts = (intent: Question["intent"], ...pieces: fc.Arbitrary<object>[]): fc.Arbitrary<Question> =>
  fc
    .tuple(fc.constant({ intent, where: [] as Condition[], notUnderstood: [] as string[] }), ...pieces)
    .map((all) => Object.assign({}, ...all) as Question)
    .map((question) => ({ ...question, where: withTypeOfGroups(question) }));

/** Grouping or counting by service principal or managed identity asks about its log too. */
function withTypeOfGroups({ where, by = [], of, split }: Question): Condition[] {
  const asked = [...by, of, split];
  const named = where.filter(({ is }) => is !== undefined).map(({ field: one }) => one as string);
  const implied = (["servicePrincipal", "managedIdentity"] as const).filter(
    (one) => asked.includes(one) || named.includes(one),
  );
  const type = where.find((one) => one.field === "type" && one.is !== undefined);
  if (implied.length === 0 || (type !== undefined && type.is?.join() !== impliedBy(named).join()))
    return where;
  return [{ field: "type", is: implied }, ...where.filter((one) => one !== type)];
}

const impliedBy = (named: readonly string[]): string[] =>
  (["servicePrincipal", "managedIdentity"] as const).filter((one) => named.includes(one));

const durations = fc.constantFrom("PT10M", "PT1H", "PT90S", "P1D", "P30D", "P2W", "P1M", "P1Y", "P1DT12H");
const conditions = where.map((all) => ({ where: all }));
const grouped = (minLength: number) =>
  fc.record({ by: fc.uniqueArray(fc.constantFrom(...groupable), { minLength, maxLength: 2 }) });
const within = some(fc.record({ within: durations }));
const baseline = some(fc.record({ baseline: durations }));
const reason = freeText.filter((text) => text !== "" && text.trim() === text && text.length <= longestReason);
const name = freeText.filter((text) => text.trim() !== "" && text.length <= longestName);
const columns = some(
  fc.record({ columns: fc.uniqueArray(fc.constantFrom(...fieldNames), { minLength: 1, maxLength: 12 }) }),
);

const list = parts(
  "list",
  conditions,
  range(7),
  limit,
  order("newest", "oldest"),
  some(fc.record({ offset: fc.integer({ min: 1, max: 100_000 }) })),
  some(fc.record({ row: fc.integer({ min: 1, max: 20 }) })),
  columns,
);

const top = parts(
  "top",
  conditions,
  range(30),
  limit,
  order("least"),
  having,
  within,
  some(fc.record({ rank: fc.constantFrom(...groupable) })),
  grouped(1),
);

/** Any question about sign-ins that `parse` may give. */
export const signInQuestions: fc.Arbitrary<Question> = fc.oneof(
  list,
  top,
  parts("summary", conditions, range(7)),
  parts(
    "count",
    conditions,
    range(7),
    fc.record({ of: fc.constantFrom<"signIns" | FieldName>("signIns", ...groupable) }),
  ),
  parts(
    "trend",
    conditions,
    range(30),
    some(fc.record({ bucket: fc.constantFrom(...buckets) })),
    some(fc.record({ split: fc.constantFrom(...groupable) })),
  ),
  parts("compare", conditions, range(7), some(fc.record({ baseline: window })), some(grouped(1))),
  parts("pattern", conditions, range(30), baseline),
  parts("methods", conditions, range(30)),
  parts("coverage", conditions, range(30)),
  parts("policies", conditions, range(7)),
  parts("explain", conditions, range(7)),
  parts(
    "export",
    conditions,
    range(7),
    limit,
    order("newest", "oldest"),
    columns,
    fc.record({ format: fc.constantFrom(...exportFormats) }),
  ),
  parts(
    "hunt",
    conditions,
    range(7),
    fc.record({ hunt: fc.constantFrom(...huntNames) }),
    having,
    within,
    baseline,
  ),
  parts(
    "hunt",
    conditions,
    range(7),
    fc.record({ hunt: fc.constant("first-seen" as const) }),
    grouped(1),
    baseline,
  ),
  parts(
    "watch",
    conditions,
    some(fc.record({ threshold: fc.integer({ min: 1, max: 1_000_000 }) })),
    some(fc.record({ every: durations })),
  ),
  parts(
    "watch",
    conditions,
    fc.record({ hunt: fc.constantFrom(...huntNames) }),
    some(fc.record({ every: durations })),
    having,
    within,
    baseline,
  ),
  parts("digest", conditions, range(1)),
);

/** Any question that `parse` may give. */
export const questions: fc.Arbitrary<Question> = fc.oneof(
  { weight: 12, arbitrary: signInQuestions },
  parts(
    "detail",
    fc.record({
      id: fc.oneof(
        fc.uuid(),
        freeText.filter((text) => text !== "" && text.length <= 200),
      ),
    }),
  ),
  parts(
    "alert",
    fc.record({
      id: fc.oneof(
        fc.uuid(),
        freeText.filter((text) => text !== "" && text.length <= 200),
      ),
    }),
  ),
  parts("link", fc.record({ command: fc.oneof(list, top).map((question) => describe(question)) })),
  parts("explain", fc.record({ codes: fc.uniqueArray(fc.nat(9_999_999), { minLength: 1, maxLength: 10 }) })),
  parts("help", some(fc.record({ topic: fc.constantFrom("filters", "times", "top") }))),
  parts("about"),
  parts("saved"),
  parts("watches"),
  parts("alerts"),
  parts("unwatch", fc.record({ id: fc.oneof(fc.uuid(), fc.nat(999).map(String)) })),
  parts("mute", fc.record({ id: fc.nat(999).map(String), length: durations })),
  parts("unmute", fc.record({ id: fc.nat(999).map(String) })),
  parts("acknowledge", some(fc.record({ id: fc.nat(999).map(String) }))),
  parts("reopen", some(fc.record({ id: fc.nat(999).map(String) }))),
  parts(
    "close",
    some(fc.record({ id: fc.nat(999).map(String) })),
    some(fc.record({ outcome: fc.constantFrom(...alertOutcomes) })),
  ),
  parts("close", fc.record({ outcome: fc.constantFrom(...alertOutcomes), reason })),
  parts(
    "report",
    fc.record({
      at: fc
        .tuple(fc.nat(23), fc.nat(59))
        .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":")),
    }),
    some(fc.record({ command: list.map((question) => describe(question)) })),
    some(fc.record({ days: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 }) })),
  ),
  parts("run", fc.record({ name })),
  parts("forget", fc.record({ name })),
  parts("save", fc.record({ name }), some(list.map((question) => ({ command: describe(question) })))),
);
