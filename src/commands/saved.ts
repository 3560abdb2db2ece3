import { UserError } from "../errors.ts";
import { describe } from "../question/describe.ts";
import { limits } from "../limits.ts";
import { parse } from "../question/parse/parse.ts";
import { isAboutSignIns } from "../question/keys.ts";
import type { Question } from "../question/question.ts";
import type { ChoiceView, NoticeView } from "../views/view.ts";
import { listed, plural } from "../views/words.ts";
import type { Command, Task } from "./command.ts";
import { memoryOf } from "./memory.ts";
import { named, savedOption } from "./recall.ts";

/** "save this as vip failures": the last question, or the one that is said, under a name. */
export const save: Command = {
  intent: "save",
  group: "kept",
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
        { title: "Run it", ask: about("run", name) },
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
  group: "kept",
  summary: "Your saved questions.",
  examples: ["saved"],
  run: async (task) => {
    const { state, place } = memoryOf(task);
    const all = await state.savedQuestions(place.person);
    const options = all.flatMap(({ name, question }) => (question === undefined ? [] : [{ name, question }]));
    const unreadable = all.filter(({ question }) => question === undefined).map(({ name }) => name);
    const shown = unreadable.slice(0, limits.forgetButtons).map((name) => `"${name}"`);
    const more = unreadable.length > shown.length ? [`${unreadable.length - shown.length} more`] : [];
    const left =
      unreadable.length === 0
        ? ""
        : ` Saved by another version of Signpost, and not read by this one: ${listed([...shown, ...more])}.`;
    const buttons = (all.length > limits.forgetButtons ? unreadable : all.map(({ name }) => name))
      .slice(0, limits.forgetButtons)
      .map((name) => ({ title: `Forget ${name}`, ask: about("forget", name) }));
    if (options.length === 0) {
      return {
        card: "notice",
        tone: "default",
        headline: `You have saved no questions yet.${left}`,
        lines: ['Ask something, then say "save this as NAME".'],
        buttons: [...buttons, { title: "Help", ask: "help save" }],
      } satisfies NoticeView;
    }
    return {
      card: "choice",
      headline: `${plural(options.length, "saved question")}. Which one?${left}`,
      options: options.map(savedOption),
      buttons,
    } satisfies ChoiceView;
  },
};

function about(intent: "run" | "forget", name: string): string {
  return describe({ intent, where: [], name, notUnderstood: [] });
}

/** "run vip failures": the saved question is put in its place before it is answered, see `meaningOf`. */
export const run: Command = {
  intent: "run",
  group: "kept",
  summary: "Answers a saved question of yours.",
  examples: ["run vip failures"],
  run: () => Promise.reject(new Error("a saved question stands in the place of its name by now")),
};

/** "forget vip failures". */
export const forget: Command = {
  intent: "forget",
  group: "kept",
  summary: "Removes a saved question of yours.",
  examples: ["forget vip failures"],
  run: async (task) => {
    const { state, place } = memoryOf(task);
    const { name = "" } = task.question;
    const was = named(name, await state.savedQuestions(place.person))?.question;
    const done = await state.forgetQuestion(place.person, name);
    const view: NoticeView = {
      card: "notice",
      tone: done ? "good" : "warning",
      headline: done ? `Forgotten: "${name}".` : `You have saved no question called "${name}".`,
      lines: was === undefined ? [] : [describe(was)],
      buttons: [
        ...(was === undefined ? [] : [{ title: "Save it again", ask: again(name, was) }]),
        { title: "Saved questions", ask: "saved" },
      ],
    };
    return view;
  },
};

function again(name: string, question: Question): string {
  return describe({ intent: "save", where: [], name, command: describe(question), notUnderstood: [] });
}
