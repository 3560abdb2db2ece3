import { randomBytes } from "node:crypto";
import { unzipSync } from "fflate";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { downloadOf } from "../../src/exports/download.ts";
import type { ExportFile } from "../../src/exports/export-set.ts";
import { zipOf } from "../../src/exports/zip.ts";
import { signIns as company } from "../commands/company.ts";
import { asked, filesOf, setOf, storeOf } from "./exported.ts";

async function bytesOf(content: AsyncIterable<string | Uint8Array>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of content) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

function unpacked(archive: Uint8Array): [string, string][] {
  return Object.entries(unzipSync(archive)).map(([name, bytes]) => [name, Buffer.from(bytes).toString()]);
}

async function* textsAs(texts: readonly (readonly string[])[]): AsyncGenerator<ExportFile> {
  for (const [index, pieces] of texts.entries()) {
    async function* content(): AsyncGenerator<string> {
      yield* pieces;
    }
    yield { name: `${index}.csv`, content: content() };
  }
}

test("a .zip holds every file whole, in order, whatever is in it", async () => {
  const pieces = fc.array(fc.string({ unit: "grapheme", minLength: 1 }), { maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(fc.array(pieces, { minLength: 1, maxLength: 4 }), async (texts) => {
      expect(unpacked(await bytesOf(zipOf(textsAs(texts), asked)))).toEqual(
        texts.map((text, index) => [`${index}.csv`, text.join("")]),
      );
    }),
    { numRuns: 50 },
  );
});

test("a download is a .zip of the files, or the file where there is only one; each call makes it anew", async () => {
  const store = await storeOf(company);
  const several = downloadOf(setOf(company, store, { perFile: 5 }));
  expect([several.name, several.contentType]).toEqual([
    "signpost-sign-ins-2026-03-08.zip",
    "application/zip",
  ]);
  const archive = await bytesOf(several.content());
  expect(unpacked(archive)).toEqual(Object.entries(await filesOf(company, { perFile: 5 })));
  expect((await bytesOf(several.content())).equals(archive)).toBe(true);
  const set = setOf(company.slice(0, 1), await storeOf(company.slice(0, 1)), { format: "json" });
  const one = downloadOf(set);
  expect([one.name, one.contentType]).toEqual([set.only, "application/json; charset=utf-8"]);
  expect(JSON.parse((await bytesOf(one.content())).toString())).toMatchObject([{ id: company[0]?.id }]);
});

/** Two files without end, of bytes that nothing packs smaller, and what became of them. */
function endless(): {
  files: AsyncGenerator<ExportFile>;
  made: () => number;
  ended: () => readonly string[];
} {
  let made = 0;
  const ended: string[] = [];
  async function* content(): AsyncGenerator<string> {
    try {
      for (; ; made++) yield randomBytes(64 * 1024).toString("hex");
    } finally {
      ended.push("content");
    }
  }
  async function* files(): AsyncGenerator<ExportFile> {
    try {
      for (const name of ["a.csv", "b.csv"]) yield { name, content: content() };
    } finally {
      ended.push("files");
    }
  }
  return { files: files(), made: () => made, ended: () => ended };
}

test("files are made no faster than the .zip is read", async () => {
  const { files, made } = endless();
  const archive = zipOf(files, asked);
  await archive.next();
  for (let turn = 0; turn < 1_000; turn++) await new Promise(setImmediate);
  const before = made();
  for (let turn = 0; turn < 1_000; turn++) await new Promise(setImmediate);
  expect(made()).toBe(before);
  expect(made()).toBeLessThan(20);
  await archive.return();
});

test("who stops reading a .zip ends the making of its files", async () => {
  const { files, ended } = endless();
  const archive = zipOf(files, asked);
  await archive.next();
  await archive.return();
  expect(ended()).toEqual(["content", "files"]);
});

test("a .zip of which a file breaks off is none", async () => {
  async function* content(): AsyncGenerator<string> {
    yield "half";
    throw new Error("the store is gone");
  }
  async function* files(): AsyncGenerator<ExportFile> {
    yield* textsAs([["whole"]]);
    yield { name: "half.csv", content: content() };
  }
  await expect(bytesOf(zipOf(files(), asked))).rejects.toThrow("the store is gone");
});

test.each([{ format: "json" }, { format: "csv" }] as const)(
  "a download that is cancelled reads no further (%j)",
  async (change) => {
    const store = await storeOf(company);
    let calls = 0;
    const counting = {
      ...store,
      list: (...args: Parameters<typeof store.list>) => (calls++, store.list(...args)),
    };
    const cancel = AbortSignal.abort(new Error("gone"));
    await expect(bytesOf(downloadOf(setOf(company, counting, change)).content(cancel))).rejects.toThrow(
      "gone",
    );
    expect(calls).toBeLessThanOrEqual(1);
  },
);
