/** Numbers and tables as reports have them. */

export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(headings), line(headings.map(() => "---")), ...rows.map(line)].join("\n");
}

export function count(value: number): string {
  return value.toLocaleString("en");
}

export function megabytes(bytes: number): string {
  return `${count(Math.round(bytes / 1e6))} MB`;
}

export function gigabytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 30)} GiB`;
}
