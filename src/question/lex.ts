import { fold } from "./fold.ts";

/** One word of a text, or one quoted run, or one `field:value` filter. */
export interface Token {
  /** As typed, without quotes and without the punctuation around it. */
  readonly text: string;
  /** Folded, without hyphens and apostrophes: what vocabulary is compared with. */
  readonly word: string;
  /** Where it stands in the text, `[start, end)`. */
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
  /** For `field:value`, `-field:value`, `field!=value`, `field:a,b`. */
  readonly filter?: Filter;
  /** A comma follows. */
  readonly comma: boolean;
  /** It ended in "'s" as typed: what follows belongs to it. */
  readonly possessive?: true;
}

export interface Filter {
  readonly name: string;
  readonly negated: boolean;
  readonly values: readonly string[];
}

/** Invisible marks (direction, joiners, control) can hide what a text says: they separate and mean nothing. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const openers: Readonly<Record<string, string>> = {
  '"': '"',
  "“": "”",
  "„": "“",
  "«": "»",
  "‘": "’",
  "'": "'",
  "`": "`",
};

/** Splits a text into tokens, left to right, in time linear in its length. Never throws. */
export function lex(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (isSpace(text[at] ?? "")) {
      at++;
      continue;
    }
    const token = filterAt(text, at) ?? quotedAt(text, at) ?? wordAt(text, at);
    if (token.text !== "" || token.quoted) tokens.push(token);
    at = Math.max(token.end, at + 1);
  }
  return tokens;
}

function isSpace(character: string): boolean {
  return /\s/u.test(character) || invisible.test(character);
}

const shorthand: ReadonlyMap<string, string> = new Map([
  ["w/", "with"],
  ["w", "with"],
  ["w/o", "without"],
  ["wo", "without"],
  ["b/w", "between"],
  ["b/t", "between"],
  ["&", "and"],
  ["+", "and"],
  ["vs.", "vs"],
  ["sign-ons", "signins"],
]);

function token(text: string, start: number, end: number, rest: Partial<Token> = {}): Token {
  const folded = fold(text);
  return {
    text,
    word: shorthand.get(folded) ?? folded.replace(/['’‘`]|(?<!\d)-|-(?!\d)/g, ""),
    start,
    end,
    quoted: false,
    comma: false,
    ...rest,
  };
}

/** `field:value` with quotes and lists. The name must be letters; a clock such as 14:05 or a URL is no filter. */
function filterAt(text: string, at: number): Token | undefined {
  const head = /^([-!]?)([A-Za-z]{1,40})(!=|:=|:|=)(?=["“„«'‘]|[^\s:/=])/u.exec(text.slice(at, at + 45));
  if (head === null) return undefined;
  const [all, sign = "", name = "", operator] = head;
  const values: string[] = [];
  let end = at + all.length;
  for (;;) {
    const value = quotedAt(text, end) ?? bareValueAt(text, end);
    values.push(value.text);
    end = value.end;
    if (text[end] !== "," || isSpace(text[end + 1] ?? " ")) break;
    end++;
  }
  return token(text.slice(at, end), at, end, {
    filter: { name, negated: sign !== "" || operator === "!=", values },
    comma: text[end] === ",",
  });
}

function bareValueAt(text: string, at: number): Token {
  let end = at;
  while (end < text.length && text[end] !== "," && !isSpace(text[end] ?? "")) end++;
  return token(text.slice(at, end), at, end);
}

/** Longest quoted run, so that a text of many opening quotes is still read in linear time. */
const longestQuote = 1_100;

/** A run in quotes; a backslash keeps the next character. Without its closing quote it is no quoted run. */
function quotedAt(text: string, at: number): Token | undefined {
  const closer = openers[text[at] ?? ""];
  if (closer === undefined) return undefined;
  let value = "";
  for (let end = at + 1; end < Math.min(text.length, at + longestQuote); end++) {
    const character = text[end] ?? "";
    if (character === "\\" && end + 1 < text.length) value += text[++end];
    else if (character === closer && !isInsideWord(text, end, closer)) {
      return token(value, at, end + 1, { quoted: true, comma: text[end + 1] === "," });
    } else value += character;
  }
  return undefined;
}

/** The apostrophe of "O'Brien" closes nothing. */
function isInsideWord(text: string, at: number, quote: string): boolean {
  return (quote === "'" || quote === "’") && /[\p{L}\p{N}]/u.test(text[at + 1] ?? "");
}

/** Punctuation that may stand before or after a word without being part of it. */
const before = /^[([{<>¿¡#*_~|,;:!?.…"“”„«»'‘’`]+/u;
const after = /[)\]}>,;:!?.…"“”„«»'‘’`*_~|]+$/u;

function wordAt(text: string, at: number): Token {
  let stop = at;
  while (stop < text.length && !isSpace(text[stop] ?? "") && text[stop] !== ",") stop++;
  if (stop === at) return token("", at, at + 1);
  const run = text.slice(at, stop);
  const lead = /^(?:#\d|[<>]=?(?:\d|$)|[≥≤])/.test(run) ? "" : (before.exec(run)?.[0] ?? "");
  const bare = run.slice(lead.length);
  const isWhole = /^[^()]*\([^()]*\)$/.test(bare) || /^(?:[<>]=?|[≥≤])$/.test(run);
  const trimmed = isWhole ? bare : bare.replace(after, "");
  const start = at + lead.length;
  const name = trimmed.replace(/['’]s?$/iu, "");
  return token(name, start, stop, {
    comma: text[stop] === "," || run.endsWith(","),
    ...(name !== trimmed && { possessive: true as const }),
  });
}
