import { field, fieldNames } from "../question/fields.ts";
import { fold } from "../question/fold.ts";
import type { HelpView } from "../views/view.ts";
import { listed } from "../views/words.ts";
import type { Command } from "./command.ts";

type Sections = HelpView["sections"];

/** What can be asked: from the tables of commands and fields, so that it is always true. */
export const createHelp = (commands: readonly Command[]): Command => ({
  intent: "help",
  summary: "What can be asked; `help filters` lists every field.",
  examples: ["help", "help filters", "help times"],
  run: ({ question }) => {
    const topic = fold(question.topic ?? "");
    const notUnderstood = question.notUnderstood.map((word) => `"${word}"`);
    const view: HelpView = {
      card: "help",
      headline:
        notUnderstood.length > 0
          ? "I did not understand that. These I do understand:"
          : "Ask about sign-ins in plain words. Order and wording are free.",
      notes: notUnderstood.length === 0 ? [] : [`Not understood: ${listed(notUnderstood)}.`],
      sections: sectionsOf(topic, commands),
      buttons: [
        { title: "Filters", ask: "help filters" },
        { title: "Times", ask: "help times" },
        { title: "What data is there?", ask: "about" },
      ],
    };
    return Promise.resolve(view);
  },
});

function sectionsOf(topic: string, commands: readonly Command[]): Sections {
  if (/filter|field/.test(topic)) return filterSections();
  if (/time|range|date/.test(topic)) return [timeSection()];
  const named = commands.find((command) => topic.includes(command.intent));
  return (named === undefined ? commands : [named])
    .filter((command) => command.intent !== "help")
    .map((command) => ({
      title: heading(command.intent),
      text: command.summary,
      examples: command.examples.slice(0, named === undefined ? 2 : undefined).map(example),
    }));
}

function heading(intent: string): string {
  return intent.charAt(0).toUpperCase() + intent.slice(1);
}

function example(ask: string): { title: string; ask: string } {
  return { title: ask, ask };
}

function filterSections(): Sections {
  const some = [
    "status",
    "user",
    "app",
    "ip",
    "country",
    "errorCode",
    "mfa",
    "conditionalAccess",
    "clientKind",
    "risk",
    "type",
  ] as const;
  return [
    {
      title: "Filters",
      text: `Every field takes field:value, -field:value and field:a,b. Fields: ${fieldNames.join(", ")}.`,
      examples: some.map((name) => example(field(name).example)),
    },
  ];
}

export const timeExamples = [
  "failures last 24 hours",
  "failures yesterday",
  "failures this week",
  "failures last month",
  "failures since monday",
  "failures between 14:00 and 15:30 yesterday",
  "failures 3 nov to 5 nov",
  "all logs around 14:05",
  "failures all time",
] as const;

function timeSection(): Sections[number] {
  return {
    title: "Times",
    text: 'In your own time zone. Weeks begin on Monday; "last 7 days" rolls back from now, "last week" is the calendar week.',
    examples: timeExamples.map(example),
  };
}
