import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { UserError } from "../errors.ts";
import { teamsPackage } from "../package/teams-package.ts";

export interface PackageOptions {
  readonly appId?: string | undefined;
  readonly domain: string;
  readonly website?: string | undefined;
  readonly output: string;
}

const Options = z.object({
  appId: z
    .guid("--app-id (or MICROSOFT_APP_ID) must be the application (client) id of the bot, a GUID")
    .toLowerCase(),
  domain: z.hostname("--domain must be the bot's host name, without https:// and path"),
  website: z.url({ protocol: /^https$/, error: "--website must be an https address" }).optional(),
});

/**
 * `signpost package`: writes the app package that Teams takes as an upload.
 * @throws UserError for an option that is none
 */
export async function writePackage({ output, ...given }: PackageOptions): Promise<void> {
  const appId = given.appId ?? process.env["MICROSOFT_APP_ID"]?.trim();
  const options = Options.safeParse({ ...given, appId });
  if (!options.success)
    throw new UserError(options.error.issues.map(({ message }) => `${message}.`).join("\n"));
  const { domain, website = `https://${domain}` } = options.data;
  mkdirSync(dirname(output), { recursive: true });
  writeFileSync(output, await teamsPackage({ appId: options.data.appId, domain, website }));
  console.log(
    `${output} written. Upload it in the Teams admin center: Teams apps, Manage apps, Upload new app.`,
  );
}
