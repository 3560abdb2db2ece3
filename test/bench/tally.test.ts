import { expect, test } from "vitest";
import type { Told } from "../../bench/attacks/attacks.ts";
import { precisionOf, recallOf, type Sighting, tallyOf } from "../../bench/hunting/tally.ts";
import type { HuntName } from "../../src/hunts/hunts.ts";
import type { SignIn } from "../../src/signin/sign-in.ts";

const minute = 60_000;
const ip = "203.0.113.7";

/** A story from one minute to another. */
function story(hunt: HuntName, kind: Told["kind"], about: string[], [from, to]: [number, number]): Told {
  const signIns = [from, to].map((at): SignIn => ({
    id: `${about.join()} ${at}`,
    createdDateTime: new Date(at * minute).toISOString(),
    type: "interactiveUser",
    status: { errorCode: 50126 },
  }));
  return { hunt, kind, about, what: "a story", signIns, first: from * minute, last: to * minute };
}

function sighting(subject: string[], [from, to]: [number, number]): Sighting {
  return { subject, first: from * minute, last: to * minute, text: "a finding" };
}

test.each<[string, HuntName, Told[], Sighting[], { missed: number; falseAlarms: number; alone: number }]>([
  [
    "what overlaps an attack and is about it finds it",
    "password-spray",
    [story("password-spray", "attack", [ip], [10, 20])],
    [sighting([ip], [20, 30])],
    { missed: 0, falseAlarms: 0, alone: 0 },
  ],
  [
    "what comes after an attack is a false alarm",
    "password-spray",
    [story("password-spray", "attack", [ip], [10, 20])],
    [sighting([ip], [21, 30])],
    { missed: 1, falseAlarms: 1, alone: 0 },
  ],
  [
    "what is about somebody else, too, is a false alarm",
    "device-code",
    [story("device-code", "attack", ["alice", ip], [10, 20])],
    [sighting(["alice", "198.51.100.9"], [10, 20])],
    { missed: 1, falseAlarms: 1, alone: 0 },
  ],
  [
    "an attack that was made for another hunt is no false alarm, and finds nothing of this one",
    "brute-force",
    [
      story("brute-force", "attack", ["bob"], [10, 20]),
      story("fail-then-success", "attack", ["alice"], [10, 20]),
      story("mfa-fatigue", "nearMiss", ["carla"], [10, 20]),
    ],
    [sighting(["alice"], [10, 20]), sighting(["carla"], [10, 20])],
    { missed: 1, falseAlarms: 0, alone: 0 },
  ],
  [
    "near misses and look-alikes that are found are false alarms, others are left alone",
    "brute-force",
    [
      story("brute-force", "nearMiss", ["alice"], [10, 20]),
      story("brute-force", "lookAlike", ["bob"], [10, 20]),
      story("brute-force", "lookAlike", ["carla"], [10, 20]),
    ],
    [sighting(["alice"], [10, 20]), sighting(["bob"], [10, 20])],
    { missed: 0, falseAlarms: 2, alone: 1 },
  ],
])("%s", (_, hunt, stories, sightings, expected) => {
  const { missed, falseAlarms, innocent } = tallyOf(hunt, sightings, stories);
  expect({
    missed: missed.length,
    falseAlarms: falseAlarms.length,
    alone: innocent.nearMiss.alone + innocent.lookAlike.alone,
  }).toEqual(expected);
});

test("a false alarm names the story that it comes from, or none", () => {
  const phone = story("brute-force", "lookAlike", ["alice"], [10, 20]);
  const { falseAlarms } = tallyOf(
    "brute-force",
    [sighting(["alice"], [10, 20]), sighting(["bob"], [10, 20])],
    [phone],
  );
  expect(falseAlarms.map(({ story }) => story)).toEqual([phone, undefined]);
});

test("a finding about the whole tenant is right where attacks alone have as much as the hunt asks for", () => {
  const attacksOf = (count: number): Told[] =>
    Array.from({ length: count }, (_, at) => story("brute-force", "attack", [`user${at}`], [10, 20]));
  const spike = sighting([], [0, 59]);
  // Two failures each; a spike needs 20.
  expect(tallyOf("failure-spike", [spike], attacksOf(10)).falseAlarms).toEqual([]);
  expect(tallyOf("failure-spike", [spike], attacksOf(9)).falseAlarms).toHaveLength(1);
  // None of them was stopped by conditional access.
  expect(tallyOf("ca-spike", [spike], attacksOf(10)).falseAlarms).toHaveLength(1);
});

test("recall and precision are shares, and nothing where there is nothing to share", () => {
  const stories = [
    story("brute-force", "attack", ["alice"], [10, 20]),
    story("brute-force", "attack", ["bob"], [10, 20]),
  ];
  const some = tallyOf(
    "brute-force",
    [sighting(["alice"], [10, 20]), sighting(["carla"], [10, 20])],
    stories,
  );
  expect([recallOf(some), precisionOf(some)]).toEqual([0.5, 0.5]);
  const nothing = tallyOf("brute-force", [], []);
  expect([recallOf(nothing), precisionOf(nothing)]).toEqual([undefined, undefined]);
});
