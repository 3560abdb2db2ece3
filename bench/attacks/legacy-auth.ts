import type { SignIn } from "../../src/signin/sign-in.ts";
import { day, hour } from "../generator/data-set.ts";
import { unattended } from "./machines.ts";
import { passwordAlone } from "./mfa.ts";
import { range } from "./range.ts";
import { homeOf, type Stage } from "./stage.ts";
import { attack, lookAlike, nearMiss, type Story } from "./story.ts";
import type { Person } from "./person.ts";
import { minute, sizesFrom } from "./times.ts";

const clients = ["IMAP4", "POP3", "Authenticated SMTP", "Exchange Web Services", "Other clients"] as const;

export function legacyAuth(stage: Stage): Story[] {
  return [
    ...sizesFrom(stage.random, 1, 80).map((uses) => mailbox(stage, uses)),
    refused(stage),
    modern(stage),
    usedBefore(stage, 1),
    usedBefore(stage, 29),
    scanner(stage),
    oldPhone(stage),
  ];
}

/** A guessed password empties a mailbox. */
function mailbox({ random, colleague, address, moment, signIn }: Stage, uses: number): Story {
  const [user, from, at, client] = [colleague(), address(), moment(day), random.pick(clients)];
  return attack(
    `${uses} sign-ins by ${client}`,
    [user.id, client],
    Array.from({ length: uses }, (_, place) => {
      const time = at + place * random.whole(1, 15 * minute);
      return signIn(user, time, from, 0, by(time, client));
    }),
  );
}

function refused({ stranger, address, everyday, moment, signIn }: Stage): Story {
  const [user, from, at] = [stranger(), address(), moment(hour)];
  return nearMiss(
    "a legacy client that is never let in",
    [user.id, "IMAP4"],
    [50126, 53003, 53003].map((code, place) =>
      signIn(user, at + place * minute, from, code, { clientAppUsed: "IMAP4" }),
    ),
    { everyday: everyday(user, undefined, at) },
  );
}

function modern({ stranger, address, everyday, moment, signIn }: Stage): Story {
  const [user, from, at] = [stranger(), address(), moment()];
  const client = "Mobile Apps and Desktop clients";
  return nearMiss(
    "a new client that is modern",
    [user.id, client],
    [signIn(user, at, from, 0, by(at, client))],
    {
      everyday: everyday(user, undefined, at),
    },
  );
}

function usedBefore(stage: Stage, days: number): Story {
  const { stranger, moment } = stage;
  const [user, at] = [stranger(), moment()];
  return nearMiss(
    `a legacy client used ${days} days before the range`,
    [user.id, "POP3"],
    [atHome(stage, user, at, "POP3")],
    { everyday: [atHome(stage, user, range.from - days * day, "POP3")] },
  );
}

function scanner(stage: Stage): Story {
  const { stranger, daytime } = stage;
  const [user, at] = [stranger(), daytime(day)];
  return lookAlike(
    "a scanner that was just set up",
    [user.id, "Authenticated SMTP"],
    Array.from({ length: 12 }, (_, place) =>
      atHome(stage, user, at + 2 * place * hour, "Authenticated SMTP"),
    ),
  );
}

function oldPhone(stage: Stage): Story {
  const { stranger, daytime } = stage;
  const [user, at] = [stranger(), daytime(day)];
  const client = "Exchange ActiveSync";
  return lookAlike(
    "an old phone that fetches mail every day",
    [user.id, client],
    Array.from({ length: 12 }, (_, place) => atHome(stage, user, at + 2 * place * hour, client)),
    {
      everyday: Array.from({ length: 25 }, (_, place) =>
        atHome(stage, user, range.from - (place + 1) * 16 * hour, client),
      ),
    },
  );
}

function atHome({ signIn }: Stage, user: Person, at: number, client: string): SignIn {
  return signIn(user, at, homeOf(user), 0, by(at, client));
}

function by(at: number, clientAppUsed: string): Partial<SignIn> {
  return { ...passwordAlone(at), ...unattended, clientAppUsed };
}
