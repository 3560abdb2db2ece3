import type { SignIn } from "../signin/sign-in.ts";
import { type Day, daysBetween, hour, minute, utcDay } from "./calendar.ts";
import { people } from "./company.ts";
import { everydayOf } from "./everyday.ts";
import { graphSignIn } from "./graph.ts";
import { stories } from "./stories.ts";
import { workloadSignIns } from "./workloads.ts";

const days = 30;
/** Entra ID shows a sign-in some minutes after it happened. */
const delay = 3 * minute;
/** Local dates begin at most this much before the same date in UTC. */
const earliest = 14 * hour;

/** Those whose days are everyday life alone. Grace's are part of her story. */
const routine = Object.values(people).filter((person) => person !== people.grace);

/**
 * About 50,000 sign-ins of the company Contoso, oldest first, from 30 days ago up to a few minutes ago, each with `raw`
 * as Microsoft Graph would deliver it. All days of the same UTC date as `now` tell the same with the same ids; a later
 * hour only adds to it. The stories move along with the date, so a store is to be filled by one call alone.
 */
export function* demoSignIns(now: Date): Generator<SignIn> {
  const end = now.getTime() - delay;
  const start = now.getTime() - days * 24 * hour;
  const today = utcDay(now.getTime());

  let waiting = stories.flatMap((story) => story.signIns(today)).map(timed);
  for (const day of daysBetween(today - days - 1, today + 1)) {
    waiting.push(...everythingOn(day).map(timed));
    const complete = (day + 1) * 24 * hour - earliest;
    const ready = waiting.filter(({ at }) => at < complete);
    waiting = waiting.filter(({ at }) => at >= complete);
    for (const { at, signIn } of ready.sort(byTime)) {
      if (at < start || at >= end) continue;
      // Not a copy with one property more: 50,000 such copies take as long as all the rest.
      signIn.raw = JSON.stringify(graphSignIn(signIn));
      yield signIn;
    }
  }
}

interface Timed {
  readonly at: number;
  readonly signIn: SignIn;
}

function timed(signIn: SignIn): Timed {
  return { at: Date.parse(signIn.createdDateTime), signIn };
}

function everythingOn(day: Day): SignIn[] {
  return [...routine.flatMap((person) => everydayOf(person, day)), ...workloadSignIns(day)];
}

/** Ties by id, so that the order never depends on how the records were made. */
function byTime(a: Timed, b: Timed): number {
  return a.at - b.at || (a.signIn.id < b.signIn.id ? -1 : 1);
}
