import * as fc from "fast-check";
import { expect, test } from "vitest";
import { inBlock } from "../../../src/question/matches.ts";
import {
  comparableAddress,
  comparableBlock,
  comparableText,
} from "../../../src/store/clickhouse/addresses.ts";

const address = fc.oneof(
  fc.ipV4(),
  fc.ipV4Extended(),
  fc.ipV6(),
  fc.ipV4().map((text) => `::ffff:${text}`),
  fc.constantFrom(
    "203.0.113.7",
    "203.0.113.8",
    "2001:db8::1",
    "2001:0DB8:0:0::1",
    "fe80::1%eth0",
    "２０３.0.113.7",
  ),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 6 }),
);
const asked = fc.oneof(
  address,
  fc.tuple(address, fc.nat(130)).map(([text, bits]) => `${text}/${bits}`),
  fc.constantFrom(
    "203.0.113.0/24",
    "203.0.113.7/24",
    "::/0",
    "0.0.0.0/0",
    "::ffff:203.0.113.0/120",
    "10.0.0.0/99",
  ),
);

test("an address is inside a block exactly where its comparable form is in the block's range", () => {
  fc.assert(
    fc.property(asked, address, (text, held) => {
      const block = comparableBlock(text);
      fc.pre(block !== undefined);
      const form = comparableAddress(held);
      const isInside = (form >= block[0] && form <= block[1]) || form === comparableText(text);
      expect(isInside).toBe(inBlock(text, held));
    }),
    { numRuns: 2_000 },
  );
});

test("the order of comparable forms is that of addresses", () => {
  expect(["4", "6", "="].map((first) => first.codePointAt(0))).toEqual([0x34, 0x36, 0x3d]);
  expect(comparableAddress("203.0.113.7")).toBe("4cb007107");
  expect(comparableAddress("::ffff:203.0.113.7")).toBe("4cb007107");
  expect(comparableAddress("2001:db8::1")).toBe("620010db8000000000000000000000001");
  expect(comparableBlock("203.0.113.7/20")).toEqual(["4cb007000", "4cb007fff"]);
  expect(comparableBlock("0.0.0.0/0")).toEqual(["400000000", "4ffffffff"]);
});
