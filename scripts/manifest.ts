// Writes dist/signpost-teams.zip, the app package for Teams:
//   npm run manifest -- --app-id GUID --domain HOST [--website URL]
import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { z } from "zod";
import { teamsPackage } from "./teams-package.ts";

const usage = "Usage: npm run manifest -- --app-id GUID --domain HOST [--website https://…]";

const Options = z.object({
  "app-id": z.guid("--app-id must be the application (client) id of the bot, a GUID").toLowerCase(),
  domain: z.hostname("--domain must be the bot's host name, without https:// and path"),
  website: z.url({ protocol: /^https$/, error: "--website must be an https address" }).optional(),
});

const target = new URL("../dist/signpost-teams.zip", import.meta.url);
const options = Options.safeParse(readArguments());
if (options.success) {
  const { "app-id": appId, domain, website = `https://${domain}` } = options.data;
  mkdirSync(new URL(".", target), { recursive: true });
  writeFileSync(target, teamsPackage({ appId, domain, website }));
  console.log("dist/signpost-teams.zip written. Upload it in Teams: Apps, Manage your apps, Upload an app.");
} else {
  console.error([...options.error.issues.map(({ message }) => `${message}.`), usage].join("\n"));
  process.exitCode = 2;
}

function readArguments(): object {
  const option = { type: "string" } as const;
  try {
    return parseArgs({ options: { "app-id": option, domain: option, website: option } }).values;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return {};
  }
}
