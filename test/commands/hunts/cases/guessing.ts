import type { SignIn } from "../../../../src/signin/sign-in.ts";
import { denied, hamburg, place, signIn, times, tokyo } from "../fixtures.ts";
import type { Case } from "./case.ts";

/** Attempts of those who do not have all that it takes. */

const nobodyIn = /^Nobody/;
const hour = 60;

/** A rented address in one of four countries. */
const rented = (host: number): Partial<SignIn> =>
  place(`192.0.2.${host}`, 64510 + (host % 4), "", ["BR", "VN", "TR", "US"][host % 4] ?? "", 0, 0);

/** Each user once, each from an address of their own. */
const botnet = (users: number, addresses = users): SignIn[] =>
  times(users, (i) =>
    signIn(i, 50126, { who: `user${i}`, userAgent: "curl/8", ...rented(1 + (i % addresses)) }),
  );

/** Alice's password from one address after the other, one every three hours. */
const slow = (addresses: number, everyMinutes = 3 * hour): SignIn[] =>
  times(addresses, (i) => signIn(-i * everyMinutes, 50126, rented(1 + i)));

const wrongNumber = (minutes: number): SignIn =>
  denied(minutes, {
    status: { errorCode: 500121, additionalDetails: "MFA denied; user did not select the correct number" },
    ...tokyo,
  });
/** The log does not say what was wrong, but a code was asked for. */
const wrongCode = (minutes: number): SignIn =>
  denied(minutes, {
    status: { errorCode: 500121 },
    authenticationDetails: [{ authenticationMethod: "OATH verification code", succeeded: false }],
    ...tokyo,
  });
const ignored = (minutes: number): SignIn =>
  denied(minutes, {
    status: {
      errorCode: 500121,
      additionalDetails: "MFA denied; user did not respond to mobile app notification",
    },
    mfaDetail: { authMethod: "OATH verification code" },
  });

const locked = (minutes: number, user: number): SignIn =>
  signIn(minutes, 50053, { who: `user${user}`, ...rented(1 + user) });
const disabled = (minutes: number, who: string, app = "Portal"): SignIn =>
  signIn(minutes, 50057, { who, appId: app, appDisplayName: app, ...tokyo });

export const guessing = {
  "distributed-spray": {
    finds: [
      ...botnet(21),
      signIn(50, 0, { who: "user3", userAgent: "curl/8", ...rented(4) }),
      signIn(51, 0, { who: "user4", ...hamburg }),
    ],
    misses: botnet(19),
    lacks: {
      "of twenty users from nineteen addresses": botnet(20, 19),
      "of users who take longer": botnet(20).map((one, i) => ({
        ...one,
        createdDateTime: signIn(i * 2, 0).createdDateTime,
      })),
      "with user agents that differ": botnet(20).map((one, i) => ({ ...one, userAgent: `curl/${i % 2}` })),
      "of people who get in from where they mistyped": [
        ...botnet(21),
        ...times(2, (i) => signIn(40, 0, { who: `user${i}`, ...rented(1 + i) })),
      ],
    },
    subject: /^curl\/8$/,
    says: /^21 users · 21 addresses\n.*1 of the addresses does not count/,
    verdict: /^Got in: user3, 1 success/,
  },
  "low-and-slow": {
    finds: [...slow(10), signIn(5, 50053, rented(1))],
    misses: slow(9),
    lacks: {
      "from two countries alone": slow(10).map((one) => ({
        ...one,
        location: { countryOrRegion: one.location?.countryOrRegion === "BR" ? "BR" : "VN" },
      })),
      "within one day": slow(10, 2 * hour),
      "of addresses that try again and again": [
        ...slow(10),
        ...times(3, (i) => signIn(i - 1, 50126, rented(1))),
      ],
      "of addresses from which the user gets in": [...slow(10), signIn(20, 0, rented(10))],
    },
    subject: /^alice/,
    says: /^11 failures · 10 addresses · 4 countries/,
    verdict: nobodyIn,
  },
  "mfa-denied": {
    finds: [denied(-20 * 1440), denied(0, tokyo)],
    misses: [denied(-20 * 1440), ignored(0)],
    subject: /^alice/,
    says: /^1 failure\n10 Mar 10:00: had declined before$/m,
    verdict: nobodyIn,
  },
  "mfa-code-guessing": {
    finds: [...times(3, (i) => wrongNumber(i * 10)), ...times(2, (i) => wrongCode(40 + i * 10))],
    misses: times(4, (i) => wrongNumber(i * 10)),
    lacks: {
      "of prompts that were declined or let pass": [
        ...times(4, (i) => wrongNumber(i)),
        ...times(5, (i) => denied(10 + i)),
        ...times(5, (i) => ignored(20 + i)),
      ],
    },
    subject: /^alice/,
    says: /^5 failures/,
    verdict: nobodyIn,
  },
  "disabled-accounts": {
    finds: times(3, (i) => disabled(i * 60, `user${i}`)),
    misses: times(2, (i) => disabled(i * 60, `user${i}`)),
    lacks: {
      "in the background": times(3, (i) => ({
        ...disabled(i, `user${i}`),
        type: "nonInteractiveUser" as const,
      })),
    },
    subject: /^198\.51\.100\.9$/,
    says: /^3 users/,
    verdict: /^Password accepted: user0, user1 and user2\. Nobody got in\.$/,
  },
  "disabled-probing": {
    finds: ["Portal", "Mail", "Files"].map((app, i) => disabled(i * 10, "alice", app)),
    misses: ["Portal", "Mail", "Mail"].map((app, i) => disabled(i * 10, "alice", app)),
    lacks: {
      "over more than an hour": ["Portal", "Mail", "Files"].map((app, i) => disabled(i * 31, "alice", app)),
    },
    subject: /^alice/,
    says: /^3 applications/,
    verdict: /^Password accepted: alice\. Nobody got in\.$/,
  },
  lockouts: {
    finds: times(5, (i) => locked(i * 7, i)),
    misses: [...times(4, (i) => locked(i * 7, i)), locked(28, 0)],
    lacks: {
      "over more than half an hour": times(5, (i) => locked(i * 8, i)),
      "of wrong passwords alone": times(5, (i) => signIn(i, 50126, { who: `user${i}` })),
    },
    subject: /^30 Mar 10:00$/,
    says: /^5 failures · 5 users/,
    verdict: nobodyIn,
  },
} as const satisfies Readonly<Record<string, Case>>;
