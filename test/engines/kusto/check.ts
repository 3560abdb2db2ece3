import { itemsOf, language } from "./load.ts";
import type { GlobalState, SyntaxElement, TypeSymbol } from "./language.ts";
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
  const { diagnostics, columns } = analyseKql(text, tables);
  return { diagnostics, columns };
}

export interface Analysis extends Check {
  /** The typed tree. */
  readonly syntax: SyntaxElement;
}

/** The check of a query with its tree. Kept of the last query, since one is checked and then evaluated, or with many seeds. */
export function analyseKql(text: string, tables: TableSchemas): Analysis {
  const globals = globalsOf(tables);
  if (last?.text !== text || last.globals !== globals)
    last = { text, globals, analysis: analyse(text, globals) };
  return last.analysis;
}

let last: { readonly text: string; readonly globals: GlobalState; readonly analysis: Analysis } | undefined;

function analyse(text: string, globals: GlobalState): Analysis {
  const code = language.KustoCode.ParseAndAnalyze(text, globals);
  const diagnostics = itemsOf(code.GetDiagnostics()).map((diagnostic) => ({
    code: diagnostic.Code,
    severity: diagnostic.Severity as Diagnostic["severity"],
    message: diagnostic.Message,
    start: diagnostic.Start,
    length: diagnostic.Length,
  }));
  return { diagnostics, columns: columnsOf(code.ResultType), syntax: code.Syntax };
}

/** The columns of a table's type. */
export function columnsOf(type: TypeSymbol | null | undefined): readonly Column[] {
  return itemsOf(type?.Columns).map((column) => ({ name: column.Name, type: column.Type.Name as KqlType }));
}
