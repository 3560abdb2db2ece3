import * as fc from "fast-check";
import { expect, test } from "vitest";
import { plain, unmarked } from "../../src/views/plain.ts";
import { hostileTexts, longText } from "./hostile-texts.ts";

const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: fc.constantFrom("{", "$", " ", "\u200B", "\u0301", "e", "\u0958", "\uD83D", "\u3000") }),
  fc.constantFrom(...Object.values(hostileTexts), longText),
);
const anyLength = fc.integer({ min: 1, max: 80 });

test("what was made plain once stays as it is", () => {
  fc.assert(
    fc.property(anyText, anyLength, (text, longest) => {
      const once = plain(text, longest);
      expect(plain(once, longest)).toBe(once);
    }),
    { numRuns: 2_000 },
  );
});

test("no control, format, private, unassigned or invisible character is left", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(plain(text)).not.toMatch(
        /(?![\uFE0E\uFE0F])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u,
      );
    }),
    { numRuns: 2_000 },
  );
});

test("no plain text is longer than asked, starts or ends with a space, or has two in a row", () => {
  fc.assert(
    fc.property(anyText, anyLength, (text, longest) => {
      const shown = plain(text, longest);
      expect(shown.length).toBeLessThanOrEqual(longest);
      expect(shown).not.toMatch(/^\s|\s$|\s\s/);
    }),
    { numRuns: 2_000 },
  );
});

test("no two braces that would start a function of cards stand together", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(plain(text)).not.toContain("{{");
    }),
  );
});

test.each([
  ["Latin", "Zoë Müller-Łukasz O'Brien"],
  ["Arabic", "محمد عبد الله"],
  ["Hebrew with vowel signs", "שָׁלוֹם"],
  ["Devanagari", "प्रिया शर्मा"],
  ["Bengali", "শ্রীমতী রায়"],
  ["Burmese, four marks on a letter", "မြို့"],
  ["Thai", "สมชาย ใจดี"],
  ["Tibetan", "བཀྲ་ཤིས་"],
  ["Chinese", "王小明"],
  ["Chinese beyond the first plane", "𠮷野家"],
  ["Japanese", "山田　太郎".replace("　", " ")],
  ["Korean", "김철수"],
  ["Vietnamese", "Nguyễn Thị Ánh"],
  ["emoji with a colour of skin and a presentation", "👍🏽 ❤️ ☎︎"],
  ["a flag", "🇳🇴"],
  ["a domain's account", "CONTOSO\\alice"],
  ["an address and a resource path", "2001:db8::1 /subscriptions/x_y/resource-groups/z"],
])("ordinary text stays as it is: %s", (_, text) => {
  expect(plain(text)).toBe(text.normalize("NFC"));
});

test.each([
  ["a family comes apart into its members", "👨‍👩‍👧", "👨👩👧"],
  ["Persian loses the mark that keeps letters apart", "می‌خواهم", "میخواهم"],
  ["a soft hyphen goes", "pass\u00ADword", "password"],
  ["directions go", "\u202Egpj.exe\u202C", "gpj.exe"],
  ["a name of invisible letters is none", "\u3164\u115F\u2800\u200B", ""],
  ["lines become one", " one\r\n\ttwo\u2028three\u00A0four ", "one two three four"],
  ["an invisible mark between spaces leaves one space", "a \u200B b", "a b"],
  ["an escape sequence becomes text", "\u001B[31mred", "[31mred"],
  ["half of an emoji goes", "a\uD83Db", "ab"],
  ["braces are set apart", "{{{DATE(x)}}}", "{ { {DATE(x)}}}"],
  ["decomposed letters are composed", "e\u0301", "é"],
  ["letters kept apart by an invisible mark are composed", "e\u200D\u0301", "é"],
  ["stacked marks end after five", `o${"\u0316".repeat(9)}`, `o${"\u0316".repeat(5)}`],
])("%s", (_, text, shown) => {
  expect(plain(text)).toBe(shown);
});

test.each([
  ["abcdef", 6, "abcdef"],
  ["abcdefg", 6, "abcde…"],
  ["abcd efgh", 6, "abcd…"],
  ["ab😀😀", 4, "ab…"],
])("%s is cut to %i units as %s", (text, longest, shown) => {
  expect(plain(text, longest)).toBe(shown);
});

test.each([
  ["[free](https://evil.example)", "(free)(https: //evil.example)"],
  ["<at>Everyone</at>", "(at)Everyone(/at)"],
  ["Alice Ng <alice@contoso.com>", "Alice Ng (alice@contoso.com)"],
])("%s names no link and no tag where markup may be read", (text, shown) => {
  expect(unmarked(text)).toBe(shown);
});
