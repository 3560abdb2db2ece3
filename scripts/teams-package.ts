import { readFileSync } from "node:fs";
import { strToU8, zipSync } from "fflate";
import { version } from "../src/version.ts";

/** What the Teams app of one organisation differs in. */
export interface TeamsApp {
  /** Application (client) id of the bot, a GUID. */
  readonly appId: string;
  /** Host name under which Azure Bot Service reaches the bot, e.g. "signpost.contoso.com". */
  readonly domain: string;
  /** https address of the page about this app in the organisation. */
  readonly website: string;
}

const folder = new URL("../manifest/", import.meta.url);

/** The app package that Teams takes as an upload: manifest and icons, zipped. The same input gives the same bytes. */
export function teamsPackage(app: TeamsApp): Uint8Array {
  return zipSync(
    {
      "manifest.json": strToU8(filledManifest(app)),
      "color.png": readFileSync(new URL("color.png", folder)),
      "outline.png": readFileSync(new URL("outline.png", folder)),
    },
    { mtime: new Date(2026, 0, 1) },
  );
}

/**
 * The text of manifest.json with its placeholders filled.
 * @throws where the template names a placeholder that is not known
 */
export function filledManifest({ appId, domain, website }: TeamsApp): string {
  const values = new Map([
    ["BOT_ID", appId],
    ["BOT_DOMAIN", domain],
    ["WEBSITE", website],
    ["VERSION", version],
  ]);
  return readFileSync(new URL("manifest.json", folder), "utf8").replaceAll(
    /\$\{\{([^}]*)\}\}/g,
    (_, name: string) => {
      const value = values.get(name);
      if (value === undefined) throw new Error(`manifest.json has an unknown placeholder: ${name}`);
      return JSON.stringify(value).slice(1, -1);
    },
  );
}
