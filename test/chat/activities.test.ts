import * as fc from "fast-check";
import { expect, test } from "vitest";
import { localTimestamp, sentenceOf } from "../../src/chat/page/activities.ts";

test.each([
  ["2026-11-22T09:00:00Z", "UTC", "2026-11-22T09:00:00.000+00:00"],
  ["2026-11-22T09:00:00Z", "Europe/Oslo", "2026-11-22T10:00:00.000+01:00"],
  ["2026-07-22T09:00:00Z", "Europe/Oslo", "2026-07-22T11:00:00.000+02:00"],
  ["2026-11-22T01:15:00Z", "America/St_Johns", "2026-11-21T21:45:00.000-03:30"],
  ["2026-11-22T20:00:00Z", "Asia/Kolkata", "2026-11-23T01:30:00.000+05:30"],
])("%s is in %s %s", (now, timeZone, expected) => {
  expect(localTimestamp(new Date(now), timeZone)).toBe(expected);
});

test("a local timestamp names the moment it was made from", () => {
  const zones = fc.constantFrom("UTC", "Europe/Oslo", "America/St_Johns", "Asia/Kathmandu", "Pacific/Apia");
  const moments = fc.date({ min: new Date("2000-01-01"), max: new Date("2040-01-01"), noInvalidDate: true });
  fc.assert(
    fc.property(moments, zones, (now, timeZone) => {
      expect(new Date(localTimestamp(now, timeZone)).getTime()).toBe(now.getTime());
    }),
  );
});

test.each([
  [{ ask: "next 5" }, "next 5"],
  [{ msteams: { type: "imBack", value: "next 5" } }, "next 5"],
  [{ msteams: { type: "messageBack", text: "n5", displayText: "the next five" } }, "the next five"],
  [{ msteams: { type: "messageBack", text: "n5", value: { page: 2 } } }, "n5"],
  [{ msteams: { type: "invoke", value: "next 5" } }, undefined],
  [{ ask: 5 }, undefined],
  ["next 5", undefined],
  [null, undefined],
])("the data %j stands for the sentence %j", (data, sentence) => {
  expect(sentenceOf(data)).toBe(sentence);
});
