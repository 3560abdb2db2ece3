import { commands } from "../src/commands/commands.ts";
import { timeExamples } from "../src/commands/help-texts.ts";
import { envExample, settings, type Setting } from "../src/settings.ts";
import { ruleText } from "../src/commands/threshold-text.ts";
import { hunts } from "../src/hunts/hunts.ts";
import type { Field } from "../src/question/field.ts";
import { fields } from "../src/question/fields.ts";
import { clusterSchema, nodeSchema } from "../src/store/clickhouse/schema.ts";

/** The parts of README.md that are written from the code, by the name in their markers. */
export const regions: Readonly<Record<string, () => string>> = {
  commands: commandTable,
  filters: filterTable,
  hunts: huntTable,
  times: timeList,
  settings: settingTable,
};

/** Documents with their generated parts as the code has them now, by path. */
export function documents(current: { readonly readme: string }): Readonly<Record<string, string>> {
  return {
    "README.md": withRegions(current.readme),
    ".env.example": envExample(),
    "docs/clickhouse.sql": nodeSchema("signpost")
      .map((statement) => `${statement};\n`)
      .join("\n"),
    "docs/clickhouse-cluster.sql": clusterSchema("{cluster}"),
  };
}

/** What stands in a region of a document; undefined where it has no such region. */
export function readRegion(document: string, name: string): string | undefined {
  return regionPattern(name).exec(document)?.[2];
}

function withRegions(readme: string): string {
  return Object.entries(regions).reduce((text, [name, write]) => {
    if (readRegion(text, name) === undefined) {
      throw new Error(`README.md has no region "${name}". Put its two markers back.`);
    }
    return text.replace(
      regionPattern(name),
      (_, start: string, _old, end: string) => `${start}\n${write()}\n${end}`,
    );
  }, readme);
}

/** Prettier leaves the regions alone: it would pad their tables to the longest cell. */
function regionPattern(name: string): RegExp {
  return new RegExp(
    `(<!-- prettier-ignore-start -->\\n<!-- ${name}: written by "npm run docs" -->\\n)((?:(?!<!--)[^])*)(<!-- prettier-ignore-end -->)`,
  );
}

function commandTable(): string {
  return table(
    ["Question", "Answer", "Examples"],
    commands.map(({ intent, summary, examples }) => [intent, summary, examples.map(code).join("<br>")]),
  );
}

function filterTable(): string {
  return table(
    ["Filter", "Field", "Also", "Values", "Example"],
    Object.entries<Field>(fields).map(([name, field]) => [
      field.label,
      code(name),
      field.words.filter((word) => word !== name).join(", "),
      field.kind === "enum" || field.kind === "boolean" ? Object.keys(field.values ?? {}).join(", ") : "",
      code(field.example),
    ]),
  );
}

function huntTable(): string {
  return table(
    ["Hunt", "Finds", "Looks for, unless the question says otherwise", "Also asked as"],
    hunts.map((hunt) => [
      code(hunt.name),
      hunt.summary,
      ruleText(hunt, { ...hunt.thresholds, by: hunt.by }),
      hunt.words
        .filter((word) => word !== hunt.name.replaceAll("-", " "))
        .slice(0, 3)
        .map(code)
        .join(", "),
    ]),
  );
}

function timeList(): string {
  return `${timeExamples.map((example) => `- ${code(example)}`).join("\n")}\n`;
}

function settingTable(): string {
  return table(
    ["Setting", "What it is for", "Default"],
    Object.entries<Setting>(settings).map(([name, setting]) => [
      code(name),
      setting.description,
      setting.default === "" ? "none" : setting.default,
    ]),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return `${[line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n")}\n`;
}

function code(text: string): string {
  return `\`${text}\``;
}
