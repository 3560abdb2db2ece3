import type { SignIn } from "../../../../src/signin/sign-in.ts";
import { approved, berlin, denied, guid, hamburg, signIn, times, tokyo } from "../fixtures.ts";
import type { Case } from "./case.ts";

/** What is new for somebody who has been there for long. */

const day = 1440;

/** Alice at home on her laptop, day after day at ten. */
const known: SignIn = signIn(-20 * day, 0);
const routine = (days: number, hours = 0): SignIn[] =>
  times(days, (i) => signIn((-8 - i) * day + hours * 60, 0));

const imap = (minutes: number, errorCode = 0, who = "alice"): SignIn =>
  signIn(minutes, errorCode, { who, clientAppUsed: "IMAP4" });

const windows = { deviceDetail: { operatingSystem: "Windows11" } };
const linux = { deviceDetail: { operatingSystem: "Linux" } };
const laptop = { deviceDetail: { deviceId: guid("laptop"), operatingSystem: "Linux" } };

/** In another country, on a network that is known. */
const border = signIn(-60, 0, { ...berlin, location: { countryOrRegion: "PL" } });

/** One flow of a prompt and what became of it. */
const flow = (...signIns: readonly SignIn[]): SignIn[] =>
  signIns.map((one) => ({ ...one, correlationId: guid("flow") }));
const prompt = (minutes: number, rest: Partial<SignIn> = tokyo): SignIn => signIn(minutes, 50074, rest);

export const newness = {
  "many-ips": {
    finds: [known, signIn(0, 0, windows), signIn(30, 0, { ...hamburg, ...linux })],
    misses: [known, signIn(0, 0, windows), signIn(31, 0, { ...hamburg, ...linux })],
    lacks: {
      "of a phone that changes its network": [
        known,
        signIn(0, 0, windows),
        signIn(5, 0, { ...hamburg, ...windows }),
      ],
      "of a network that is known": [
        known,
        signIn(-15 * day, 0, hamburg),
        signIn(0, 0, windows),
        signIn(5, 0, { ...hamburg, ...linux }),
      ],
      "of a device that is known": [
        known,
        signIn(0, 0, windows),
        signIn(5, 0, { ...hamburg, ...laptop }),
        signIn(300, 0, tokyo),
      ],
      "of one network": [
        known,
        signIn(0, 0, { ...hamburg, ...windows }),
        signIn(5, 0, { ...hamburg, ...linux, ipAddress: "203.0.113.9" }),
      ],
      "of somebody who was not there before": [signIn(0, 0, windows), signIn(5, 0, { ...hamburg, ...linux })],
      "that fails": [known, signIn(0, 0, windows), signIn(5, 50126, { ...hamburg, ...linux })],
    },
    subject: /^alice/,
    says: /^2 addresses\n30 Mar 10:00: known · Berlin .*\n30 Mar 10:30: new · Hamburg/,
    verdict: /^Got in: alice, 2 successes/,
  },
  "accepted-new-country": {
    finds: [known, prompt(0), denied(1, tokyo)],
    misses: [known, prompt(0, hamburg)],
    lacks: {
      "of a prompt that is answered": [known, ...flow(prompt(0), approved(1, tokyo))],
      "of a country that is known": [known, signIn(-15 * day, 0, tokyo), prompt(0)],
      "of a country where the password had been right before": [known, prompt(-15 * day), prompt(0)],
      "of a wrong password": [known, signIn(0, 50126, tokyo)],
      "of a revoked session": [known, signIn(0, 50133, tokyo)],
      "of somebody who was not there before": [prompt(0)],
    },
    subject: /^alice/,
    says: /^2 sign-ins\nstopped after the password was accepted\ncountry: Japan/,
    verdict: /^Password accepted: alice\. Nobody got in\.$/,
  },
  "legacy-auth": {
    finds: [imap(-10 * day, 0, "bob"), imap(0)],
    misses: [imap(-10 * day), imap(0)],
    lacks: {
      "that fails": [imap(0, 50126)],
      "of modern clients": [signIn(0, 0, { clientAppUsed: "Browser" })],
    },
    subject: /^alice <alice@contoso\.com> · IMAP4$/,
    says: /^1 sign-in/,
    verdict: /^Got in: alice, 1 success/,
  },
  "success-then-fail": {
    finds: [known, signIn(0, 0), signIn(10, 53003, tokyo)],
    misses: [known, signIn(0, 0), signIn(11, 53003, tokyo)],
    lacks: {
      "in the other order": [known, signIn(0, 53003, tokyo), signIn(5, 0)],
      "at another application": [
        known,
        signIn(0, 0),
        signIn(5, 53003, { ...tokyo, appId: guid("mail"), appDisplayName: "Mail" }),
      ],
      "of one network": [
        known,
        signIn(0, 0, tokyo),
        signIn(5, 53003, { ...tokyo, ipAddress: "198.51.100.10" }),
      ],
      "of a network that is known": [
        known,
        signIn(-15 * day, 0, tokyo),
        signIn(0, 0),
        signIn(5, 53003, tokyo),
      ],
      "of a token renewed in the background": [
        known,
        signIn(0, 0, { type: "nonInteractiveUser" }),
        signIn(5, 53003, tokyo),
      ],
      "of a session that has ended": [known, signIn(0, 0), signIn(5, 700082, tokyo)],
      "of a prompt that is answered": [known, signIn(0, 0), ...flow(prompt(5), approved(6, tokyo))],
    },
    subject: /^alice/,
    says: /^1 failure\n30 Mar 10:00: got in · Portal · Berlin .*\n30 Mar 10:10: refused · Portal · Tokyo/,
    verdict: /^Password accepted: alice\. Nobody got in\.$/,
  },
  "odd-hours": {
    finds: [...routine(10), signIn(-4 * 60, 0)],
    misses: [...routine(10), signIn(-3 * 60, 0)],
    lacks: {
      "near hours on the other side of midnight": [...routine(10, -10), signIn(13 * 60, 0)],
      "of somebody who was seen on too few days": [...routine(9), signIn(-7 * 60, 0)],
      "in the background": [...routine(10), signIn(-7 * 60, 0, { type: "nonInteractiveUser" })],
      "that fails": [...routine(10), signIn(-7 * 60, 50126)],
    },
    subject: /^alice/,
    says: /^1 sign-in\nat 06:00 to 06:59 UTC; before, at 10:00 to 10:59\n/,
    verdict: /^Got in: alice, 1 success/,
  },
  "single-factor": {
    finds: [known, signIn(0, 0, tokyo)],
    misses: [known, signIn(0, 0, hamburg)],
    lacks: {
      "with a second factor": [known, border, approved(0, tokyo)],
      "on a device that is known": [known, border, signIn(0, 0, { ...tokyo, ...laptop })],
      "of a country that is known": [
        known,
        signIn(-15 * day, 0, { ...tokyo, autonomousSystemNumber: 64999 }),
        signIn(0, 0, tokyo),
      ],
      "of a network that is known": [
        known,
        signIn(-15 * day, 0, { ...hamburg, autonomousSystemNumber: 64500 }),
        signIn(0, 0, tokyo),
      ],
      "of somebody who was not there before": [signIn(0, 0, tokyo)],
      "that fails": [known, signIn(0, 50126, tokyo)],
    },
    subject: /^alice/,
    says: /^1 sign-in\ncountry: Japan · city: Tokyo/,
    verdict: /^Got in: alice, 1 success/,
  },
} as const satisfies Readonly<Record<string, Case>>;
