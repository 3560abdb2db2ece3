import fc from "fast-check";
import { expect, test } from "vitest";
import { guidBytes, guidText, writeGuid } from "../../../src/store/sqlite/guid.ts";

test("any GUID is the same after it was written, wherever it stands", () => {
  fc.assert(
    fc.property(fc.uuid(), fc.nat(40), (guid, at) => {
      const bytes = Buffer.alloc(at + 16);
      expect(writeGuid(guid, bytes, at)).toBe(true);
      expect(guidText(bytes, at)).toBe(guid);
      expect(bytes.subarray(at)).toEqual(Buffer.from(guid.replaceAll("-", ""), "hex"));
    }),
  );
});

test("a text that is no GUID in its usual notation has no bytes, and nothing is written", () => {
  const others = [
    "",
    "00000000-0000-0000-0000-000000000000",
    "0A1B2C3D-0000-0000-0000-000000000001",
    "0a1b2c3d-0000-0000-0000-00000000000",
    "0a1b2c3d000000000000000000000001",
    "0a1b2c3d-0000-0000-0000-00000000000g",
    "{0a1b2c3d-0000-0000-0000-000000000001}",
  ];
  for (const text of others) {
    const bytes = Buffer.alloc(16, 7);
    expect(writeGuid(text, bytes, 0)).toBe(false);
    expect(bytes).toEqual(Buffer.alloc(16, 7));
    expect(guidBytes(text)).toBeUndefined();
  }
});
