import { harmless } from "./render.ts";
import type { Answer, Bar, Button, Figure, Reason, Row, Tone, View } from "./view.ts";

/** How a terminal is written to. */
export interface Terminal {
  /** Columns; lines are wrapped and tables cut to it. */
  readonly width: number;
  readonly colour: boolean;
}

const plainTerminal: Terminal = { width: 100, colour: false };

/** The answer in one sentence, for notifications, search and screen readers. */
export function plainSummary(view: View): string {
  return (harmless(view) as View).headline;
}

/** The view as text for a terminal. Escape sequences in data are gone: `harmless` takes all control characters out. */
export function renderText(view: View, terminal: Terminal = plainTerminal): string {
  const safe = harmless(view) as View;
  return `${sections(safe, terminal)
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

type Lines = readonly string[];

function sections(view: View, terminal: Terminal): Lines[] {
  const t = writer(terminal);
  switch (view.card) {
    case "list":
      return [
        ...heading(view, t),
        figures(view.figures, t),
        t.wrap(view.verdict),
        ...view.reasons.map((one) => reason(one, t)),
        [t.faint(view.shown), ...rows(view.rows, t)].filter(Boolean),
        ...ending(view, t),
      ];
    case "summary":
      return [
        ...heading(view, t),
        [
          ...figures(view.figures, t),
          view.distinct.map((one) => `${one.value} ${one.label}`).join("  "),
        ].filter(Boolean),
        view.verdicts.flatMap((line) => t.wrap(line)),
        ...view.reasons.map((one) => reason(one, t)),
        ...view.sections.map((section) => [t.bold(section.title), ...bars(section.bars, t)]),
        ...ending(view, t),
      ];
    case "count":
      return [...heading(view, t), [t.bold(view.number)], figures(view.figures, t), ...ending(view, t)];
    case "top":
      return [
        ...heading(view, t),
        [t.faint(view.shown), ...bars(view.bars, t)].filter(Boolean),
        ...ending(view, t),
      ];
    case "trend":
      return [...heading(view, t), figures(view.figures, t), trendLines(view.points, t), ...ending(view, t)];
    case "detail":
      return [
        ...heading(view, t),
        [t.tone(view.status, view.tone), ...t.wrap(view.verdict)],
        ...view.reasons.map((one) => reason(one, t)),
        ...view.sections.map((section) => [
          t.bold(section.title),
          ...section.facts.flatMap(({ label, value }) => t.hang(label.padEnd(22), value)),
          ...(section.note === "" ? [] : t.wrap(section.note).map(t.faint)),
        ]),
        view.rows.length === 0 ? [] : [t.bold("Same correlation ID"), ...rows(view.rows, t)],
        ...ending(view, t),
      ];
    case "explain":
      return [
        [t.bold(view.codes.length === 1 ? "" : view.headline)].filter((line) => line !== t.bold("")),
        ...view.codes.map((code) => [
          `${t.bold(code.title)}  ${t.tone(code.status, code.tone)}`,
          ...t.wrap(code.meaning),
          ...(code.cause === "" ? [] : t.hang("Likely cause: ", code.cause)),
          ...(code.remedy === "" ? [] : t.hang("What to do:   ", code.remedy)),
          ...code.marks.flatMap((mark) => t.hang("! ", mark)),
          ...code.links.map((link) => t.faint(`${link.title}: ${link.url}`)),
        ]),
        follow(view.buttons, t),
      ];
    case "help":
      return [
        [t.bold(view.headline), ...view.notes.map((note) => t.tone(note, "warning"))],
        ...view.sections.map((section) => [
          t.bold(section.title),
          ...t.wrap(section.text).map(t.faint),
          ...section.examples.map((example) => `  ${example.title}`),
        ]),
      ];
    case "choice":
      return [
        t.wrap(view.headline).map(t.bold),
        view.options.flatMap((option) => [
          `${option.name}  ${t.faint(option.detail)}`,
          `  ask: ${option.ask}`,
        ]),
      ];
    case "notice":
      return [
        t.wrap(view.headline).map((line) => t.tone(line, view.tone)),
        view.lines.flatMap((line) => t.wrap(line)),
        follow(view.buttons, t),
      ];
  }
}

function heading(view: Answer, t: Writer): Lines[] {
  return [
    [
      t.bold(view.title),
      t.faint(view.range),
      ...view.notes.flatMap((note) => t.wrap(note)).map((note) => t.tone(note, "warning")),
    ],
    t.wrap(view.headline).map(t.bold),
  ];
}

function ending(view: Answer, t: Writer): Lines[] {
  return [view.coverage.flatMap((line) => t.wrap(line)).map(t.faint), follow(view.buttons, t)];
}

function follow(buttons: readonly Button[], t: Writer): Lines {
  const asks = buttons.filter((button) => "ask" in button).slice(0, 5);
  return asks.length === 0 ? [] : [t.faint("Ask on:"), ...asks.map((button) => `  ${button.ask}`)];
}

function figures(all: readonly Figure[], t: Writer): string[] {
  return all.length === 0
    ? []
    : [all.map((one) => `${t.tone(one.value, one.tone)} ${one.label}`).join("   ")];
}

function reason(one: Reason, t: Writer): Lines {
  return [
    t.bold(one.title),
    ...t.wrap(one.meaning),
    ...(one.mark === "" ? [] : [t.tone(one.mark, "attention")]),
    ...(one.remedy === "" ? [] : t.hang("What to do: ", one.remedy)),
    ...one.links.map((link) => t.faint(`${link.title}: ${link.url}`)),
  ];
}

function rows(all: readonly Row[], t: Writer): Lines {
  const table = all.map((row) => [
    row.time,
    row.who,
    row.what,
    row.where,
    `${row.status} ${row.count}`.trimEnd(),
  ]);
  return t.columns(table).map((cells, index) => {
    const tone = all[index]?.tone ?? "default";
    return `${cells.slice(0, -1).join("  ")}  ${t.tone(cells.at(-1) ?? "", tone)}`.trimEnd();
  });
}

function bars(all: readonly Bar[], t: Writer): Lines {
  const most = Math.max(1, ...all.map((bar) => bar.size));
  return t
    .columns(
      all.map((bar) => [
        bar.label,
        bar.value,
        "█".repeat(Math.max(1, Math.round((16 * bar.size) / most))).padEnd(16),
        bar.detail,
      ]),
    )
    .map((cells) => cells.join("  ").trimEnd());
}

function trendLines(
  points: readonly { label: string; success: number; failure: number; interrupted: number }[],
  t: Writer,
): Lines {
  const size = (point: { success: number; failure: number; interrupted: number }): number =>
    point.success + point.failure + point.interrupted;
  const most = Math.max(1, ...points.map(size));
  const room = Math.max(10, Math.min(40, t.width - 50));
  const length = (part: number): number => Math.round((room * part) / most);
  return t
    .columns(
      points.map((point) => [
        point.label,
        String(size(point)),
        `${point.failure} failed`,
        `${point.interrupted} int.`,
      ]),
    )
    .map((cells, index) => {
      const point = points[index];
      if (point === undefined) return "";
      const drawn = [
        t.tone("█".repeat(length(point.success)), "good"),
        t.tone("▓".repeat(length(point.interrupted)), "warning"),
        t.tone("░".repeat(point.failure > 0 ? Math.max(1, length(point.failure)) : 0), "attention"),
      ].join("");
      return `${cells.join("  ")}  ${drawn}`.trimEnd();
    });
}

interface Writer {
  readonly width: number;
  readonly bold: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly tone: (text: string, tone: Tone) => string;
  readonly wrap: (text: string) => string[];
  /** A label and its text, later lines indented under the first. */
  readonly hang: (label: string, text: string) => string[];
  /** Cells padded to the width of their column, the widest cut where the line would be too long. */
  readonly columns: (rows: readonly (readonly string[])[]) => string[][];
}

const tones: Readonly<Record<Tone, number>> = { good: 32, warning: 33, attention: 31, default: 39 };

function writer({ width, colour }: Terminal): Writer {
  const paint = (text: string, on: number, off: number): string =>
    colour && text !== "" ? `\u001B[${on}m${text}\u001B[${off}m` : text;
  const wrap = (text: string): string[] => (text === "" ? [] : wrapped(text, width));
  return {
    width,
    bold: (text) => paint(text, 1, 22),
    faint: (text) => paint(text, 2, 22),
    tone: (text, tone) => (tone === "default" ? text : paint(text, tones[tone], 39)),
    wrap,
    hang: (label, text) =>
      wrapped(text, Math.max(20, width - label.length)).map(
        (line, index) => `${index === 0 ? label : " ".repeat(label.length)}${line}`,
      ),
    columns: (table) => aligned(table, width),
  };
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || columnsOf(last) + 1 + columnsOf(word) > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

function aligned(table: readonly (readonly string[])[], width: number): string[][] {
  const widths = (table[0] ?? []).map((_, column) =>
    Math.max(0, ...table.map((row) => columnsOf(row[column] ?? ""))),
  );
  for (let excess = widths.reduce((sum, one) => sum + one + 2, -2) - width; excess > 0; excess--) {
    const widest = widths.indexOf(Math.max(...widths));
    if ((widths[widest] ?? 0) <= 8) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return table.map((row) =>
    row
      .map((cell, column) => fitted(cell, widths[column] ?? 0))
      .filter((_, column) => (widths[column] ?? 0) > 0),
  );
}

function fitted(text: string, width: number): string {
  const cut = columnsOf(text) <= width ? text : `${[...text].slice(0, Math.max(0, width - 1)).join("")}…`;
  return cut + " ".repeat(Math.max(0, width - columnsOf(cut)));
}

/** Columns a text takes: letters of East Asian scripts and emoji take two, combining marks none. */
function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) {
    if (/\p{M}/u.test(character)) continue;
    columns +=
      /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Extended_Pictographic}/u.test(
        character,
      )
        ? 2
        : 1;
  }
  return columns;
}
