import { expect, test } from "vitest";
import { foldedWords } from "../../src/question/fold.ts";
import { parse } from "../../src/question/parse/parse.ts";
import { knownAppById, knownApps, knownAppsNamed } from "../../src/signin/known-apps.ts";

const reader = {
  now: new Date("2026-03-11T14:30:00Z"),
  timezone: "UTC",
  weekStart: "monday",
  locale: "en-GB",
} as const;

test("every id is a GUID in lower case and stands once", () => {
  const ids = knownApps.map(({ id }) => id);
  expect(ids.filter((id) => !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
});

const words = knownApps.flatMap((app) => app.words.map((word) => [word, app.id] as const));

test.each(words)("%s is an application wherever it stands", (word, id) => {
  expect(foldedWords(word).join(" ")).toBe(word);
  expect(knownAppsNamed(word).map((app) => app.id)).toContain(id);
  for (const text of [`${word} failures`, `failures to ${word} today`, `who used ${word} last week`]) {
    const { where, notUnderstood } = parse(text, reader);
    expect({ text, apps: where.filter(({ field }) => field === "app"), notUnderstood }).toEqual({
      text,
      apps: [{ field: "app", is: [word] }],
      notUnderstood: [],
    });
  }
});

test.each([
  ["my sign-ins", "user", "me"],
  ["my apps", "user", "me"],
  ["sign-ins with edge", "browser", "edge"],
  ["windows sign-ins", "os", "windows"],
])("%s is no application", (text, field, value) => {
  const { where } = parse(text, reader);
  expect(where).toContainEqual({ field, is: [value] });
  expect(where.filter((condition) => condition.field === "app")).toEqual([]);
});

test.each([
  ["my apps", "2793995e-0a7d-40d7-bd35-6968ba142197"],
  ["microsoft edge", "ecd6b820-32c2-49b6-98a6-444530e5a77a"],
  ["azure cli", "04b07795-8ddb-461a-bbee-02f9e1bf7b46"],
])("%s is known where an application is asked for", (word, id) => {
  expect(knownAppsNamed(word).map((app) => app.id)).toContain(id);
  expect(knownAppById(id.toUpperCase())?.id).toBe(id);
});
