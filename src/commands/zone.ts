import { isTimezone } from "../settings.ts";
import { eachAsk } from "../views/each-text.ts";
import type { View } from "../views/view.ts";
import type { Ask } from "./ask.ts";

/** Zones without a place; of those with one the slash tells. "Japan" and "Cuba" are countries here. */
const short: ReadonlySet<string> = new Set(["UTC", "GMT", "CET", "EET", "WET", "EST", "MST", "HST"]);
const said =
  /(?<=^|\s)(?:(?:in|as|using|at)\s+)?(?:time\s*zone\s+)?([A-Za-z][A-Za-z_]*\/[A-Za-z_]+(?:\/[A-Za-z_]+)?)(?:\s+time)?(?=[\s,.?!]|$)|(?<=^|\s)(?:in|as|using)\s+(UTC|GMT|CET|EET|WET|EST|MST|HST)(?:\s+time)?(?=[\s,.?!]|$)/i;

/** What follows these is a name, or is kept as it is said. */
const kept =
  /^\s*(?:<at>[^<]*<\/at>\s*)?(?:save|remember|run|rerun|forget|delete|watch|watches|unwatch|mute|unmute|close|resolve|dismiss|acknowledge|ack|reopen)\b/i;

/**
 * The ask without the time zone that its text names, which then is the asker's: "failures today in America/New_York".
 * Its times are read and told in that zone.
 */
export function withZone(ask: Ask): { readonly ask: Ask; readonly zone: string | undefined } {
  const found = kept.test(ask.text) ? null : said.exec(ask.text);
  const name = found?.[1] ?? found?.[2]?.toUpperCase();
  const rest =
    found === null
      ? ask.text
      : ask.text.slice(0, found.index) + ask.text.slice(found.index + found[0].length);
  // Within quotes it is part of a name.
  const isQuoted = (ask.text.slice(0, found?.index).match(/["\u201c\u201d]/g)?.length ?? 0) % 2 === 1;
  if (name === undefined || isQuoted || rest.trim() === "" || !(short.has(name) || isTimezone(name)))
    return { ask, zone: undefined };
  return { ask: { ...ask, text: rest.replaceAll(/\s+/g, " ").trim(), timezone: name }, zone: name };
}

/** The view with its ways on in the zone that was asked for. */
export function inZone<Shown extends View>(view: Shown, zone: string): Shown {
  return eachAsk(view, (ask) => (kept.test(ask) ? ask : `${ask} in ${zone}`));
}

/** A sentence in a zone, which `withZone` reads back; as it is where the zone cannot be said in words. */
export function inZoneOf(sentence: string, zone: string): string {
  return short.has(zone) || zone.includes("/") ? `${sentence} in ${zone}` : sentence;
}
