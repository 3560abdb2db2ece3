import type { HuntName } from "../../../src/hunts/hunts.ts";
import type { SignIn } from "../../../src/signin/sign-in.ts";
import {
  approved,
  blocked,
  claim,
  denied,
  deviceCode,
  hamburg,
  servicePrincipal,
  signIn,
  spray,
  times,
  tokyo,
} from "./fixtures.ts";

/** What a hunt is for, and what is almost that. */
export interface Case {
  readonly finds: readonly SignIn[];
  /** Almost the same, which is nothing. */
  readonly misses: readonly SignIn[];
  readonly subject: RegExp;
  readonly says: RegExp;
  readonly verdict: RegExp;
}

const nobodyIn = /^Nobody/;

export const cases: Readonly<Record<HuntName, Case>> = {
  "password-spray": {
    finds: [...spray(10), signIn(70, 0, { who: "user3", ...tokyo })],
    misses: spray(9),
    subject: /^198\.51\.100\.9$/,
    says: /^10 users · 10 failures/,
    verdict: /^Got in: user3, 1 success, last on 30 Mar at 11:10\.$/,
  },
  "brute-force": {
    finds: times(10, (i) => signIn(i, 50126)),
    misses: [...times(9, (i) => signIn(i, 50126)), signIn(11, 50126)],
    subject: /^alice <alice@contoso\.com>$/,
    says: /^10 failures/,
    verdict: nobodyIn,
  },
  "fail-then-success": {
    finds: [...times(10, (i) => signIn(i, 50126, tokyo)), signIn(20, 0, tokyo)],
    misses: [...times(10, (i) => signIn(i, 50126, tokyo)), signIn(61, 0, tokyo)],
    subject: /^alice/,
    says: /10:20: then in from an address that had failed/,
    verdict: /^Got in: alice, 1 success/,
  },
  "impossible-travel": {
    finds: [signIn(0, 0), signIn(60, 0, tokyo)],
    misses: [signIn(0, 0), signIn(60, 50126, tokyo), signIn(90, 0, hamburg), signIn(1000, 0, tokyo)],
    subject: /^alice/,
    says: /8,9\d\d km in 60 minutes/,
    verdict: /^Got in: alice, 2 successes/,
  },
  "multi-country": {
    finds: [signIn(-600, 0), signIn(600, 0, tokyo)],
    misses: [signIn(-840, 0), signIn(601, 0, tokyo)],
    subject: /^alice/,
    says: /countries: Germany and Japan/,
    verdict: /^Got in: alice, 2 successes/,
  },
  "mfa-fatigue": {
    finds: times(5, (i) => denied(i * 5)),
    misses: times(4, (i) => denied(i * 5)),
    subject: /^alice/,
    says: /^5 failures/,
    verdict: nobodyIn,
  },
  "mfa-denied-then-approved": {
    finds: [denied(0, tokyo), approved(30)],
    misses: [
      denied(0),
      signIn(10, 0, { status: { errorCode: 0, additionalDetails: claim() } }),
      approved(61),
    ],
    subject: /^alice/,
    says: /10:30: approved from another address/,
    verdict: /^Got in: alice, 1 success/,
  },
  "first-seen": {
    finds: [signIn(0, 50126, tokyo)],
    misses: [signIn(0, 50126, tokyo), signIn(-20 * 1440, 50126, tokyo)],
    subject: /^Japan$/,
    says: /^1 sign-in · 1 failure/,
    verdict: nobodyIn,
  },
  "failure-spike": {
    finds: times(20, (i) => signIn(5 + i, 50126, { who: `user${i % 3}` })),
    misses: times(19, (i) => signIn(5 + i, 50126, { who: `user${i % 3}` })),
    subject: /^30 Mar 10:05$/,
    says: /^20 failures · 3 users/,
    verdict: nobodyIn,
  },
  "ca-spike": {
    finds: times(5, (i) => blocked(5 + i)),
    misses: times(4, (i) => blocked(5 + i)),
    subject: /^30 Mar 10:05$/,
    says: /^5 failures · 1 user/,
    verdict: /^Password accepted: alice\. Nobody got in\.$/,
  },
  "token-replay": {
    finds: [signIn(0, 0, { sessionId: "s1" }), signIn(30, 0, { sessionId: "s1", ...tokyo })],
    misses: [
      signIn(0, 0, { sessionId: "s1" }),
      signIn(30, 0, { sessionId: "s2", ...tokyo }),
      signIn(40, 0, { sessionId: "s1", ...hamburg }),
    ],
    subject: /^alice <alice@contoso\.com> · session s1$/,
    says: /10:30: went on · Tokyo · Japan/,
    verdict: /^Got in: alice, 1 success/,
  },
  "dormant-account": {
    finds: [signIn(-33 * 1440, 0), signIn(0, 0)],
    misses: [signIn(-33 * 1440, 0), signIn(-10 * 1440, 0), signIn(0, 0)],
    subject: /^alice/,
    says: /25 Feb 10:00: last seen before/,
    verdict: /^Got in: alice, 1 success/,
  },
  "device-code": {
    finds: [deviceCode(-20 * 1440), deviceCode(0, tokyo)],
    misses: [deviceCode(-20 * 1440), deviceCode(0), signIn(5, 0, tokyo)],
    subject: /^alice <alice@contoso\.com> · 198\.51\.100\.9$/,
    says: /^1 sign-in/,
    verdict: /^Got in: alice, 1 success/,
  },
  "sp-new-ip": {
    finds: [servicePrincipal(0, tokyo)],
    misses: [servicePrincipal(0, {}), signIn(0, 0, tokyo)],
    subject: /^ci-deploy · 198\.51\.100\.9$/,
    says: /^1 sign-in/,
    verdict: /^Got in: 1 success/,
  },
};
