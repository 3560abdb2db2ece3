import * as fc from "fast-check";
import { expect, test } from "vitest";
import { receiveEntries, sendEntries } from "../../src/store/pool/entries.ts";
import { signInOf, textOf } from "../../src/store/sign-in-text.ts";
import type { Entry } from "../../src/store/store.ts";
import { signInsArbitrary } from "./sign-ins.ts";

test("a sign-in made of its texts says the same, and has the same texts", () => {
  fc.assert(
    fc.property(
      signInsArbitrary({ maxLength: 5 }),
      fc.option(fc.jsonValue(), { nil: undefined }),
      (signIns, raw) => {
        for (const one of signIns) {
          const signIn = { ...one, ...(raw !== undefined && { raw }) };
          const text = textOf(signIn);
          const made = signInOf(text);
          expect({ ...made }).toEqual({ ...(JSON.parse(JSON.stringify(signIn)) as object) });
          expect(textOf(made)).toBe(text);
          expect(textOf({ ...made })).toEqual(text);
        }
      },
    ),
  );
});

test("entries that cross over are the same on the other side", () => {
  const entries: Entry[] = [
    { kind: "authenticationDetail", signInId: "1", detail: { authenticationMethod: "Text message" } },
    { kind: "quarantined", reason: "odd", source: "a.csv:3", raw: "a,b" },
  ];
  expect(receiveEntries(structuredClone(sendEntries(entries)))).toEqual(entries);
});
