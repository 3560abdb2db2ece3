import type { Activity } from "botbuilder";
import { z } from "zod";

/** A link under words, in the HTML of Teams. Bounded, so that a hostile text costs little time. */
const anchor = /<a\b[^<>]{0,500}?\bhref="([^"<>]{1,4000})"[^<>]{0,500}>([^<>]{0,1000})<\/a>/gi;
/** Links of one message that are looked at. */
const most = 20;

const Html = z.object({ contentType: z.literal("text/html"), content: z.string() });

/**
 * The text of a message with its links in the place of the words that they stand under: who posts one means where it
 * leads. Teams has them in the text itself, or leaves there the words alone and the link in an attachment of HTML. What
 * Teams itself made a link of, as it does of mail addresses and host names, stays as it was typed.
 * Both are HTML still: entities are decoded by whoever reads on.
 */
export function withAnchors({ text, attachments }: Partial<Pick<Activity, "text" | "attachments">>): string {
  const plain = (text ?? "").replace(anchor, (_all, href: string, words: string) =>
    isMeant(href, words) ? ` ${href} ` : ` ${words} `,
  );
  return anchorsOf(attachments).reduce(
    (said, { href, words }) => (said.includes(href) ? said : putInPlace(said, words, href)),
    plain,
  );
}

function anchorsOf(attachments: unknown): { href: string; words: string }[] {
  const all: unknown[] = Array.isArray(attachments) ? attachments : [];
  return all
    .flatMap((one) => Html.safeParse(one).data?.content ?? [])
    .flatMap((html) => [...html.matchAll(anchor)])
    .slice(0, most)
    .map(([, href = "", words = ""]) => ({ href, words: words.trim() }))
    .filter(({ href, words }) => isMeant(href, words));
}

/** A page, and not what stands there anyway: "contoso.com" is a name as long as nobody makes more of it. */
function isMeant(href: string, words: string): boolean {
  return /^https?:/i.test(href) && (/^https?:/i.test(words.trim()) || bare(href) !== bare(words));
}

function bare(address: string): string {
  return address
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, "")
    .replace(/\/$/, "");
}

/** Only whole words: "a" is in many of them. */
function putInPlace(text: string, words: string, href: string): string {
  const at = words === "" ? -1 : text.indexOf(words);
  const around = [text[at - 1], text[at + words.length]];
  if (at < 0 || around.some((one) => one !== undefined && /[\p{L}\p{N}]/u.test(one))) return text;
  return `${text.slice(0, at)} ${href} ${text.slice(at + words.length)}`;
}
