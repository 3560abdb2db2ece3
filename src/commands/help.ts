import { limits } from "../limits.ts";
import { fold } from "../question/fold.ts";
import type { HelpView } from "../views/view.ts";
import { listed } from "../views/words.ts";
import type { Command } from "./command.ts";
import { groupSections, nearestTopic, sectionsAbout, topics } from "./help-topics.ts";

/** What can be asked: from the tables of commands, fields and hunts, so that it is always true. */
export const createHelp = (commands: readonly Command[]): Command => ({
  intent: "help",
  group: "help",
  summary: "What can be asked; `help filters` lists every field, `help FIELD` and `help COMMAND` tell more.",
  menu: [{ title: "help", what: "What can be asked.", example: "help filters" }],
  examples: ["help", "help filters", "help times"],
  run: ({ question }) => {
    const topic = fold(question.topic ?? "");
    const about = topic === "" ? [] : sectionsAbout(topic, commands);
    const unknown = topic !== "" && about.length === 0;
    const notUnderstood = question.notUnderstood.map((word) => `"${word}"`);
    const near = unknown ? nearestTopic(topic, commands) : undefined;
    const view: HelpView = {
      card: "help",
      headline:
        notUnderstood.length > 0
          ? "I did not understand that. These I do understand:"
          : unknown
            ? `There is no help on "${question.topic ?? ""}".${near === undefined ? "" : ` Is "${near}" meant?`}`
            : about.length > 0
              ? `Help on ${question.topic}.`
              : "Ask about sign-ins in plain words. Order and wording are free.",
      notes: notUnderstood.length === 0 ? [] : [`Not understood: ${listed(notUnderstood)}.`],
      sections: about.length > 0 ? about.slice(0, limits.helpSections) : groupSections(commands),
      buttons: [
        ...(near === undefined ? [] : [{ title: `Help on ${near}`, ask: `help ${near}` }]),
        ...topics
          .filter(({ name }) => name !== topic)
          .map(({ name, title }) => ({ title, ask: `help ${name}` })),
        { title: "What data is there?", ask: "about" },
      ],
    };
    return Promise.resolve(view);
  },
});
