import { UserError } from "../errors.ts";
import { limits } from "../limits.ts";
import { field } from "../question/fields.ts";
import { fold } from "../question/fold.ts";
import type { Question } from "../question/question.ts";
import type { AuditEntry, AuditRequest } from "../state/state.ts";
import type { Candidate, Store } from "../store/store.ts";
import type { ListView, Row } from "../views/view.ts";
import { inSentence, listed, number, plural, rangeText, rowTime, saidTime } from "../views/words.ts";
import type { Command, Task } from "./command.ts";
import { pageButtons, replaced, sentence } from "./framing.ts";
import { memoryOf } from "./memory.ts";
import { accountOf } from "./names.ts";

/** "audit": who asked what, when and where, and what was refused. */
export const audit: Command = {
  intent: "audit",
  group: "oversight",
  summary:
    "Who asked what, when and where, and what was refused. For those who may see the whole tenant's sign-ins.",
  examples: ["audit", "audit refused", "audit for alice last 30 days"],
  run: async (task, { store }) => {
    const { question, scope } = task;
    const limit = Math.min(question.limit ?? limits.listRows, limits.mostRows);
    const offset = question.offset ?? 0;
    const request = { ...(await requestOf(task, store)), limit, offset };
    const { entries, answered, refused } = await memoryOf(task).state.readAudit(request);
    const total = answered + refused;
    const names = await namesOf(entries, store, task.signal);
    const view: ListView = {
      card: "list",
      title: "Audit trail",
      range: rangeText(scope.range.from, scope.range.to, scope.timezone),
      notes: [],
      headline: headline(total, refused, entries[0], offset, task),
      figures:
        total === 0
          ? []
          : [
              { label: "answered", value: number(answered), tone: "default" },
              { label: "refused", value: number(refused), tone: refused > 0 ? "warning" : "default" },
            ],
      reasons: [],
      verdict: "",
      rows: entries.map((entry) => rowOf(entry, names, task)),
      shown:
        entries.length === 0
          ? ""
          : `${number(offset + 1)} to ${number(offset + entries.length)} of ${number(total)}, newest first`,
      coverage: ["The trail holds questions and outcomes, not what was shown. It is only ever added to."],
      buttons: buttons(question, limit, total - offset - entries.length),
    };
    return view;
  },
};

const asked: ReadonlySet<string> = new Set(["user", "status"]);

/** The trail knows people, outcomes and times. */
async function requestOf(
  { question, scope, signal }: Task,
  store: Store,
): Promise<Omit<AuditRequest, "limit" | "offset">> {
  const unknown = question.where.filter(
    (condition) => !asked.has(condition.field) || condition.is === undefined,
  );
  if (unknown.length > 0) {
    const what = listed(
      unknown.map(({ field: name }) => inSentence(name === "id" ? "id" : field(name).label)),
    );
    throw new UserError(
      `The audit trail does not know ${what}: it can be asked for people, for what was refused, and for a time.`,
    );
  }
  const valuesOf = (name: string) => question.where.find((condition) => condition.field === name)?.is;
  const status = valuesOf("status");
  return {
    from: scope.range.from,
    to: scope.range.to,
    people: await idsOf(valuesOf("user"), store, signal),
    outcome: status === undefined ? undefined : status.includes("success") ? "answered" : "refused",
  };
}

/** The trail knows people by their object ids, a question by their address where they have one. */
async function idsOf(
  values: readonly string[] | undefined,
  store: Store,
  signal: AbortSignal | undefined,
): Promise<readonly string[] | undefined> {
  if (values === undefined) return undefined;
  const found = await Promise.all(
    values.map(async (value) => {
      const request = { text: value, how: "exact", limit: limits.namesakes } as const;
      const { candidates } = await store.lookup("user", request, signal);
      const isMeant = ({ id, alias }: Candidate): boolean =>
        [id, alias ?? ""].map(fold).includes(fold(value));
      return [value, ...candidates.filter(isMeant).map(({ id }) => id)];
    }),
  );
  return found.flat().map((id) => id.toLowerCase());
}

function headline(
  total: number,
  refused: number,
  newest: AuditEntry | undefined,
  offset: number,
  { scope }: Task,
): string {
  if (total === 0) return "Nobody asked anything.";
  const last =
    newest === undefined || offset > 0 ? "" : `; last ${saidTime(newest.at, scope.now, scope.timezone)}`;
  return `${plural(total, "question")}, ${refused === 0 ? "none" : number(refused)} of them refused${last}.`;
}

/** Names of the people, as far as their sign-ins tell them. */
async function namesOf(
  entries: readonly AuditEntry[],
  store: Store,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, string>> {
  const people = [...new Set(entries.map(({ person }) => person))].filter((person) => person !== "");
  const found = await Promise.all(
    people.map(async (person) => {
      const account = await accountOf(store, person, signal);
      return account?.name === undefined ? [] : [[person, account.name] as const];
    }),
  );
  return new Map(found.flat());
}

function rowOf(entry: AuditEntry, names: ReadonlyMap<string, string>, { scope }: Task): Row {
  return {
    time: rowTime(entry.at, scope.now, scope.timezone),
    who: names.get(entry.person) ?? (entry.person === "" ? "unknown" : entry.person),
    what: entry.question,
    where: `${entry.place}, by ${entry.via}`,
    decided: entry.note,
    status: entry.outcome === "refused" ? "Refused" : "Answered",
    tone: entry.outcome === "refused" ? "warning" : "default",
    count: "",
    ask: entry.question,
    more: [],
  };
}

function buttons(question: Question, limit: number, left: number): ListView["buttons"] {
  const isRefused = question.where.some(({ field: name }) => name === "status");
  return [
    ...pageButtons(question, limit, left),
    {
      title: isRefused ? "All" : "Only refused",
      ask: sentence(question, {
        where: replaced(question.where, "status", isRefused ? undefined : ["failure"]),
        offset: undefined,
      }),
    },
  ];
}
