import * as fc from "fast-check";
import { expect, test } from "vitest";
import { receiveEntries, sendEntries } from "../../src/store/pool/entries.ts";
import { rememberText, signInOf, textOf } from "../../src/store/sign-in-text.ts";
import type { SignIn } from "../../src/signin/sign-in.ts";
import type { Entry } from "../../src/store/store.ts";
import { sampleSignIns, signInsArbitrary } from "./sign-ins.ts";

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

test("what was delivered is kept in the text that it came in, unless that has lines", () => {
  const [compact, spread] = [`{"id":"1","count":1.0}`, `{\n"id":"1"}`];
  const signIn = (raw: unknown): SignIn => ({ ...(sampleSignIns(1)[0] as SignIn), raw });
  const records = [compact, spread].map((text) => {
    const record: unknown = JSON.parse(text);
    rememberText(record, text);
    return record;
  });
  expect(records.map((record) => textOf(signIn(record)).raw)).toEqual([compact, `{"id":"1"}`]);
});

test("entries that cross over are the same on the other side", () => {
  const entries: Entry[] = [
    { kind: "authenticationDetail", signInId: "1", detail: { authenticationMethod: "Text message" } },
    { kind: "quarantined", reason: "odd", source: "a.csv:3", raw: "a,b" },
  ];
  expect(receiveEntries(structuredClone(sendEntries(entries)))).toEqual(entries);
});
