import { afterEach, expect, test, vi } from "vitest";
import { toType } from "../../src/cli/to-type.ts";

/** Commands that are told to be typed: they do what is meant when they are. */

afterEach(() => vi.unstubAllEnvs());

test("the store is named where the settings name another", () => {
  vi.stubEnv("STORE", "");
  expect(toType(["sync"], "data/signpost.db")).toBe("signpost sync");
  expect(toType(["sync"], "other.db")).toBe("signpost sync --store other.db");
  vi.stubEnv("STORE", "sqlite:other.db");
  expect(toType(["sync"], "other.db")).toBe("signpost sync");
  expect(toType(["doctor"])).toBe("signpost doctor");
  expect(toType(["doctor"], "adx:x.db")).toBe("signpost doctor --store sqlite:adx:x.db");
  // Settings that can't be read name no store.
  vi.stubEnv("STORE", "postgres://db");
  expect(toType(["doctor"], "data/signpost.db")).toBe("signpost doctor --store data/signpost.db");
});

test.each([
  ["backup", "signpost restore backup"],
  ["C:\\Signpost\\backup", "signpost restore C:\\Signpost\\backup"],
  ["my backup", "signpost restore 'my backup'"],
  ["it's; rm -rf $HOME", String.raw`signpost restore 'it'\''s; rm -rf $HOME'`],
  ["", "signpost restore ''"],
])("a word that a shell would take apart is quoted: %s", (word, line) => {
  expect(toType(["restore", word])).toBe(line);
});
