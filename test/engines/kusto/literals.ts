import { language } from "./load.ts";

const stringLiteral = language.Syntax.SyntaxKind["StringLiteralToken"];

/** The values of all string literals of a query, in their order, as Microsoft's lexer reads them. */
export function literalsOf(text: string): readonly string[] {
  return tokensOf(text)
    .filter((token) => token.Kind === stringLiteral)
    .map((token) => language.KustoFacts.GetStringLiteralValue(token.Text));
}

/**
 * A query's tokens with every string literal as `"…"`. Two queries that differ only in the values of their string
 * literals have the same structure: whatever a value holds, none of it became a token or a comment.
 */
export function structureOf(text: string): readonly string[] {
  return tokensOf(text).map((token) => (token.Kind === stringLiteral ? '"…"' : token.Text));
}

function tokensOf(text: string) {
  return language.KustoCode.Parse(text).GetLexicalTokens();
}
