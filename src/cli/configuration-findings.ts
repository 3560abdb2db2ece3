import { readConfig } from "../config.ts";
import { misspelt, oddities, readConfigFile } from "../config-file.ts";
import { messageOf } from "../errors.ts";
import { listed, plural } from "../views/words.ts";
import type { StoreAddress } from "../store/address.ts";
import type { Finding } from "./finding.ts";

type Environment = Record<string, string | undefined>;

/** Whether this Node.js will do. */
export function nodeFinding(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const isNewEnough = major > 20 || (major === 20 && minor >= 19);
  return isNewEnough
    ? { level: "ok", text: `Node ${process.version}` }
    : { level: "FIX", text: `Node ${process.version} is too old: install 20.19 or newer.` };
}

/** The file that settings come from, and what is odd about it. */
export function configFileFindings(env: Environment): Finding[] {
  const file = readConfigFile(env);
  const wrong = misspeltIn(env).map(([name, meant]): Finding => ({
    level: "note",
    text: `Settings: the environment sets ${name}. Was ${meant} meant?`,
  }));
  if (file === undefined) return wrong;
  return [
    ...wrong,
    { level: "ok", text: `Settings: from ${file.path}, unless the environment sets them` },
    ...oddities(file).map((text): Finding => ({ level: "note", text: `Settings: ${text}` })),
  ];
}

/** Names of the environment that are nearly settings: others may have set them for something else. */
export function misspeltIn(env: Environment): (readonly [name: string, meant: string])[] {
  return Object.keys(env).flatMap((name) => {
    const meant = misspelt(name);
    // Short names are near many things.
    return meant === undefined || name.length < 8 ? [] : [[name, meant] as const];
  });
}

/** Settings of another store than the one that is used. */
export function unusedFindings(store: StoreAddress, env: Environment): Finding[] {
  if ((env["CLICKHOUSE_PASSWORD"] ?? "").trim() === "") return [];
  if (store.kind !== "clickhouse")
    return [{ level: "note", text: "Settings: CLICKHOUSE_PASSWORD is set, and the store is no ClickHouse" }];
  if (new URL(store.url).password === "") return [];
  return [
    {
      level: "note",
      text: "Settings: CLICKHOUSE_PASSWORD is not used, since the address of the store has a password",
    },
  ];
}

/** Whether the settings are complete, and whom they let see the whole tenant. */
export function configurationFindings(env: Environment): Finding[] {
  try {
    const { credentials, readers, readerGroups, readerRoles } = readConfig(env);
    if (credentials === undefined)
      return [{ level: "ok", text: "Configuration: local mode, no authentication" }];
    const complete: Finding = { level: "ok", text: "Configuration: complete" };
    const who = [
      readerRoles ? "whoever holds a role that may read sign-in logs in Entra" : "",
      readers.length > 0 ? plural(readers.length, "person", "people") : "",
      readerGroups.length > 0 ? `members of ${plural(readerGroups.length, "group")}` : "",
    ].filter((part) => part !== "");
    if (who.length > 0)
      return [complete, { level: "ok", text: `Readers of the whole tenant: ${listed(who)}` }];
    const nobody =
      "Readers: nobody can see the sign-ins of the whole tenant, everyone only their own. Set READER_ROLES=on, or READERS to the Entra object ids of those who may, separated by commas.";
    return [complete, { level: "note", text: nobody }];
  } catch (error) {
    return [{ level: "FIX", text: `${messageOf(error)}\n     (For a try without credentials: npm start.)` }];
  }
}
