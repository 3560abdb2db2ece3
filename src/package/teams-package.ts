import { readFileSync } from "node:fs";
import { buffer } from "node:stream/consumers";
import { ZipFile } from "yazl";
import { commands } from "../commands/commands.ts";
import { version } from "../version.ts";

/** What the Teams app of one organisation differs in. */
export interface TeamsApp {
  /** Application (client) id of the bot, a GUID. */
  readonly appId: string;
  /** Host name under which Azure Bot Service reaches the bot, e.g. "signpost.contoso.com". */
  readonly domain: string;
  /** https address of the page about this app in the organisation. */
  readonly website: string;
}

const folder = new URL("../../manifest/", import.meta.url);

/** The app package that Teams takes as an upload: manifest and icons, zipped. The same input gives the same bytes. */
export async function teamsPackage(app: TeamsApp): Promise<Buffer> {
  const zip = new ZipFile();
  const files = {
    "manifest.json": Buffer.from(filledManifest(app)),
    "color.png": readFileSync(new URL("color.png", folder)),
    "outline.png": readFileSync(new URL("outline.png", folder)),
  };
  for (const [name, content] of Object.entries(files)) zip.addBuffer(content, name, { mtime });
  zip.end();
  return buffer(zip.outputStream);
}

/** The same for every package, so that two of one app are equal. */
const mtime = new Date(2026, 0, 1);

/**
 * The text of manifest.json with its placeholders filled, and the menu of each scope made of the commands.
 * @throws where the template names a placeholder that is not known
 */
export function filledManifest(app: TeamsApp): string {
  const manifest = JSON.parse(withValues(app)) as { bots: { commandLists: { commands: unknown }[] }[] };
  for (const list of manifest.bots.flatMap(({ commandLists }) => commandLists)) list.commands = menu();
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

/** The menu that Teams shows above the box one writes in. Source: schema of the manifest, `commandLists`. */
function menu(): { title: string; description: string }[] {
  return commands
    .flatMap((command) => command.menu ?? [])
    .map(({ title, what, example }) => ({ title, description: `${what} Example: ${example}` }));
}

function withValues({ appId, domain, website }: TeamsApp): string {
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
