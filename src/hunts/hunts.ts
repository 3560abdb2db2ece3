import type { Hunt } from "./hunt.ts";

/** Every named detection. */
export const hunts = [
  {
    name: "password-spray",
    words: ["password spray", "password spraying", "pwd spray", "pw spray", "spray", "sprays", "spraying"],
    thresholds: { having: [{ of: "user", atLeast: 10 }], within: "PT1H" },
  },
  {
    name: "brute-force",
    words: [
      "brute force",
      "bruteforce",
      "brute forced",
      "brute forcing",
      "password guessing",
      "guessing passwords",
    ],
    thresholds: { having: [{ of: "failures", atLeast: 10 }], within: "PT10M" },
  },
  {
    name: "fail-then-success",
    words: [
      "fail then success",
      "failed then succeeded",
      "failures then success",
      "failure then success",
      "fails then success",
      "failures followed by success",
      "failed then got in",
      "success after failures",
      "succeeded after failing",
      "success after many failures",
    ],
    thresholds: { having: [{ of: "failures", atLeast: 10 }], within: "PT1H" },
  },
  {
    name: "impossible-travel",
    words: ["impossible travel", "impossible traveller", "impossible travels", "geo hopping", "superman"],
    thresholds: {},
  },
  {
    name: "multi-country",
    words: [
      "multi country",
      "multiple countries",
      "several countries",
      "more than one country",
      "different countries same day",
    ],
    thresholds: { having: [{ of: "country", atLeast: 2 }], within: "P1D" },
  },
  {
    name: "mfa-fatigue",
    words: [
      "mfa fatigue",
      "mfa bombing",
      "mfa spam",
      "mfa spamming",
      "push fatigue",
      "push bombing",
      "prompt bombing",
    ],
    thresholds: { having: [{ of: "failures", atLeast: 5 }], within: "PT10M" },
  },
  {
    name: "mfa-denied-then-approved",
    words: [
      "mfa denied then approved",
      "mfa denied then accepted",
      "denied then approved",
      "mfa rejected then approved",
      "mfa declined then approved",
    ],
    thresholds: { within: "PT1H" },
  },
  {
    name: "first-seen",
    words: ["first seen", "never seen before", "not seen before"],
    thresholds: { baseline: "P30D" },
  },
  {
    name: "failure-spike",
    words: [
      "failure spike",
      "failure spikes",
      "spike in failures",
      "spikes in failures",
      "spike of failures",
    ],
    thresholds: { baseline: "P14D" },
  },
  {
    name: "ca-spike",
    words: [
      "ca spike",
      "ca spikes",
      "conditional access spike",
      "spike in ca failures",
      "spike in ca blocks",
    ],
    thresholds: { baseline: "P14D" },
  },
  {
    name: "token-replay",
    words: [
      "token replay",
      "stolen token",
      "stolen tokens",
      "token theft",
      "session hijack",
      "session hijacking",
    ],
    thresholds: {},
  },
  {
    name: "dormant-account",
    words: [
      "dormant account",
      "dormant accounts",
      "dormant account back",
      "dormant users",
      "stale accounts back",
      "inactive accounts back",
    ],
    thresholds: { baseline: "P30D" },
  },
  {
    name: "device-code",
    words: ["device code phishing", "device code hunt", "device code abuse", "device code attack"],
    thresholds: {},
  },
  {
    name: "sp-new-ip",
    words: [
      "sp new ip",
      "service principal new ip",
      "service principals from new ips",
      "sp from new ip",
      "sps from new ips",
    ],
    thresholds: { baseline: "P30D" },
  },
] as const satisfies readonly Hunt[];

export type HuntName = (typeof hunts)[number]["name"];

export const huntNames = hunts.map(({ name }) => name) as [HuntName, ...HuntName[]];

/** The entry of a hunt. */
export function huntNamed(name: HuntName): Hunt {
  return hunts.find((hunt) => hunt.name === name) as Hunt;
}
