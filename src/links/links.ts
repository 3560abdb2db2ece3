import { lex, type Token } from "../question/lex.ts";
import type { Span } from "../question/parse/parse.ts";
import { meaningAt } from "../question/vocabulary.ts";
import { sentenceOfPage } from "./microsoft.ts";
import { sentenceOfOwnLink, type Home } from "./own.ts";

/** Links of a text that are looked at. */
const most = 10;

/** What a link asks as a sentence that could be typed: one of Signpost's own, or a page of Microsoft that it knows. */
export function sentenceOfLink(link: string, home: Home): string | undefined {
  const url = urlOf(link);
  return url && (sentenceOfOwnLink(url, home) ?? sentenceOfPage(url));
}

/** A link as it was before Microsoft Defender wrapped it up; undefined for what is none, or claims to be somebody's. */
export function urlOf(link: string): URL | undefined {
  let url = URL.canParse(link) ? new URL(link) : undefined;
  for (let wrappings = 0; url !== undefined && isWrapped(url) && wrappings < 3; wrappings++) {
    const inner = url.searchParams.get("url") ?? "";
    url = URL.canParse(inner) ? new URL(inner) : undefined;
  }
  return url !== undefined && url.username === "" && url.password === "" ? url : undefined;
}

/** Safe Links, as mails and Teams have them. */
function isWrapped({ protocol, host, pathname }: URL): boolean {
  if (protocol !== "https:") return false;
  return (
    /^[a-z0-9-]+\.safelinks\.protection\.outlook\.com$/.test(host) ||
    (host === "statics.teams.cdn.office.net" && pathname.includes("/safelinks/"))
  );
}

/** The links of a text, where they stand in it; the first ones. */
export function linksIn(text: string): Span[] {
  return [...text.matchAll(/https?:\/\/[^\s<>"]+/gi)].slice(0, most).map((found) => {
    const link = unpunctuated(found[0]);
    return { start: found.index, end: found.index + link.length, text: link };
  });
}

/** What a sentence's punctuation left at the end of a link is none of it. */
function unpunctuated(link: string): string {
  const bare = link.replace(/[.,;:!?'\]]+$/, "");
  return bare.endsWith(")") && !bare.includes("(") ? unpunctuated(bare.slice(0, -1)) : bare;
}

/** What is said beside a link and asks for something of its own, which the link does not answer. */
export function besideLink(text: string, link: Span): Span[] {
  const tokens = lex(text.slice(0, link.start) + " ".repeat(link.text.length) + text.slice(link.end));
  const unread: Span[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (token === undefined) break;
    const meaning = token.quoted || token.filter !== undefined ? undefined : meaningAt(tokens, at);
    if (meaning !== undefined && meaning.value.is !== "value") at += meaning.length - 1;
    else if (!isAboutLinks(token)) unread.push(spanOf(token, text));
  }
  return unread;
}

/** Where a word stands, without the punctuation after it. */
function spanOf({ start, end, text: said, quoted }: Token, text: string): Span {
  const to = quoted ? end : start + said.length;
  return { start, end: to, text: text.slice(start, to) };
}

/** Words that one points at a link with, besides those that add nothing anywhere. */
const aboutLinks: ReadonlySet<string> = new Set(
  "link links url alert alerts incident incidents error code explain going mean means investigate know".split(
    " ",
  ),
);

function isAboutLinks({ word, quoted }: Token): boolean {
  return !quoted && (aboutLinks.has(word) || !/[\p{L}\p{N}]/u.test(word));
}
