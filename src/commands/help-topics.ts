import { huntNames, hunts } from "../hunts/hunts.ts";
import type { Hunt } from "../hunts/hunt.ts";
import { describe } from "../question/describe.ts";
import { field, fieldNames, type FieldName } from "../question/fields.ts";
import { fold } from "../question/fold.ts";
import type { Question } from "../question/question.ts";
import { nearest } from "../question/nearest.ts";
import type { HelpView } from "../views/view.ts";
import { listed } from "../views/words.ts";
import { type Command, commandGroups } from "./command.ts";
import { errorExamples, followUpExamples, thresholdExamples, timeExamples } from "./help-texts.ts";
import { ruleText } from "./threshold-text.ts";

type Section = HelpView["sections"][number];

interface Topic {
  readonly name: string;
  readonly title: string;
  /** Other words for it, in folded form. */
  readonly words: readonly string[];
  readonly sections: () => readonly Section[];
}

/** What help can be had on besides commands, fields and hunts themselves. */
export const topics: readonly Topic[] = [
  {
    name: "filters",
    title: "Filters",
    words: ["filter", "fields", "field", "columns"],
    sections: filterSections,
  },
  {
    name: "times",
    title: "Times",
    words: ["time", "ranges", "range", "dates", "date", "when", "time zone", "timezone"],
    sections: () => [
      {
        title: "Times",
        text: 'In your own time zone. Weeks begin on Monday; "last 7 days" rolls back from now, "last week" is the calendar week. Without a range the last 7 days are taken, the last 30 for top, trend, pattern, methods and coverage.',
        examples: timeExamples.map(example),
      },
    ],
  },
  { name: "hunts", title: "Hunts", words: ["detections", "detection"], sections: huntSections },
  {
    name: "thresholds",
    title: "Thresholds",
    words: ["threshold", "having", "more than", "at least"],
    sections: () => [
      {
        title: "Thresholds",
        text: "Groups of top can have to reach a number: of sign-ins, successes, failures or distinct values of a field; least first and absence work too.",
        examples: thresholdExamples.map(example),
      },
    ],
  },
  {
    name: "follow-ups",
    title: "Follow-ups",
    words: ["follow-up", "followups", "followup", "follow ups", "follow up"],
    sections: () => [
      {
        title: "Follow-ups",
        text: "They change the last question of the conversation, and keep the rest of it.",
        examples: followUpExamples.map(example),
      },
    ],
  },
  {
    name: "errors",
    title: "Error codes",
    words: ["error codes", "codes", "aadsts"],
    sections: () => [
      {
        title: "Error codes",
        text: "Any code of Entra ID, alone or in a sentence: what it means, its likely cause, what to do. Everybody may ask this.",
        examples: errorExamples.map(example),
      },
    ],
  },
];

/** All there is on a topic in folded form: it can be a topic, a command, a field and a hunt at once. */
export function sectionsAbout(topic: string, commands: readonly Command[]): Section[] {
  const plain = topic.replace(/^(on|about|for|with) /, "");
  const found = topics.find(({ name, words }) => name === plain || words.includes(plain));
  if (found !== undefined) return [...found.sections()];
  const named = commands.filter(({ intent }) => intent === plain);
  const fields = fieldNames.filter((name) => wordsOf(name).includes(plain));
  const hunted = hunts.filter((hunt: Hunt) => huntWords(hunt).includes(plain));
  return [
    ...named.map((command) => commandSection(command)),
    ...fields.flatMap(fieldSections),
    ...hunted.map(huntSection),
  ];
}

/** Every command with an example, under the heading of its group. */
export function groupSections(commands: readonly Command[]): Section[] {
  return Object.entries(commandGroups).map(([group, title]) => {
    const own = commands.filter((command) => command.group === group);
    return {
      title,
      text: `More of each: ${listed(own.map(({ intent }) => `"help ${intent}"`))}.`,
      examples: own.flatMap(({ examples }) => examples.slice(0, 1)).map(example),
    };
  });
}

/** The topic, command, field or hunt whose name is a letter or two away. */
export function nearestTopic(topic: string, commands: readonly Command[]): string | undefined {
  const known = [
    ...topics.flatMap(({ name, words }) => [name, ...words]),
    ...commands.map(({ intent }) => intent),
    ...fieldNames.flatMap(wordsOf),
    ...huntNames,
  ];
  return nearest(topic, known, topic.length >= 8 ? 2 : 1);
}

function example(ask: string): { title: string; ask: string } {
  return { title: ask, ask };
}

function commandSection({ intent, summary, examples }: Command): Section {
  return {
    title: intent.charAt(0).toUpperCase() + intent.slice(1),
    text: summary,
    examples: examples.map(example),
  };
}

function wordsOf(name: FieldName): string[] {
  const { words, label, plural } = field(name);
  return [name, ...words, label, plural].map(fold);
}

/** Questions that name no range, as people would put them. */
const anyTime = { where: [], rangeDefaulted: true, notUnderstood: [] } satisfies Partial<Question>;

function fieldSections(name: FieldName): Section[] {
  const { label, plural, words, values = {}, match, groups, example: filter, many } = field(name);
  const compared = {
    equal: "the whole value",
    contains: "any part of it",
    name: "an id, or whole words of a name",
    address: "an address, or a block such as 203.0.113.0/24",
  }[match];
  const known = Object.entries(values);
  return [
    {
      title: label,
      text: [
        `Say ${listed(words.slice(0, 4).map((word) => `"${word}"`))}, or ${name}:VALUE; -${name}:VALUE leaves out, ${name}:A,B takes either, ${name}:"" is unknown.`,
        `A value is ${compared}.`,
        many === true ? "A sign-in can have several." : "",
      ]
        .filter((part) => part !== "")
        .join(" "),
      examples: [
        filter,
        ...(groups ? [describe({ ...anyTime, intent: "top", by: [name] })] : []),
        describe({ ...anyTime, intent: "count", of: name }),
      ].map(example),
    },
    {
      title: `Known ${plural}`,
      text: "",
      examples: known.map(([value, phrases]) => ({
        title: [`${name}:${value}`, ...phrases.slice(0, 3)].join(" · "),
        ask: describe({ ...anyTime, intent: "list", where: [{ field: name, is: [value] }] }),
      })),
    },
  ].filter(({ examples }) => examples.length > 0);
}

function filterSections(): Section[] {
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
      text: `Every field takes field:value, -field:value and field:a,b; "help FIELD" tells more. Fields: ${fieldNames.join(", ")}.`,
      examples: some.map((name) => example(field(name).example)),
    },
  ];
}

function huntWords({ name, words }: Hunt): string[] {
  return [name, name.replaceAll("-", " "), ...words].map(fold);
}

function huntSections(): Section[] {
  return [
    {
      title: "Hunts",
      text: 'Named detections. Thresholds can be said: "spray min 10 users 30m". "help HUNT" tells more of one.',
      examples: hunts.map(({ name, summary }) => ({ title: `${name} · ${summary}`, ask: `hunt ${name}` })),
    },
  ];
}

function huntSection(hunt: Hunt): Section {
  const { name, words, explanation, thresholds, by } = hunt;
  return {
    title: `Hunt ${name}`,
    text: `${explanation} Looks for: ${ruleText(hunt, { ...thresholds, by })}. Say ${listed(words.slice(0, 4).map((word) => `"${word}"`))}.`,
    examples: [example(`hunt ${name}`), example(`hunt ${name} last 30 days`)],
  };
}
