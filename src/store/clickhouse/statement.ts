/** What a parameter may be: ClickHouse reads it as the type that stands beside its name in the text. */
export type Parameter = string | number | readonly string[] | readonly number[];

/** A query as plain data. Values from questions and logs are in `params` alone, never in the text. */
export interface Statement {
  readonly text: string;
  readonly params: Readonly<Record<string, Parameter>>;
}

/** Types that parameters have. */
export type ParameterType = "String" | "Int64" | "UInt64" | "Array(String)" | "Array(Int64)";

/** Values of a statement, apart from its text. */
export class Bound {
  readonly params: Record<string, Parameter> = {};
  #next = 0;

  /** Keeps a value and returns what stands for it in the text. */
  of(type: ParameterType, value: Parameter): string {
    const name = `p${this.#next++}`;
    this.params[name] = value;
    return `{${name}:${type}}`;
  }

  /** Keeps a moment (milliseconds since 1970) or a count; what is beyond all of them becomes the last of them. */
  whole(value: number): string {
    return this.of("Int64", Math.max(-furthest, Math.min(furthest, value)));
  }
}

/** Milliseconds since 1970 that no date goes beyond, by ECMAScript's definition of a date. */
const furthest = 8_640_000_000_000_000;

/** A name of ours, of a database or of a cluster as it stands in a query. */
export function quoteName(name: string): string {
  return `\`${name.replaceAll("\\", "\\\\").replaceAll("`", "\\`")}\``;
}

/** A text of the configuration in a definition, where ClickHouse takes no parameters. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
