import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import Ajv from "ajv-draft-04";
import { unzipSync, strFromU8 } from "fflate";
import { expect, test } from "vitest";
import { z } from "zod";
import { filledManifest, teamsPackage } from "../src/package/teams-package.ts";
import { describe } from "../src/question/describe.ts";
import { signpostHere as signpost } from "./cli/in-process.ts";
import { temporaryFolder } from "./cli/signpost.ts";
import { parse, type Context } from "../src/question/parse/parse.ts";

const app = {
  appId: "11111111-2222-4333-8444-555555555555",
  domain: "signpost.contoso.com",
  website: "https://intranet.contoso.com/signpost",
};

const Manifest = z.object({
  $schema: z.string(),
  manifestVersion: z.string(),
  id: z.string(),
  developer: z.record(z.string(), z.string()),
  validDomains: z.array(z.string()),
  bots: z.tuple([
    z.object({
      botId: z.string(),
      scopes: z.array(z.string()),
      commandLists: z.array(
        z.object({ commands: z.array(z.object({ title: z.string(), description: z.string() })) }),
      ),
    }),
  ]),
});

const text = filledManifest(app);
const packaged = await teamsPackage(app);
const manifest = Manifest.parse(JSON.parse(text));
const [bot] = manifest.bots;
const commands = bot.commandLists.flatMap((list) => list.commands);

test("the manifest is valid by the schema that it names", () => {
  const path = `teams/v${manifest.manifestVersion}/MicrosoftTeams.schema.json`;
  expect(manifest.$schema).toBe(`https://developer.microsoft.com/json-schemas/${path}`);
  const schemas = createRequire(import.meta.url).resolve("@microsoft/app-manifest/package.json");
  const schema = JSON.parse(
    readFileSync(new URL(`build/json-schemas/${path}`, `file://${schemas}`), "utf8"),
  ) as object;
  const formats = { uri: (uri: string) => URL.canParse(uri) };
  const ajv = new Ajv.default({ strict: false, allErrors: true, formats });
  const validate = ajv.compile(schema);
  validate(JSON.parse(text));
  expect(validate.errors ?? []).toEqual([]);
});

test("every placeholder is filled", () => {
  expect(text).not.toContain("${{");
  expect([manifest.id, bot.botId]).toEqual([app.appId, app.appId]);
  expect(manifest.validDomains).toEqual([app.domain]);
});

test("the pages of the developer are reached by https", () => {
  const urls = Object.entries(manifest.developer).filter(([name]) => name.endsWith("Url"));
  expect(urls.map(([, url]) => url)).toEqual([app.website, app.website, app.website]);
});

test("the bot is offered in personal chats, teams and group chats", () => {
  expect(bot.scopes).toEqual(["personal", "team", "groupChat"]);
});

test("the menus keep the limits of every version of Teams", () => {
  for (const list of bot.commandLists) expect(list.commands.length).toBeLessThanOrEqual(10);
  for (const { title, description } of commands) {
    expect(title.length).toBeLessThanOrEqual(32);
    expect(description.length).toBeLessThanOrEqual(128);
  }
});

const context: Context = {
  now: new Date("2026-11-20T10:00:00Z"),
  timezone: "Europe/Berlin",
  weekStart: "monday",
  locale: "en-GB",
};

test.each(commands.map(({ title, description }) => [title, description]))(
  "the menu entry “%s” begins the example of its description, which is understood: %s",
  (title, description) => {
    const [, example = ""] = /Example: (.+)$/.exec(description) ?? [];
    expect(`${example} `.startsWith(`${title} `)).toBe(true);
    const question = parse(example, context);
    expect(question.notUnderstood).toEqual([]);
    expect(parse(describe(question), context)).toEqual(question);
  },
);

test.each([
  ["color.png", 192],
  ["outline.png", 32],
])("%s is a square of %i pixels", (name, size) => {
  const header = new DataView(unzipSync(packaged)[name]?.buffer ?? new ArrayBuffer(24));
  expect(header.getUint32(0)).toBe(0x89504e47);
  expect([header.getUint32(16), header.getUint32(20)]).toEqual([size, size]);
});

test("the outline has a transparent ground", () => {
  const [colourType] = (unzipSync(packaged)["outline.png"] ?? new Uint8Array()).subarray(25);
  expect(colourType).toBe(6);
});

test("the package holds the manifest and the icons that it names, the same at every time", async () => {
  const files = unzipSync(packaged);
  expect(Object.keys(files).sort()).toEqual(["color.png", "manifest.json", "outline.png"]);
  expect(strFromU8(files["manifest.json"] ?? new Uint8Array())).toBe(text);
  expect(await teamsPackage(app)).toEqual(packaged);
});

test("the terminal writes the package, and says what is wrong with what it is given", async () => {
  const folder = temporaryFolder();
  const run = (...args: string[]) => signpost(["package", ...args], { cwd: folder.path, env: {} });
  const good = ["--app-id", app.appId.toUpperCase(), "--domain", app.domain, "--website", app.website];
  expect(await run(...good, "--output", "out/teams.zip")).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^out\/teams\.zip written\. Upload it/),
  });
  expect(readFileSync(`${folder.path}/out/teams.zip`)).toEqual(packaged);
  for (const [args, problem] of [
    [["--domain", app.domain], /--app-id .* must be/],
    [["--app-id", app.appId, "--domain", "https://x/"], /--domain must be/],
    [[...good.slice(0, 4), "--website", "http://x.example"], /--website must be an https address/],
  ] as const)
    expect(await run(...args)).toMatchObject({ status: 2, stderr: expect.stringMatching(problem) });
  folder.remove();
});
