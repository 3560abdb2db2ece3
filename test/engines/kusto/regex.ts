import { undocumented, Unsupported } from "./unsupported.ts";

/** A regular expression of Kusto. */
export interface KqlRegex {
  test(text: string): boolean;
  /** The groups of the first match, the whole of it first, or undefined. */
  match(text: string): readonly (string | undefined)[] | undefined;
  replace(text: string, replacement: string): string;
  trimStart(text: string): string;
  trimEnd(text: string): string;
}

const compiled = new Map<string, KqlRegex>();

/**
 * Kusto's regular expressions are RE2's, of late those of Rust's regex: what both and JavaScript have in common is run by
 * JavaScript, anything else is refused. `\d`, `\w`, `\s` and `\b` differ on what is not ASCII and are refused there.
 * https://learn.microsoft.com/kusto/query/regex
 */
export function compileRegex(pattern: string): KqlRegex {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  const made = makeRegex(pattern);
  compiled.set(pattern, made);
  return made;
}

function makeRegex(pattern: string): KqlRegex {
  const flags = /^\(\?([is]*)\)/.exec(pattern);
  const letters = flags?.[1] ?? "";
  const { source, ofAscii } = translate(pattern.slice(flags?.[0].length ?? 0), letters.includes("s"));
  const mode = letters.includes("i") ? "iu" : "u";
  const first = regexOf(source, mode);
  const every = regexOf(source, `g${mode}`);
  const leading = regexOf(`^(?:${source})+`, mode);
  const trailing = regexOf(`(?:${source})+$`, mode);
  const checked = (text: string) => {
    if (ofAscii && /[^\0-\x7f]/.test(text)) throw undocumented(`the pattern ${pattern} on text beyond ASCII`);
    return text;
  };
  return {
    test: (text) => first.test(checked(text)),
    match: (text) => first.exec(checked(text)) ?? undefined,
    replace: (text, replacement) =>
      checked(text).replaceAll(every, (...groups: (string | undefined)[]) =>
        expand(replacement, groups.slice(0, -2)),
      ),
    trimStart: (text) => checked(text).replace(leading, ""),
    trimEnd: (text) => checked(text).replace(trailing, ""),
  };
}

/** Puts groups into a replacement, where they are written as \1: https://learn.microsoft.com/kusto/query/replace-regex-function */
function expand(replacement: string, groups: readonly (string | undefined)[]): string {
  return replacement.replaceAll(/\\(.?)|\$/gs, (found, digit: string | undefined) => {
    if (digit === undefined || !/\d/.test(digit)) throw new Unsupported(`${found} in a replacement`);
    return groups[Number(digit)] ?? "";
  });
}

const inside = /\\.|[^]/suy;
const outside = /\\.|\(\?[^)]?|\[\^?\]?|[^]/suy;

function translate(pattern: string, dotAll: boolean): { source: string; ofAscii: boolean } {
  let source = "";
  let ofAscii = false;
  let inClass = false;
  for (let at = 0; at < pattern.length;) {
    const reader: RegExp = inClass ? inside : outside;
    reader.lastIndex = at;
    const token: string = reader.exec(pattern)?.[0] ?? "";
    if (token === "" || (inClass && "[&~".includes(token)) || refused.test(token)) {
      throw new Unsupported(`${token} in the regular expression ${pattern}`);
    }
    ofAscii ||= /^\\[dDwWsSbB]$/.test(token);
    source += token.startsWith("\\") ? escapeOf(token, inClass) : inClass ? token : plainOf(token, dotAll);
    inClass = inClass ? token !== "]" : token.startsWith("[");
    at += token.length;
  }
  return { source, ofAscii };
}

/** Groups that are not plain, and classes that begin with a bracket. */
const refused = /^\(\?(?!:)|^\[\^?\]$/;

function plainOf(token: string, dotAll: boolean): string {
  if (token !== ".") return token;
  return dotAll ? "[^]" : String.raw`[^\n]`;
}

const spaces = String.raw`\t\n\f\r `;

function escapeOf(token: string, inClass: boolean): string {
  if (token === String.raw`\s`) return inClass ? spaces : `[${spaces}]`;
  if (token === String.raw`\S` && !inClass) return `[^${spaces}]`;
  if (token === String.raw`\-` && !inClass) return "-";
  if (/^\\[dDwW]$/.test(token) || /^\\[tnrfv]$/.test(token)) return token;
  if (/^\\[bB]$/.test(token) && !inClass) return token;
  if (/^\\[.+*?()|[\]{}^$/\\-]$/.test(token)) return token;
  if (/^\\[@"'#%&:;,<>=~`!]$/.test(token)) return token.charAt(1);
  throw new Unsupported(`${token} in a regular expression`);
}

function regexOf(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch {
    throw new Unsupported(`the regular expression ${source}`);
  }
}
