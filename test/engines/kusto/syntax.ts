import { columnsOf } from "./check.ts";
import { language } from "./load.ts";
import type { SyntaxElement } from "./language.ts";
import type { Column, KqlType } from "./schema.ts";
import { Unsupported } from "./unsupported.ts";

const kinds = new Map(
  Object.entries(language.Syntax.SyntaxKind)
    .filter((entry): entry is [string, number] => typeof entry[1] === "number")
    .map(([name, value]) => [value, name]),
);

/** Microsoft's name of what a node is, such as "FilterOperator". */
export function kindOf(node: SyntaxElement): string {
  return kinds.get(node.Kind) ?? String(node.Kind);
}

/**
 * The parts of a node by name. Keywords and empty lists are left out; a part that was not asked for is refused, so that
 * no argument, parameter or clause is passed over.
 */
export function partsOf<Name extends string>(
  node: SyntaxElement,
  ...names: readonly Name[]
): Partial<Record<Name, SyntaxElement>> {
  const parts: Partial<Record<string, SyntaxElement>> = {};
  for (let index = 0; index < node.ChildCount; index++) {
    const child = node.GetChild(index);
    const name = node.GetName(index);
    if (child === null || name === null || child.IsToken || isEmptyList(child)) continue;
    if (!names.includes(name as Name))
      throw new Unsupported(`${name} of ${kindOf(node)}, "${textOf(child)}",`);
    parts[name] = child;
  }
  return parts;
}

/** A part that the grammar always gives. */
export function partOf(node: SyntaxElement, name: string): SyntaxElement {
  for (let index = 0; index < node.ChildCount; index++) {
    const child = node.GetChild(index);
    if (child !== null && node.GetName(index) === name) return child;
  }
  throw new Unsupported(`${kindOf(node)} without ${name}`);
}

/** The text of a keyword or operator that a node may have, in lower case. */
export function keywordOf(node: SyntaxElement, name: string): string | undefined {
  for (let index = 0; index < node.ChildCount; index++) {
    if (node.GetName(index) === name) return node.GetChild(index)?.Text?.toLowerCase();
  }
  return undefined;
}

/** The elements of a list without the commas. */
export function itemsIn(list: SyntaxElement | undefined): readonly SyntaxElement[] {
  if (list === undefined) return [];
  return childrenOf(list).map((child) =>
    kindOf(child) === "SeparatedElement" ? childrenOf(child)[0]! : child,
  );
}

/** A name without the brackets of `['a name']`. */
export function nameOf(node: SyntaxElement): string {
  return node.SimpleName ?? textOf(node);
}

export function textOf(node: SyntaxElement): string {
  return node.toString().trim();
}

/** The scalar type of an expression, as Microsoft's binder finds it. */
export function typeOf(node: SyntaxElement): KqlType {
  return (node.ResultType?.Name ?? "unknown") as KqlType;
}

/** The columns of a tabular expression, as Microsoft's binder finds them. */
export function resultColumnsOf(node: SyntaxElement): readonly Column[] {
  return columnsOf(node.ResultType);
}

export function childrenOf(node: SyntaxElement): readonly SyntaxElement[] {
  return Array.from({ length: node.ChildCount }, (_, index) => node.GetChild(index)).filter(
    (child) => child !== null,
  );
}

function isEmptyList(node: SyntaxElement): boolean {
  return kindOf(node) === "List" && node.ChildCount === 0;
}
