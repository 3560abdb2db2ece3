import { itemsOf, language } from "./load.ts";
import type { KustoCode, TypeSymbol } from "./language.ts";
import { globalsOf, type Column, type KqlType, type TableSchemas } from "./schema.ts";

export interface Diagnostic {
  /** Such as "KS142"; "KS205" is a warning that `isfuzzy` passes over a table. */
  readonly code: string;
  readonly severity: "Error" | "Warning" | "Suggestion" | "Information" | "Hidden";
  readonly message: string;
  /** Where in the text, in UTF-16 units. */
  readonly start: number;
  readonly length: number;
}

export interface Check {
  readonly diagnostics: readonly Diagnostic[];
  /** What the query answers with; empty where that is no table. */
  readonly columns: readonly Column[];
}

/** What Microsoft's parser and binder say of a query on these tables. */
export function checkKql(text: string, tables: TableSchemas): Check {
  const code = analyse(text, tables);
  const diagnostics = itemsOf(code.GetDiagnostics()).map((diagnostic) => ({
    code: diagnostic.Code,
    severity: diagnostic.Severity as Diagnostic["severity"],
    message: diagnostic.Message,
    start: diagnostic.Start,
    length: diagnostic.Length,
  }));
  return { diagnostics, columns: columnsOf(code.ResultType) };
}

let last: { readonly text: string; readonly globals: unknown; readonly code: KustoCode } | undefined;

/** A text as Microsoft's parser and binder read it. One after the other ask about the same, so the last is kept. */
export function analyse(text: string, tables: TableSchemas): KustoCode {
  const globals = globalsOf(tables);
  if (last?.text === text && last.globals === globals) return last.code;
  const code = language.KustoCode.ParseAndAnalyze(text, globals);
  last = { text, globals, code };
  return code;
}

/** The columns of a table's type. */
export function columnsOf(type: TypeSymbol | null | undefined): readonly Column[] {
  return itemsOf(type?.Columns).map((column) => ({ name: column.Name, type: column.Type.Name as KqlType }));
}
