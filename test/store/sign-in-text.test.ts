import * as fc from "fast-check";
import { expect, test } from "vitest";
import { entryOf, signInOf, textOf } from "../../src/store/sign-in-text.ts";
import { signInsArbitrary } from "./sign-ins.ts";

test("a sign-in made of its texts says the same, and has the same texts", () => {
  fc.assert(
    fc.property(signInsArbitrary({ maxLength: 5 }), (signIns) => {
      for (const signIn of signIns) {
        const made = signInOf(textOf(signIn));
        expect({ ...made }).toEqual({ ...(JSON.parse(JSON.stringify(signIn)) as object) });
        expect(textOf(made)).toEqual(textOf(signIn));
        expect(structuredClone(entryOf(made))).toEqual({ kind: "signIn", ...textOf(signIn) });
      }
    }),
  );
});
