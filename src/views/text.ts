import { harmless } from "./harmless.ts";
import { underline } from "./echo.ts";
import { plain, unmarked } from "./plain.ts";
import { columnsOf, createWriter, gap, narrow, type Terminal, type Writer } from "./terminal.ts";
import { changes, heatTable, points, splitPoints } from "./text-tables.ts";
import type { Answer, Bar, Button, Facts, Figure, HuntFinding, Reason, Row, Section, View } from "./view.ts";
import { cellRows } from "./text-cells.ts";

export type { Terminal } from "./terminal.ts";

const plainTerminal: Terminal = { width: 100, colour: false };

/** The answer in one sentence, for notifications, search and screen readers. */
export function plainSummary(view: View): string {
  return unmarked(harmless(view).headline);
}

/** The view as text for a terminal. Escape sequences in data are gone: `harmless` takes all control characters out. */
export function renderText(view: View, terminal: Terminal = plainTerminal): string {
  const writer = createWriter(terminal);
  const safe = harmless(view);
  const sections = [echo(safe, writer), ...sectionsOf(safe, writer)];
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
        ...sections(view.sections, t),
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
      return [
        ...heading(view, t),
        figures(view.figures, t),
        view.bars.length > 0 ? splitPoints(view, t) : points(view.points, t),
        bars(view.bars, t),
        ...ending(view, t),
      ];
    case "compare":
      return [
        ...heading(view, t),
        [...t.wrap(view.baseline), ...t.wrap(view.shown)].map(t.faint),
        changes(view.rows, t),
        view.lines.flatMap(t.wrap),
        ...sections(view.sections, t),
        ...ending(view, t),
      ];
    case "pattern":
      return [
        ...heading(view, t),
        figures(view.figures, t),
        view.lines.flatMap(t.wrap),
        ...sections(view.news, t),
        [...t.wrap(view.shown).map(t.faint), ...heatTable(view, t)],
        ...sections(view.sections, t),
        ...ending(view, t),
      ];
    case "methods":
    case "coverage":
    case "policies":
      return [
        ...heading(view, t),
        figures(view.figures, t),
        view.lines.flatMap(t.wrap),
        [...t.wrap(view.shown).map(t.faint), ...bars(view.bars, t)],
        ...sections(view.sections, t),
        ...ending(view, t),
      ];
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
    case "export":
      return [
        ...heading(view, t),
        [...t.wrap(view.file).map(t.bold), ...view.lines.flatMap(t.wrap)],
        ...ending(view, t),
      ];
    case "explain":
      return [
        ...(view.title === "" ? [] : heading(view, t).slice(0, 1)),
        view.codes.length === 1 && view.title === "" ? [] : t.wrap(view.headline).map(t.bold),
        ...view.codes.map((code) => [
          ...t.wrap(code.title).map(t.bold),
          ...t.wrap(code.status).map((line) => t.tone(line, code.tone)),
          ...t.wrap(code.meaning),
          ...labelled("Likely cause: ", code.cause, t),
          ...labelled("What to do:   ", code.remedy, t),
          ...code.marks.flatMap((mark) => t.hang("! ", mark)),
          ...links(code.links, t),
        ]),
        ...ending(view, t),
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
    case "link":
      return [
        t.wrap(view.headline).map(t.bold),
        [`  ${view.link}`],
        view.lines.flatMap(t.wrap),
        follow(view.buttons, t),
      ];
    case "notice":
      return [
        t.wrap(view.headline).map((line) => t.tone(line, view.tone)),
        view.lines.flatMap(t.wrap),
        follow(view.buttons, t),
      ];
  }
}

/** The typed line with carets under what was not understood. */
function echo({ echo: said }: View, t: Writer): Lines {
  const [typed, carets] = said === undefined ? [] : underline(said, t.width);
  return typed === undefined || carets === undefined ? [] : [typed, t.tone(carets, "warning")];
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
  const asks = buttons
    .flatMap((button) => ("ask" in button && button.quiet === undefined ? [ask(button.ask)] : []))
    .slice(0, 5);
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

/** A line a row where every line has room for all of it; else a second one under it, so that nothing is cut. */
function rows(all: readonly Row[], t: Writer): Lines {
  if (all.some((row) => row.cells !== undefined)) return cellRows(all, t);
  const status = (row: Row): string => `${row.status} ${row.count}`.trimEnd();
  const table = all.map((row) => [row.time, row.who, row.what, row.where, row.decided, status(row)]);
  if (t.fits(table)) {
    return t.columns(table).map((cells, index) => {
      const tone = all[index]?.tone ?? "default";
      return [...cells.slice(0, -1), t.tone(cells.at(-1)?.trimEnd() ?? "", tone)].join(gap).trimEnd();
    });
  }
  const heads = t.columns(all.map((row) => [row.time, status(row)]));
  return all.flatMap((row, index) => {
    const [time = "", said = ""] = heads[index] ?? [];
    const painted = (text: string): string => time + gap + t.tone(text, row.tone);
    const more = [row.who, row.where, row.decided];
    const joined = (parts: readonly string[]): string => parts.filter((part) => part !== "").join(" · ");
    return t.width < narrow
      ? [painted(said.trimEnd()), ...t.hang("  ", joined([row.what, ...more]))]
      : [
          ...t.hang([time, said, ""].join(gap), row.what, painted(said) + gap),
          ...t.hang(" ".repeat(columnsOf(time + gap)), joined(more)),
        ];
  });
}

function sections(all: readonly Section[], t: Writer): Lines[] {
  return all.map((section) => [...t.wrap(section.title).map(t.bold), ...bars(section.bars, t)]);
}

/** How long the longest bar may be, whichever there is room for: bars make way for words. */
const longestBar = [16, 12, 8, 5, 0];

/** A line a bar where every line has room for its detail; else that stands under it. */
function bars(all: readonly Bar[], t: Writer): Lines {
  if (t.width < narrow) return stacked(all, t);
  const width = Math.max(0, ...all.map((bar) => columnsOf(bar.value)));
  const most = Math.max(1, ...all.map((bar) => bar.size));
  const table = (room: number, isDetailed: boolean): string[][] =>
    all.map(({ label, value, size, detail }) => [
      label,
      " ".repeat(width - columnsOf(value)) + value,
      "█".repeat(Math.min(room, size > 0 ? Math.max(1, Math.round((room * size) / most)) : 0)),
      isDetailed ? detail : "",
    ]);
  const fitting = (isDetailed: boolean): string[][] | undefined =>
    longestBar.map((room) => table(room, isDetailed)).find((rows) => t.fits(rows));
  const lines = (rows: readonly (readonly string[])[]): string[] =>
    t.columns(rows).map((cells) => cells.join(gap).trimEnd());
  const whole = fitting(true);
  if (whole !== undefined) return lines(whole);
  const fit = fitting(false);
  if (fit === undefined) return stacked(all, t);
  const short = lines(fit);
  return all.flatMap(({ detail }, index) => [short[index] ?? "", ...t.hang("  ", detail)]);
}

/** Where there is no room for columns. */
function stacked(all: readonly Bar[], t: Writer): Lines {
  return all.flatMap((bar) => [...t.wrap(`${bar.value}  ${bar.label}`), ...t.hang("  ", bar.detail)]);
}
