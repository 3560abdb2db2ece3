import { createAnalysis } from "../../src/commands/analysis.ts";
import { commandFor } from "../../src/commands/commands.ts";
import { resolveNames } from "../../src/commands/names.ts";
import { scopeOf, withLogs } from "../../src/commands/scope.ts";
import type { Question } from "../../src/question/question.ts";
import type { Store } from "../../src/store/store.ts";
import { readSynced } from "../../src/sync/synced.ts";
import type { View } from "../../src/views/view.ts";
import { companyStore, everyone, now as companyNow } from "./company.ts";

export interface Circumstances {
  readonly store?: Store;
  readonly now?: Date;
  readonly timezone?: string;
}

/** The answer to a question that is given as a structure, whatever words it has; by default at the company, in UTC. */
export async function answerQuestion(
  asked: Partial<Question> & Pick<Question, "intent">,
  { store, now = companyNow, timezone = "UTC" }: Circumstances = {},
): Promise<View> {
  const held = store ?? (await companyStore());
  const question: Question = { where: [], notUnderstood: [], ...asked };
  const resolved = await resolveNames(question, {
    store: held,
    askerId: undefined,
    ownOnly: false,
    now: now.getTime(),
    signal: undefined,
  });
  if ("card" in resolved) return resolved;
  const complete = withLogs(resolved.question);
  const task = {
    question: complete,
    asked: question,
    asker: {},
    memory: undefined,
    place: { shared: false, conversation: undefined },
    names: resolved.names,
    scope: scopeOf(complete, { now, timezone, weekStart: "monday" }, resolved.names.notMeant),
    coverage: await held.coverage(),
    synced: await readSynced(held),
    ownOnly: undefined,
    signal: undefined,
  };
  return commandFor(question.intent).run(task, {
    store: held,
    analysis: createAnalysis(held),
    access: everyone,
    version: "1.2.3",
    source: "hand-made data",
  });
}

/** The same, where only one kind of view will do. */
export async function viewOf<Kind extends View["card"]>(
  card: Kind,
  asked: Partial<Question> & Pick<Question, "intent">,
  circumstances: Circumstances = {},
): Promise<Extract<View, { card: Kind }>> {
  const view = await answerQuestion(asked, circumstances);
  if (view.card !== card)
    throw new Error(`${JSON.stringify(asked)} gave a ${view.card}: ${JSON.stringify(view)}`);
  return view as Extract<View, { card: Kind }>;
}
