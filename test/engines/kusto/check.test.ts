import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkKql } from "./check.ts";
import { literalsOf, structureOf } from "./literals.ts";
import type { TableSchemas } from "./schema.ts";

const tables: TableSchemas = {
  SigninLogs: { Id: "string", TimeGenerated: "datetime", Status: "dynamic", Count: "long" },
  Other: { Id: "string", Status: "string" },
};

describe("the check of a query", () => {
  test("tells the columns of the result with their types", () => {
    const { diagnostics, columns } = checkKql(
      "SigninLogs | summarize n = count(), newest = max(TimeGenerated) by Id | extend s = tostring(n)",
      tables,
    );
    expect(diagnostics).toEqual([]);
    expect(columns).toEqual([
      { name: "Id", type: "string" },
      { name: "n", type: "long" },
      { name: "newest", type: "datetime" },
      { name: "s", type: "string" },
    ]);
  });

  test("of a union tells columns whose types conflict apart", () => {
    const names = checkKql("union SigninLogs, Other", tables).columns.map((column) => column.name);
    expect(names).toEqual(["Id", "TimeGenerated", "Status_dynamic", "Status_string", "Count"]);
  });

  test.each([
    ["a column that is not there", "SigninLogs | where Nope == 1", "KS142"],
    ["a column in the wrong case", "SigninLogs | where id == 'x'", "KS142"],
    ["a table that is not there", "Nowhere | count", "KS204"],
    ["has on a number", "SigninLogs | where Count has 'x'", "KS106"],
    ["a group by a dynamic", "SigninLogs | summarize count() by Status", "KS116"],
    ["a text that does not end", "SigninLogs | where Id == 'x", "KS001"],
    ["a reserved word as a name", "SigninLogs | extend last = 1", "KS228"],
  ])("finds %s", (_, text, code) => {
    const errors = checkKql(text, tables).diagnostics.filter((one) => one.severity === "Error");
    expect(errors.map((error) => error.code)).toContain(code);
  });

  test("only warns of a table that is missing from a fuzzy union", () => {
    const { diagnostics } = checkKql("union isfuzzy=true SigninLogs, Nowhere | count", tables);
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([["KS205", "Warning"]]);
  });
});

describe("literals", () => {
  // https://learn.microsoft.com/kusto/query/scalar-data-types/string
  test.each([
    [String.raw`print "a\"b\\c\td\u0041"`, ['a"b\\c\tdA']],
    [String.raw`print 'it\'s "so"'`, [`it's "so"`]],
    [String.raw`print @"C:\x""y"`, [String.raw`C:\x"y`]],
    ["print @'a''b\\'", ["a'b\\"]],
    ["print h'secret', H@'a\\b'", ["secret", "a\\b"]],
    ['print ```a\n"b"```', ['a\n"b"']],
    ['T // "no literal"\n| where a == "b" // c', ["b"]],
  ])("of %s are what the lexer reads", (text, values) => {
    expect(literalsOf(text)).toEqual(values);
  });

  test("with everything escaped but plain ASCII keep value and structure", () => {
    const plain = structureOf(query('"x"'));
    fc.assert(
      fc.property(hostile, (value) => {
        expect(literalsOf(query(quote(value)))).toEqual([value]);
        expect(structureOf(query(quote(value)))).toEqual(plain);
      }),
    );
  });

  test("whose quotes alone are escaped are found to change the structure", () => {
    const careless = `"${String.raw`x\" or true //`.replaceAll('"', String.raw`\"`)}"`;
    expect(structureOf(query(careless))).not.toEqual(structureOf(query('"x"')));
  });
});

const hostile = fc.oneof(
  fc.string({ unit: "binary" }),
  fc
    .array(
      fc.constantFrom('"', "'", "\\", "`", "//", "\n", "\r", "\u2028", "\0", "|", ";", "@", "h", "x", "İ"),
    )
    .map((parts) => parts.join("")),
);

function query(literal: string): string {
  return `T | where a == ${literal} | take 5`;
}

function quote(value: string): string {
  return `"${value.replaceAll(/[^ !#-[\]-~]/g, (unit) => escapeOf(unit))}"`;
}

function escapeOf(unit: string): string {
  return Array.from({ length: unit.length }, (_, at) => String.raw`\u${hex(unit.charCodeAt(at))}`).join("");
}

function hex(code: number): string {
  return code.toString(16).padStart(4, "0");
}
