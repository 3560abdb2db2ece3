import { expect, test } from "vitest";
import type { Event } from "../../src/hunts/hunt.ts";
import { distance, hopBetween, isImpossible } from "../../src/hunts/travel.ts";

const hour = 3_600_000;
const at = (place: string, time: number): Event => ({ time, values: { coordinates: [{ key: place }] } });
const [berlin, munich, newYork, tokyo] = ["52.52,13.405", "48.137,11.575", "40.713,-74.006", "35.677,139.65"];

test.each([
  ["Berlin to Munich", [52.52, 13.405], [48.137, 11.575], 504],
  ["Berlin to New York", [52.52, 13.405], [40.713, -74.006], 6_385],
  ["across the date line", [0, 179], [0, -179], 222],
  ["pole to pole", [90, 0], [-90, 0], 20_015],
  ["nowhere", [10, 10], [10, 10], 0],
] as const)("%s is as far as on a globe", (_, from, to, kilometres) => {
  expect(distance(from, to)).toBeCloseTo(kilometres, -1);
});

test.each([
  ["Berlin to New York in an hour", berlin, newYork, 1, true],
  ["Berlin to New York in 7 hours", berlin, newYork, 7, true],
  ["Berlin to New York in 8 hours, by air", berlin, newYork, 8, false],
  ["New York to Tokyo in 14 hours", newYork, tokyo, 14, false],
  ["Berlin to Munich at once", berlin, munich, 0, true],
  ["Berlin to Munich in 2 hours", berlin, munich, 2, false],
  ["within a city", berlin, "52.40,13.06", 0, false],
] as const)("%s: impossible is %5$s", (_, from = "", to = "", hours, impossible) => {
  const hop = hopBetween(at(from, 0), at(to, hours * hour));
  expect(hop === undefined ? undefined : isImpossible(hop)).toBe(impossible);
});

test("a place that is unknown is no hop", () => {
  expect(hopBetween(at("52.52,13.405", 0), { time: hour, values: {} })).toBeUndefined();
});
