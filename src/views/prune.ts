/** Where an element of a card keeps what it shows. */
const contents: Readonly<Record<string, string>> = {
  ActionSet: "actions",
  Column: "items",
  ColumnSet: "columns",
  Container: "items",
  RichTextBlock: "inlines",
  TextRun: "text",
};

/** The card without the parts that show nothing: empty texts, and boxes with nothing in them. */
export function prune(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(prune).filter((item) => !isEmpty(item));
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, prune(value)]));
}

function isEmpty(node: unknown): boolean {
  const { type, ...rest } = (node ?? {}) as Readonly<Record<string, unknown>>;
  const content = typeof type === "string" ? rest[contents[type] ?? ""] : undefined;
  return content === "" || (Array.isArray(content) && content.length === 0);
}
