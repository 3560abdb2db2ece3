import { UserError } from "../errors.ts";
import { describe } from "../question/describe.ts";
import { parse } from "../question/parse/parse.ts";
import { isAboutSignIns } from "../question/keys.ts";
import type { Question } from "../question/question.ts";
import type { ChoiceView, NoticeView } from "../views/view.ts";
import { plural } from "../views/words.ts";
import type { Command, Task } from "./command.ts";
import type { Memory } from "./meaning.ts";

/** "save this as vip failures": the last question, or the one that is said, under a name. */
export const save: Command = {
  intent: "save",
  summary: "Keeps a question under a name, for you alone.",
  examples: ["save failures for list:vips last 24 hours as vip failures"],
  run: async (task) => {
    const { state, place } = memoryOf(task);
    const { name = "", command } = task.question;
    const question =
      command === undefined ? await lastOf(task) : parse(command, { ...task.scope.clock, locale: "en-GB" });
    if (!isAboutSignIns(question.intent))
      throw new UserError("Only questions about sign-ins can be saved. Ask one, then save it.");
    const kept = await state.saveQuestion(place.person, { name, question }, task.scope.now);
    const view: NoticeView = {
      card: "notice",
      tone: "good",
      headline: kept === "new" ? `Saved as "${name}".` : `Saved as "${name}", in place of the one before.`,
      lines: [describe(question)],
      buttons: [
        { title: "Run it", ask: describe({ intent: "run", where: [], name, notUnderstood: [] }) },
        { title: "Saved questions", ask: "saved" },
      ],
    };
    return view;
  },
};

async function lastOf(task: Task): Promise<Question> {
  const { state, place } = memoryOf(task);
  const last = await state.lastQuestion(place, task.scope.now);
  if (last !== undefined) return last;
  throw new UserError("There is no question here that could be saved. Ask about sign-ins first.");
}

/** "saved": the asker's own, each to be run. */
export const saved: Command = {
  intent: "saved",
  summary: "Your saved questions.",
  examples: ["saved"],
  run: async (task) => {
    const { state, place } = memoryOf(task);
    const all = await state.savedQuestions(place.person);
    if (all.length === 0) {
      return {
        card: "notice",
        tone: "default",
        headline: "You have saved no questions yet.",
        lines: ['Ask something, then say "save this as NAME".'],
        buttons: [{ title: "Help", ask: "help save" }],
      } satisfies NoticeView;
    }
    return {
      card: "choice",
      headline: `${plural(all.length, "saved question")}. Which one?`,
      options: all.map(({ name, question }) => ({
        name,
        detail: describe(question),
        ask: describe({ intent: "run", where: [], name, notUnderstood: [] }),
      })),
      buttons: [],
    } satisfies ChoiceView;
  },
};

/** "run vip failures": the saved question is put in its place before it is answered, see `meaningOf`. */
export const run: Command = {
  intent: "run",
  summary: "Answers a saved question of yours.",
  examples: ["run vip failures"],
  run: () => Promise.reject(new Error("a saved question stands in the place of its name by now")),
};

/** "forget vip failures". */
export const forget: Command = {
  intent: "forget",
  summary: "Removes a saved question of yours.",
  examples: ["forget vip failures"],
  run: async (task) => {
    const { state, place } = memoryOf(task);
    const { name = "" } = task.question;
    const was = (await state.savedQuestions(place.person)).find(
      (one) => one.name.toLowerCase() === name.toLowerCase(),
    );
    const done = await state.forgetQuestion(place.person, name);
    const view: NoticeView = {
      card: "notice",
      tone: done ? "good" : "warning",
      headline: done ? `Forgotten: "${name}".` : `You have saved no question called "${name}".`,
      lines: was === undefined ? [] : [describe(was.question)],
      buttons: [{ title: "Saved questions", ask: "saved" }],
    };
    return view;
  },
};

/** @throws UserError where the asker cannot be told from others, or nothing is remembered here */
export function memoryOf({ memory }: Task): Memory {
  if (memory !== undefined) return memory;
  throw new UserError("I cannot keep anything here, because I cannot tell who is asking.");
}
