import { signInTypes, type SignInType } from "../signin/sign-in.ts";
import { readTo, unread } from "../sync/synced.ts";
import { howLongAgo, listed, rangeText } from "../views/words.ts";
import type { Task } from "./command.ts";
import { typeNames } from "./type-names.ts";

/** Stretches of time of one log that are named; more are counted. */
const namedStretches = 2;

/** What of the question's time has not been read, log by log: no answer hides it. */
export function unreadLines(
  { scope, synced }: Pick<Task, "scope" | "synced">,
  types: readonly SignInType[] = scope.types,
): string[] {
  const { range, now, timezone } = scope;
  return types.flatMap((type) => {
    const log = synced.get(type);
    const stretches = log && unread(log, [range.from ?? -Infinity, range.to ?? Infinity], now);
    if (log === undefined || stretches === undefined || stretches.length === 0) return [];
    const said = stretches
      .slice(-namedStretches)
      .map(([from, to]) => inText(rangeText(from, to === now ? undefined : to, timezone)));
    const more = stretches.length - said.length;
    const others = more > 0 ? `, and ${more} earlier stretches of time` : "";
    // What an event hub has lost never comes; Microsoft Graph has everything.
    const yet = log.from.includes("Microsoft Graph") ? " yet" : "";
    return [
      `Not read from ${log.from.join(" or ")}${yet}: ${typeNames[type]} sign-ins ${listed(said)}${others}.`,
    ];
  });
}

function inText(range: string): string {
  return range.startsWith("Since") ? range.toLowerCase().slice(0, 5) + range.slice(5) : `of ${range}`;
}

/** Up to when each log has been read; nothing where none ever was. */
export function readLines({ scope, synced }: Pick<Task, "scope" | "synced">): string[] {
  const said = signInTypes.flatMap((type) => {
    const log = synced.get(type);
    const to = log && readTo(log);
    return to === undefined ? [] : [`${typeNames[type]} up to ${howLongAgo(to, scope.now)}`];
  });
  if (said.length === 0) return [];
  const sources = [...new Set([...synced.values()].flatMap(({ from }) => from))];
  return [`Read from ${listed(sources)}: ${listed(said)}.`];
}
