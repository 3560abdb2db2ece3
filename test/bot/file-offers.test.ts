import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Activity } from "botbuilder";
import fc from "fast-check";
import nock from "nock";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { createFileOffers } from "../../src/bot/file-offers.ts";
import { createFileShelf, type FileShelf } from "../../src/bot/file-shelf.ts";
import { UploadInfo } from "../../src/bot/onedrive-upload.ts";
import type { ExportView } from "../../src/views/view.ts";
import { temporaryFolder } from "../cli/signpost.ts";
import {
  collectLog,
  credentials,
  person,
  playMicrosoft,
  startTestBot,
  teamsMessage,
  type Sent,
  type TestBot,
} from "./teams.ts";

/** Exports that Teams takes to the asker's OneDrive, if they consent. */

const oneDrive = "https://contoso-my.sharepoint.com";
const other = "cccccccc-cccc-4ddd-8eee-ffffffffffff";
/** Larger than one part. */
const content = randomBytes(11_000_000);
const place = temporaryFolder();
let folder: string;
let sent: Sent[];
let shelf: FileShelf;
let bot: TestBot;
let recorded: string[];
let puts: { range: string; bytes: Buffer; authorization: unknown }[];
/** What OneDrive answers to the next parts; 202 or 201 when there is nothing. */
let answers: number[];

const view = (offer: string): ExportView => ({
  card: "export",
  title: "Export",
  range: "",
  notes: [],
  headline: "14 failures as CSV.",
  coverage: [],
  buttons: [],
  file: "SignIns.csv",
  lines: [],
  offer,
});

const attachments = (type: string): Record<string, never>[] =>
  sent
    .flatMap(({ activity }) => (activity["attachments"] as Record<string, never>[] | undefined) ?? [])
    .filter((one) => String(one["contentType"]).endsWith(type));
const summaries = (): unknown[] => sent.flatMap(({ activity }) => activity["summary"] ?? []);

const consent = (offer: string, changes: object = {}, action = "accept"): Record<string, unknown> =>
  teamsMessage({
    type: "invoke",
    name: "fileConsent/invoke",
    text: undefined,
    value: {
      type: "fileUpload",
      action,
      context: { offer },
      uploadInfo: {
        contentUrl: `${oneDrive}/personal/alice/Documents/SignIns.csv`,
        uploadUrl: `${oneDrive}/upload/session?guid=secret-of-the-session`,
        name: "SignIns.csv",
        uniqueId: "1150D938-8870-4044-9F2C-5BBDEBA70C8C",
        fileType: "csv",
      },
    },
    ...changes,
  });

const eventually = (check: () => void): Promise<void> => vi.waitFor(check, 10_000);

async function offered(): Promise<string> {
  await eventually(() => expect(attachments("file.consent")).toHaveLength(1));
  const [card] = attachments("file.consent") as unknown as {
    content: { acceptContext: { offer: string } };
  }[];
  return card?.content.acceptContext.offer ?? "";
}

beforeAll(() => {
  ({ sent } = playMicrosoft());
});
beforeEach(async () => {
  folder = join(place.path, "files");
  sent.length = 0;
  recorded = [];
  puts = [];
  answers = [];
  nock(oneDrive)
    .persist()
    .put(/^\/upload\/session/)
    .reply(function reply() {
      const range = String(this.req.headers["content-range"]);
      const bytes = (this.req as unknown as { requestBodyBuffers?: Buffer[] }).requestBodyBuffers ?? [];
      const status = answers.shift();
      if (status !== undefined) return [status, {}];
      puts.push({
        range,
        bytes: Buffer.concat(bytes),
        authorization: this.req.headers["authorization"],
      });
      const [, last, all] = /-(\d+)\/(\d+)$/.exec(range) ?? [];
      return [Number(last) + 1 === Number(all) ? 201 : 202, {}];
    });
  shelf = createFileShelf();
  await start();
});
afterEach(() => bot.close());
afterAll(() => {
  place.remove();
  nock.cleanAll();
  nock.enableNetConnect();
});

async function start(): Promise<void> {
  bot = await startTestBot({
    credentials,
    shelf,
    offersFolder: folder,
    recordFile: async (owner, name) => void recorded.push(`${owner} ${name}`),
    answer: async ({ asker, text }) =>
      view(
        shelf.put(
          {
            name: "SignIns.csv",
            contentType: "text/csv",
            async *content(signal) {
              if (text.includes("hanging")) await setTimeout(60_000, undefined, { signal });
              if (text.includes("broken")) throw new Error("the store broke");
              yield content.subarray(0, 5_000_000);
              yield content.subarray(5_000_000);
              if (text.includes("large")) for (let i = 0; i < 20; i++) yield content;
            },
          },
          asker.id,
        ),
      ),
  });
}

test("a file is offered with its size, carried part by part when its asker consents, and shown", async () => {
  await bot.post(teamsMessage({ text: "export failures" }));
  const offer = await offered();
  const [card] = attachments("file.consent");
  expect(card).toMatchObject({ name: "SignIns.csv", content: { sizeInBytes: content.length } });
  const response = await bot.post(consent(offer));
  expect(response.status).toBe(200);
  await eventually(() => expect(attachments("file.info")).toHaveLength(1));
  expect(puts.map(({ range }) => range)).toEqual([
    "bytes 0-10485759/11000000",
    "bytes 10485760-10999999/11000000",
  ]);
  expect(Buffer.concat(puts.map(({ bytes }) => bytes)).equals(content)).toBe(true);
  expect(puts.map(({ authorization }) => authorization)).toEqual([undefined, undefined]);
  expect(recorded).toEqual([`${person} SignIns.csv`]);
});

test("who presses twice gets one file", async () => {
  await bot.post(teamsMessage({ text: "export failures" }));
  const offer = await offered();
  await Promise.all([bot.post(consent(offer)), bot.post(consent(offer))]);
  await eventually(() => expect(attachments("file.info")).toHaveLength(1));
  await eventually(() => expect(summaries()).toContain("This file is not there any more."));
  expect(puts).toHaveLength(2);
});

test.each([[[503]], [[429, 500]], [[408, 502, 504]]])("a part is put again after %j", async (faults) => {
  answers.push(...faults);
  await bot.post(teamsMessage({ text: "export failures" }));
  await bot.post(consent(await offered()));
  await eventually(() => expect(attachments("file.info")).toHaveLength(1));
  expect(Buffer.concat(puts.map(({ bytes }) => bytes)).equals(content)).toBe(true);
});

test("a session that is over is told with a reference, and its address is in no log", async () => {
  answers.push(404);
  await bot.post(teamsMessage({ text: "export failures" }));
  await bot.post(consent(await offered()));
  await eventually(() => expect(summaries()).toContainEqual(expect.stringMatching(/\(ref \w{4}\)/)));
  expect(JSON.stringify(bot.lines)).not.toContain("secret-of-the-session");
  expect(attachments("file.info")).toEqual([]);
});

test("nobody else can take it, and it waits on for its asker", async () => {
  await bot.post(teamsMessage({ text: "export failures" }));
  const offer = await offered();
  await bot.post(consent(offer, { from: { id: "29:mallory", name: "x", aadObjectId: other } }));
  await eventually(() => expect(summaries()).toContain("This file is not there any more."));
  expect(puts).toEqual([]);
  await bot.post(consent(offer));
  await eventually(() => expect(attachments("file.info")).toHaveLength(1));
});

test("who declines is left alone, and the file goes", async () => {
  await bot.post(teamsMessage({ text: "export failures" }));
  const offer = await offered();
  await bot.post(consent(offer, {}, "decline"));
  await bot.post(consent(offer));
  await eventually(() => expect(summaries()).toContain("This file is not there any more."));
  expect([puts, recorded]).toEqual([[], []]);
});

test.each([
  ["export large", /larger than 200 MB/],
  ["export broken", /could not be handed over \(ref/],
])("%s: nothing is offered, and it is said", async (text, said) => {
  await bot.post(teamsMessage({ text }));
  await eventually(() => expect(summaries()).toContainEqual(expect.stringMatching(said)));
  expect(attachments("file.consent")).toEqual([]);
});

test("what waits is readable by the service alone, and nothing is left on the disk", async () => {
  await bot.post(teamsMessage({ text: "export failures" }));
  await offered();
  const [file = ""] = readdirSync(folder);
  expect([statSync(folder).mode & 0o077, statSync(join(folder, file)).mode & 0o077]).toEqual([0, 0]);
  await bot.close();
  expect(existsSync(folder)).toBe(false);
});

test("what a process left that was killed is removed at the next start", async () => {
  await bot.close();
  mkdirSync(folder);
  writeFileSync(join(folder, "left"), "sign-ins");
  await start();
  expect(existsSync(folder)).toBe(false);
});

test("of one person few files are made, and few wait", async () => {
  for (let index = 0; index < 3; index++) {
    await bot.post(teamsMessage({ text: "export failures" }));
    await eventually(() => expect(attachments("file.consent")).toHaveLength(index + 1));
  }
  await bot.post(teamsMessage({ text: "export failures" }));
  await eventually(() => expect(attachments("file.consent")).toHaveLength(4));
  expect(readdirSync(folder)).toHaveLength(3);
  const slow = Array.from({ length: 5 }, () => bot.post(teamsMessage({ text: "export hanging" })));
  await Promise.all(slow);
  await eventually(() =>
    expect(summaries().filter((text) => String(text).startsWith("I am still making"))).toHaveLength(2),
  );
});

test("a failure that cannot be told ends nothing", async () => {
  const { log, lines } = collectLog();
  const offers = createFileOffers({
    render: () => ({}),
    summarise: () => "",
    shelf,
    folder,
    log,
    record: async () => {},
    chats: { write: async () => Promise.reject(new Error("the state file is full")) },
  });
  offers.heed(consent("nonsense") as unknown as Activity);
  await eventually(() => expect(lines).toHaveLength(2));
  await offers.close();
});

test("files go to SharePoint alone", () => {
  const info = { contentUrl: `${oneDrive}/a`, name: "a", uniqueId: "u", fileType: "csv" };
  const allowed = ["https://contoso-my.sharepoint.com/x", "https://a.b.sharepoint.us/x"];
  for (const uploadUrl of allowed) expect(UploadInfo.safeParse({ ...info, uploadUrl }).success).toBe(true);
  const bad = fc.oneof(
    fc.constantFrom(
      "http://contoso.sharepoint.com/x",
      "https://sharepoint.com.evil.example/x",
      "https://evilsharepoint.com/x",
      "https://contoso.sharepoint.com@evil.example/x",
      "https://169.254.169.254/metadata",
      "file:///etc/passwd",
      "",
    ),
    fc.webUrl(),
  );
  fc.assert(
    fc.property(bad, (uploadUrl) => {
      expect(UploadInfo.safeParse({ ...info, uploadUrl }).success).toBe(false);
    }),
  );
});
