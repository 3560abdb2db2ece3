import type { Intent, Question } from "./question.ts";

type Key = Exclude<keyof Question, "intent" | "notUnderstood">;

const filter = ["where", "window", "rangeDefaulted"] as const;

/** The keys of a question that apply to each intent, besides the intent itself. */
const keys: Readonly<Record<Intent, readonly Key[]>> = {
  list: [...filter, "limit", "order", "columns", "offset", "row"],
  summary: filter,
  count: [...filter, "of"],
  top: [...filter, "by", "having", "within", "rank", "limit", "order", "row"],
  trend: [...filter, "bucket", "split", "row"],
  compare: [...filter, "by", "baseline"],
  detail: ["id"],
  alert: ["id"],
  alerts: [],
  explain: [...filter, "codes"],
  pattern: [...filter, "baseline"],
  methods: [...filter, "row"],
  coverage: [...filter, "row"],
  policies: [...filter, "row"],
  hunt: [...filter, "hunt", "by", "having", "within", "baseline", "row"],
  export: [...filter, "format", "limit", "order", "columns", "offset"],
  digest: filter,
  link: ["command"],
  watch: ["where", "threshold", "every", "hunt", "by", "having", "within", "baseline"],
  report: ["at", "days", "command"],
  watches: [],
  unwatch: ["id"],
  mute: ["id", "length"],
  unmute: ["id"],
  acknowledge: ["id", "reason"],
  close: ["id", "outcome", "reason"],
  reopen: ["id", "reason"],
  save: ["name", "command"],
  saved: [],
  run: ["name"],
  forget: ["name"],
  allow: [],
  disallow: [],
  audit: [...filter, "limit", "offset"],
  help: ["topic"],
  about: [],
};

/** Whether questions of an intent are about sign-ins: they have conditions, and most of them a range. */
export function isAboutSignIns(intent: Intent): boolean {
  return (keys[intent] as readonly string[]).includes("where");
}

/** Whether what an intent shows has a link: it can be asked again later, by anybody, and changes nothing. */
export function hasLink(intent: Intent): boolean {
  return intent === "detail" || intent === "alert" || (isAboutSignIns(intent) && !isChange(intent));
}

const changes: ReadonlySet<Intent> = new Set([
  "save",
  "forget",
  "watch",
  "report",
  "unwatch",
  "mute",
  "unmute",
  "acknowledge",
  "close",
  "reopen",
  "allow",
  "disallow",
]);

/** Whether an intent changes what is kept: a link may not, since whoever opens it has not written it. */
export function isChange(intent: Intent): boolean {
  return changes.has(intent);
}

/** Days of the range where a text names none; absent means everything the store holds. */
const usualDays: Readonly<Partial<Record<Intent, number>>> = {
  digest: 1,
  list: 7,
  summary: 7,
  count: 7,
  compare: 7,
  explain: 7,
  policies: 7,
  hunt: 7,
  export: 7,
  audit: 7,
  top: 30,
  trend: 30,
  pattern: 30,
  methods: 30,
  coverage: 30,
};

/** The range that an intent takes where none is named. */
export function usualWindow(intent: Intent): Question["window"] {
  const days = usualDays[intent];
  return days === undefined ? undefined : { from: `now-${days}d`, to: "now" };
}

/** The question without the keys that do not apply to its intent, and without those that are undefined. */
export function fitting(question: { [key in keyof Question]: Question[key] | undefined }): Question {
  const { intent, where, notUnderstood } = question;
  const apply = keys[intent ?? "help"] as readonly string[];
  return {
    ...(Object.fromEntries(
      Object.entries(question).filter(([key, value]) => value !== undefined && apply.includes(key)),
    ) as Partial<Question>),
    intent: intent ?? "help",
    where: apply.includes("where") ? (where ?? []) : [],
    notUnderstood: notUnderstood ?? [],
  };
}
