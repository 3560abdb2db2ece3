/**
 * The parts of Microsoft's Kusto.Language that are used here, as `@kusto/language-service-next` has them: a C# library
 * compiled to JavaScript by Bridge.NET, so names are C#'s. Its own declarations are 1.7 MB of globals; these are a page.
 */
export interface KustoLanguage {
  readonly KustoCode: {
    Parse(text: string): KustoCode;
    ParseAndAnalyze(text: string, globals: GlobalState): KustoCode;
  };
  readonly GlobalState: { readonly Default: GlobalState };
  readonly KustoFacts: { GetStringLiteralValue(literal: string): string };
  readonly Symbols: {
    readonly TableSymbol: { From(schema: string): TableSymbol };
    readonly DatabaseSymbol: { readonly ctor: new (name: string, tables: TableSymbol[]) => object };
  };
  readonly Syntax: { readonly SyntaxKind: Readonly<Record<string, unknown>> };
}

export interface GlobalState {
  WithDatabase(database: object): GlobalState;
}

export interface KustoCode {
  readonly Syntax: SyntaxElement;
  readonly ResultType: TypeSymbol | null;
  GetDiagnostics(): CountedList<KustoDiagnostic>;
  GetLexicalTokens(): readonly LexicalToken[];
}

export interface CountedList<T> {
  readonly Count: number;
  getItem(index: number): T;
}

export interface KustoDiagnostic {
  readonly Code: string;
  readonly Severity: string;
  readonly Message: string;
  readonly Start: number;
  readonly Length: number;
}

export interface LexicalToken {
  readonly Kind: number;
  readonly Text: string;
}

export interface KustoSymbol {
  readonly Name: string;
  /** `Kusto.Language.Symbols.SymbolKind` as a number. */
  readonly Kind: number;
}

export interface ColumnSymbol extends KustoSymbol {
  readonly Type: TypeSymbol;
}

export interface TypeSymbol extends KustoSymbol {
  /** Of a table or tuple. */
  readonly Columns?: CountedList<ColumnSymbol> | null;
}

export interface TableSymbol extends TypeSymbol {
  WithName(name: string): TableSymbol;
}

/** A token, or a node with children. */
export interface SyntaxElement {
  readonly Kind: number;
  readonly IsToken: boolean;
  /** The text of a token. */
  readonly Text?: string | null;
  readonly ChildCount: number;
  GetChild(index: number): SyntaxElement | null;
  /** The name of a child, such as "Left"; null in a list. */
  GetName(index: number): string | null;
  /** The text of all tokens inside, without what stands before the first. */
  toString(): string;
  /** Of an expression. */
  readonly ResultType?: TypeSymbol | null;
  readonly ReferencedSymbol?: KustoSymbol | null;
  /** Of a name, without the brackets of `['a name']`. */
  readonly SimpleName?: string | null;
  readonly TextStart: number;
  readonly End: number;
}
