import type { Told } from "../attacks/attacks.ts";
import type { DataSet } from "../generator/data-set.ts";
import type { Hunted } from "../processes/hunt.ts";
import { environmentRows } from "../report/environment.ts";
import { count, table } from "../report/markdown.ts";
import type { Asked } from "./ask-rules.ts";
import { type FalseAlarm, precisionOf, recallOf, type Tally } from "./tally.ts";

/** What a run has to tell. */
export interface HuntResults {
  readonly set: DataSet;
  /** When it was, ISO 8601. */
  readonly date: string;
  readonly hunted: readonly { readonly hunted: Hunted; readonly tally: Tally }[];
  readonly asked: readonly { readonly asked: Asked; readonly tally: Tally }[];
}

/** All that a run has found and not found, as Markdown. */
export function huntReport({ set, date, hunted, asked }: HuntResults): string {
  return (
    [
      "# What the hunts found",
      `Written by \`npm run bench -- hunts --records ${set.records}\`. Attacks, what stays just below their thresholds, and innocent things that look like them were drawn anew from the seed, delivered as Microsoft Graph does, and imported into the store of a company with ${count(set.records)} sign-ins in 30 days. Every hunt was asked about the last 7 of them, with its usual thresholds.`,
      table(
        ["", ""],
        [
          ["Date", date.slice(0, 10)],
          ...environmentRows(),
          ["Sign-ins", count(set.records)],
          ["Seed", set.seed],
        ],
      ),
      "## Hunts",
      table(
        [
          "Hunt",
          "Attacks",
          "Found",
          "Missed",
          "Recall",
          "Findings",
          "False alarms",
          "Precision",
          "Near misses left alone",
          "Look-alikes left alone",
          "Sign-ins read",
          "Seconds",
        ],
        hunted.map(({ hunted: { hunt, read, milliseconds }, tally }) => [
          hunt,
          ...countsOf(tally),
          `${tally.innocent.nearMiss.alone} of ${tally.innocent.nearMiss.all}`,
          `${tally.innocent.lookAlike.alone} of ${tally.innocent.lookAlike.all}`,
          count(read),
          seconds(milliseconds),
        ]),
      ),
      notes,
      "## Missed",
      listOf(
        hunted.flatMap(({ hunted: { hunt }, tally }) => tally.missed.map((one) => missedText(hunt, one))),
      ),
      "## False alarms",
      ...hunted.flatMap(({ hunted: { hunt }, tally: { falseAlarms } }) =>
        falseAlarms.length === 0
          ? []
          : [`### ${hunt}: ${count(falseAlarms.length)}`, listOf(falseAlarms.map(alarmText))],
      ),
      "## What the hunts said of themselves",
      listOf(
        hunted.flatMap(({ hunted: { hunt, remarks } }) => remarks.map((remark) => `- ${hunt}: ${remark}`)),
      ),
      ...(asked.length === 0 ? [] : ["## The same in SQL", comparison(asked), comparisonNote]),
    ].join("\n\n") + "\n"
  );
}

const notes = `A finding is right when all that it is about belongs to an attack, of whichever hunt, and it overlaps it in time. All others are false alarms: such of an innocent story, though by the rule they may be findings, and such of the background. The background is the data set of the other benchmarks, with the habits that its generator has no need of: people who stay in one country and sign in themselves while they work, sessions that end where their user does, device codes and old programs of a few, every eighth with a private computer, disabled accounts and wrong secrets of those alone who never get in, and as many people, services and machines as give each a past. Wrong passwords come from all over the world and from addresses that try many users' passwords in an hour; the latter are attacks as well, of password-spray and, where they lock enough accounts, of lockouts.`;

const comparisonNote = `Published rules restated in DuckDB's SQL, and the thresholds of Signpost by the clock, over rows as they were delivered: those that came twice stand there twice. Rules with other thresholds cannot find attacks that just meet Signpost's, and name what these leave alone; a rule that looks at each app by itself finds few of the background's attackers, who change it from one try to the next. Seconds are those of one question; what became of a finding is not looked up.`;

function comparison(asked: HuntResults["asked"]): string {
  return table(
    [
      "Hunt",
      "Rule",
      "Attacks",
      "Found",
      "Missed",
      "Recall",
      "Findings",
      "False alarms",
      "Precision",
      "Seconds",
    ],
    asked.map(({ asked: { rule, milliseconds }, tally }) => [
      rule.hunt,
      rule.name,
      ...countsOf(tally),
      seconds(milliseconds),
    ]),
  );
}

function countsOf(tally: Tally): string[] {
  const { attacks, missed, findings, falseAlarms } = tally;
  return [
    count(attacks),
    count(attacks - missed.length),
    missed.length === 0 ? "0" : `**${count(missed.length)}**`,
    percent(recallOf(tally)),
    count(findings),
    count(falseAlarms.length),
    percent(precisionOf(tally)),
  ];
}

function missedText(hunt: string, { what, about, first, last }: Told): string {
  return `- ${hunt}: ${what}. ${about.join(", ")}, ${spanText(first, last)}`;
}

function alarmText({ sighting: { text, first, last }, story }: FalseAlarm): string {
  const why = story === undefined ? "the background" : `${story.what} (${story.hunt})`;
  return `- ${why}. ${text}; ${spanText(first, last)}`;
}

function listOf(lines: readonly string[]): string {
  return lines.length === 0 ? "None." : lines.join("\n");
}

function spanText(first: number, last: number): string {
  const [from, to] = [first, last].map((at) => new Date(at).toISOString().slice(0, 16).replace("T", " "));
  return from === to ? `${from} UTC` : `${from} to ${to} UTC`;
}

function percent(share: number | undefined): string {
  return share === undefined ? "–" : `${(100 * share).toFixed(share === 1 ? 0 : 1)} %`;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1_000).toFixed(milliseconds < 1_000 ? 3 : 1);
}
