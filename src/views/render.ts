import { limits } from "../limits.ts";
import { compareChart } from "./compare-chart.ts";
import { eachText } from "./each-text.ts";
import { harmless } from "./harmless.ts";
import { unmarked } from "./plain.ts";
import { prune } from "./prune.ts";
import { shortenStepwise } from "./shorten.ts";
import { loadTemplates } from "./templates.ts";
import { trendChart } from "./trend-chart.ts";
import type { Button, View } from "./view.ts";

/** An Adaptive Card as JSON. */
export type Card = Readonly<Record<string, unknown>>;

/** Loaded once. */
const templates = loadTemplates();

/**
 * The view as an Adaptive Card 1.5, from the template of its name. Where it would be larger than `limits.cardBytes`
 * its lists are shortened until it fits, and the card says what was left out.
 */
export function renderCard(view: View): Card {
  const safe = harmless(view);
  const whole = expand(safe, "");
  if (bytesOf(whole) <= limits.cardBytes) return whole;
  let card = whole;
  for (const { view: shorter, left } of shortenStepwise(safe)) {
    card = expand(shorter, `Left out, because a card holds no more: ${left}.`);
    if (bytesOf(card) <= limits.cardBytes) break;
  }
  return card;
}

/** A number stays on the line of its per cent sign. */
function unbroken(text: string): string {
  return text.replace(/(?<=\d) %/g, "\u00A0%");
}

function bytesOf(card: Card): number {
  return Buffer.byteLength(JSON.stringify(card));
}

/** `leftOut` says what the view lacks, "" for nothing. */
function expand(view: View, leftOut: string): Card {
  const template = templates.get(view.card)?.();
  if (template === undefined) throw new Error(`cards/${view.card}.json is missing`);
  const data = {
    ...eachText(view, unbroken),
    ...(view.card === "trend" && trendChart(view)),
    ...(view.card === "compare" && compareChart(view)),
    buttons: view.buttons.map(arrange),
    summary: unmarked(view.headline),
    leftOut,
  };
  return prune(template.expand({ $root: data })) as Card;
}

/** Most buttons that stand on a card; the rest go behind "…". */
const buttonsShown = 6;

function arrange(button: Button, index: number): object {
  if (!("ask" in button)) return { ...button, mode: index < buttonsShown ? "primary" : "secondary" };
  const { ask, inPlace, quiet } = button;
  const mode = index < buttonsShown && quiet === undefined ? "primary" : "secondary";
  return { ...button, mode, data: { ask, ...(inPlace && { inPlace }) } };
}
