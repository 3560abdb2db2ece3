import { harmless } from "./harmless.ts";
import { plain, unmarked } from "./plain.ts";
import { columnsOf, createWriter, gap, type Terminal, type Writer } from "./terminal.ts";
import type { Answer, Bar, Button, Facts, Figure, HuntFinding, Point, Reason, Row, View } from "./view.ts";
import { number } from "./words.ts";

export type { Terminal } from "./terminal.ts";

const plainTerminal: Terminal = { width: 100, colour: false };
/** Tables with many columns become two lines a row below this width. */
const narrow = 60;

/** The answer in one sentence, for notifications, search and screen readers. */
export function plainSummary(view: View): string {
  return unmarked(harmless(view).headline);
}

/** The view as text for a terminal. Escape sequences in data are gone: `harmless` takes all control characters out. */
export function renderText(view: View, terminal: Terminal = plainTerminal): string {
  const sections = sectionsOf(harmless(view), createWriter(terminal));
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

type Lines = readonly string[];

function sectionsOf(view: View, t: Writer): Lines[] {
  switch (view.card) {
    case "list":
      return [
        ...heading(view, t),
        figures(view.figures, t),
        t.wrap(view.verdict),
        ...view.reasons.map((one) => reason(one, t)),
        [...t.wrap(view.shown).map(t.faint), ...rows(view.rows, t)],
        ...ending(view, t),
      ];
    case "summary":
      return [
        ...heading(view, t),
        [...figures(view.figures, t), ...figures(view.distinct, t)],
        view.verdicts.flatMap(t.wrap),
        ...view.reasons.map((one) => reason(one, t)),
        ...view.sections.map((section) => [...t.wrap(section.title).map(t.bold), ...bars(section.bars, t)]),
        ...ending(view, t),
      ];
    case "count":
      return [
        ...heading(view, t),
        t.wrap(view.number).map(t.bold),
        figures(view.figures, t),
        ...ending(view, t),
      ];
    case "top":
      return [
        ...heading(view, t),
        [...t.wrap(view.shown).map(t.faint), ...bars(view.bars, t)],
        ...ending(view, t),
      ];
    case "trend":
      return [...heading(view, t), figures(view.figures, t), points(view.points, t), ...ending(view, t)];
    case "hunt":
      return [
        ...heading(view, t),
        [...t.wrap(view.rule), ...t.wrap(view.explanation).map(t.faint)],
        t.wrap(view.shown).map(t.faint),
        ...view.findings.map((one) => finding(one, t)),
        ...ending(view, t),
      ];
    case "detail":
      return [
        ...heading(view, t),
        [...t.wrap(view.status).map((line) => t.tone(line, view.tone)), ...t.wrap(view.verdict)],
        ...view.reasons.map((one) => reason(one, t)),
        ...view.sections.map((section) => facts(section, t)),
        view.rows.length === 0 ? [] : [t.bold("Same correlation ID"), ...rows(view.rows, t)],
        ...ending(view, t),
      ];
    case "explain":
      return [
        view.codes.length === 1 ? [] : t.wrap(view.headline).map(t.bold),
        ...view.codes.map((code) => [
          ...t.wrap(code.title).map(t.bold),
          ...t.wrap(code.status).map((line) => t.tone(line, code.tone)),
          ...t.wrap(code.meaning),
          ...labelled("Likely cause: ", code.cause, t),
          ...labelled("What to do:   ", code.remedy, t),
          ...code.marks.flatMap((mark) => t.hang("! ", mark)),
          ...links(code.links, t),
        ]),
        follow(view.buttons, t),
      ];
    case "help":
      return [
        [
          ...t.wrap(view.headline).map(t.bold),
          ...view.notes.flatMap(t.wrap).map((note) => t.tone(note, "warning")),
        ],
        ...view.sections.map((section) => [
          ...t.wrap(section.title).map(t.bold),
          ...t.wrap(section.text).map(t.faint),
          ...section.examples.flatMap((example) => t.hang("  ", example.title)),
        ]),
      ];
    case "choice":
      return [
        t.wrap(view.headline).map(t.bold),
        ...view.options.map((option) => [
          ...t.wrap(option.name),
          ...t.hang("  ", option.detail).map(t.faint),
          ask(option.ask),
        ]),
      ];
    case "notice":
      return [
        t.wrap(view.headline).map((line) => t.tone(line, view.tone)),
        view.lines.flatMap(t.wrap),
        follow(view.buttons, t),
      ];
  }
}

function heading(view: Answer, t: Writer): Lines[] {
  return [
    [
      ...t.wrap(view.title).map(t.bold),
      ...t.wrap(view.range).map(t.faint),
      ...view.notes.flatMap(t.wrap).map((note) => t.tone(note, "warning")),
    ],
    t.wrap(view.headline).map(t.bold),
  ];
}

function ending(view: Answer, t: Writer): Lines[] {
  return [view.coverage.flatMap(t.wrap).map(t.faint), follow(view.buttons, t)];
}

/** In one line however long, so that it can be copied. */
function ask(sentence: string): string {
  return `  ${plain(sentence, Infinity)}`;
}

function follow(buttons: readonly Button[], t: Writer): Lines {
  const asks = buttons.flatMap((button) => ("ask" in button ? [ask(button.ask)] : [])).slice(0, 5);
  return asks.length === 0 ? [] : [t.faint("Ask on:"), ...asks];
}

function figures(all: readonly Figure[], t: Writer): Lines {
  return t.flow(
    all.map(({ value, label, tone }) => ({
      text: `${value} ${label}`,
      painted: `${t.tone(value, tone)} ${label}`,
    })),
  );
}

function reason(one: Reason, t: Writer): Lines {
  return [
    ...t.wrap(one.title).map(t.bold),
    ...t.wrap(one.meaning),
    ...t.wrap(one.mark).map((line) => t.tone(line, "attention")),
    ...labelled("What to do: ", one.remedy, t),
    ...links(one.links, t),
  ];
}

function finding(one: HuntFinding, t: Writer): Lines {
  return [
    ...t.wrap(one.subject).map(t.bold),
    ...t.wrap(one.time).map(t.faint),
    ...one.lines.flatMap((line) => t.hang("  ", line)),
    ...t.hang("  ", one.verdict).map((line) => t.tone(line, one.tone)),
    ask(one.ask),
  ];
}

function labelled(label: string, text: string, t: Writer): Lines {
  return text === "" ? [] : t.hang(label, text);
}

function links(all: Reason["links"], t: Writer): Lines {
  return all.flatMap(({ title, url }) => t.wrap(`${title}: ${plain(url, Infinity)}`)).map(t.faint);
}

function facts(section: Facts, t: Writer): Lines {
  return [
    ...t.wrap(section.title).map(t.bold),
    ...section.facts.flatMap(({ label, value }) =>
      t.width < narrow ? t.wrap(`${label}: ${value}`) : t.hang(label.padEnd(22), value),
    ),
    ...t.wrap(section.note).map(t.faint),
  ];
}

function rows(all: readonly Row[], t: Writer): Lines {
  const status = (row: Row): string => `${row.status} ${row.count}`.trimEnd();
  if (t.width < narrow) {
    return all.flatMap((row) => [
      ...t.flow([
        { text: row.time, painted: row.time },
        { text: status(row), painted: t.tone(status(row), row.tone) },
      ]),
      ...t.hang("  ", [row.who, row.what, row.where].filter((part) => part !== "").join(" · ")),
    ]);
  }
  const table = all.map((row) => [row.time, row.who, row.what, row.where, status(row)]);
  return t.columns(table).map((cells, index) => {
    const tone = all[index]?.tone ?? "default";
    return [...cells.slice(0, -1), t.tone(cells.at(-1)?.trimEnd() ?? "", tone)].join(gap).trimEnd();
  });
}

/** The length of the longest bar. */
const longestBar = 16;

function bars(all: readonly Bar[], t: Writer): Lines {
  if (t.width < narrow) {
    return all.flatMap((bar) => [...t.wrap(`${bar.value}  ${bar.label}`), ...t.hang("  ", bar.detail)]);
  }
  const most = Math.max(1, ...all.map((bar) => bar.size));
  const table = all.map((bar) => [
    bar.label,
    bar.value,
    "█".repeat(Math.max(1, Math.round((longestBar * bar.size) / most))),
    bar.detail,
  ]);
  return t.columns(table).map((cells) => cells.join(gap).trimEnd());
}

/** A line a point: its counts, and a bar of them where there is room. */
function points(all: readonly Point[], t: Writer): Lines {
  if (all.length === 0) return [];
  const total = ({ success, failure, interrupted }: Point): number => success + failure + interrupted;
  const table = transposed([
    ["", ...all.map(({ label }) => label)],
    numbers("all", all.map(total)),
    numbers(
      "failed",
      all.map(({ failure }) => failure),
    ),
    numbers(
      "int.",
      all.map(({ interrupted }) => interrupted),
    ),
  ]);
  const [header = "", ...lines] = t.columns(table).map((cells) => cells.join(gap));
  // Each status that occurs is drawn, however small its part: up to two signs more than the room holds.
  const room = Math.min(40, t.width - columnsOf(header) - gap.length - 2);
  const most = Math.max(1, ...all.map(total));
  const bar = (sign: string, part: number): string =>
    sign.repeat(room < 8 ? 0 : Math.max(part > 0 ? 1 : 0, Math.floor((room * part) / most)));
  return [
    t.faint(header.trimEnd()),
    ...all.map(({ success, failure, interrupted }, index) =>
      [
        `${lines[index]}${gap}`,
        t.tone(bar("█", success), "good"),
        t.tone(bar("▓", interrupted), "warning"),
        t.tone(bar("░", failure), "attention"),
      ]
        .join("")
        .trimEnd(),
    ),
  ];
}

/** A column of numbers under its title, aligned right. */
function numbers(title: string, values: readonly number[]): string[] {
  const cells = [title, ...values.map(number)];
  const width = Math.max(...cells.map((cell) => cell.length));
  return cells.map((cell) => cell.padStart(width));
}

function transposed(columns: readonly (readonly string[])[]): string[][] {
  return (columns[0] ?? []).map((_, index) => columns.map((column) => column[index] ?? ""));
}
