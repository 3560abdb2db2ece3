import fc from "fast-check";
import { expect, test } from "vitest";
import type { Entity } from "../../src/question/field.ts";
import { fits, fitting, nameForms, type Fit } from "../../src/question/name-fits.ts";
import { hostileTexts } from "./questions.ts";

const alice = { id: "11111111-2222-4333-8444-555555555555", name: "Alice Ng-Wong", alias: "ang@contoso.com" };
const zoe = { id: "zoe", name: "Zoë Müller", alias: "zoe.mueller@contoso.com" };
const guest = { id: "9", name: "Robert", alias: "rob_b_fabrikam.com#EXT#@contoso.onmicrosoft.com" };
const laptop = { id: "22222222-2222-4333-8444-555555555555", name: "LAPTOP-42" };
const nameless = { id: "svc-backup@contoso.com" };
const impostor = { id: "7", name: "ang@contoso.com", alias: "x@evil.example" };

const firstFit = (text: string, entity: Entity): Fit | undefined =>
  fits.find((how) => fitting(how, text)(nameForms(entity)));

test.each<[string, Entity, Fit | undefined]>([
  ["11111111-2222-4333-8444-555555555555", alice, "exact"],
  ["ANG@contoso.com", alice, "exact"],
  ["ang", alice, "named"],
  ["alice ng-wong", alice, "named"],
  ["Ng Wong", alice, "named"],
  ["alice n", alice, "prefix"],
  ["won", alice, "prefix"],
  ["ang@", alice, "prefix"],
  ["alicia ng", alice, "near"],
  ["alixia gg", alice, undefined],
  ["alcie", alice, "near"],
  ["laice", alice, "near"],
  ["alixe", alice, "near"],
  ["alce", alice, "near"],
  ["allice", alice, "near"],
  ["aliicce", alice, undefined],
  ["alcie gn", alice, "near"],
  ["ang@contosso.com", alice, "near"],
  ["lice", alice, "near"],
  ["ice", alice, undefined],
  ["ng alice", alice, undefined],
  ["11111111", alice, undefined],
  ["mueller", zoe, "prefix"],
  ["MULLER", zoe, "named"],
  ["zoe.muel", zoe, "prefix"],
  ["rob_b@fabrikam.com", guest, "named"],
  ["rob_b", guest, "named"],
  ["rob_b@fab", guest, "prefix"],
  ["rob_b@fabirkam.com", guest, "near"],
  ["laptop-42", laptop, "named"],
  ["laptop-4", laptop, "prefix"],
  ["laptpo-42", laptop, "near"],
  ["laptop-43", laptop, undefined],
  ["laptop-24", laptop, undefined],
  ["svc-b", nameless, "prefix"],
  ["svc-bakcup@contoso.com", nameless, "near"],
  // An address is nobody's display name where they have an address of their own.
  ["ang@contoso.com", impostor, undefined],
  ["ang@cont", impostor, undefined],
  ["ang@contosso.com", impostor, undefined],
  ["", alice, undefined],
  [" ", alice, undefined],
])("%j to %o fits %s", (text, entity, expected) => expect(firstFit(text, entity)).toBe(expected));

const text = fc.oneof(
  fc.constantFrom(...hostileTexts, "Alice Ng", "alice@contoso.com", "x#EXT#@y", "_#ext#@", "@", "a@b@c"),
  fc.string({ unit: "grapheme", maxLength: 12 }),
);
const entity = fc.record({
  id: text,
  name: fc.option(text, { nil: undefined }),
  alias: fc.option(text, { nil: undefined }),
});

test("what fits exactly is named, and what is named begins so too", () => {
  fc.assert(
    fc.property(text, entity, (typed, one) => {
      const [exact, named, prefix] = fits.map((how) => fitting(how, typed)(nameForms(one)));
      expect([!exact || named, !named || prefix]).toEqual([true, true]);
    }),
    { numRuns: 2_000 },
  );
});

test("any one slip in a name leaves it near, unless it touches a digit", () => {
  const name = fc
    .string({ unit: fc.constantFrom(..."abcdefgé ÖŁ-'"), minLength: 4, maxLength: 20 })
    .filter((one) => /^\S.*\S$/.test(one) && !/\s\s/.test(one));
  fc.assert(
    fc.property(
      name,
      fc.nat(20),
      fc.constantFrom("lost", "doubled", "swapped", "changed"),
      (one, place, what) => {
        const at = place % one.length;
        const [head, tail] = [one.slice(0, at), one.slice(at)];
        const slips = {
          lost: head + tail.slice(1),
          doubled: head + tail.slice(0, 1) + tail,
          swapped: head + tail.slice(1, 2) + tail.slice(0, 1) + tail.slice(2),
          changed: `${head}z${tail.slice(1)}`,
        };
        fc.pre(!/\s\s|^\s|\s$/.test(slips[what]));
        expect(fitting("near", slips[what])(nameForms({ id: "1", name: one }))).toBe(true);
      },
    ),
    { numRuns: 2_000 },
  );
});
