import { existsSync, statSync } from "node:fs";
import { readConfig } from "../config.ts";
import { messageOf } from "../errors.ts";
import { openSqliteStore } from "../store/sqlite/open.ts";
import { version } from "../version.ts";
import { age, fullTime, number, plural } from "../views/words.ts";

interface Finding {
  readonly ok: boolean;
  readonly text: string;
}

/** `signpost doctor`: looks at what Signpost depends on and says what to do. Returns the exit status. */
export async function doctor(options: { store: string }, now: Date): Promise<number> {
  const findings = [node(), configuration(), ...(await storeFindings(options.store, now))];
  console.log(`Signpost ${version}`);
  for (const { ok, text } of findings) console.log(`${ok ? "ok  " : "FIX "} ${text}`);
  return findings.every((finding) => finding.ok) ? 0 : 1;
}

function node(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const ok = major > 20 || (major === 20 && minor >= 19);
  return {
    ok,
    text: ok ? `Node ${process.version}` : `Node ${process.version} is too old: install 20.19 or newer.`,
  };
}

function configuration(): Finding {
  try {
    const config = readConfig(process.env);
    return {
      ok: true,
      text:
        config.credentials === undefined
          ? "Configuration: local mode, no authentication"
          : "Configuration: complete",
    };
  } catch (error) {
    return { ok: false, text: `${messageOf(error)}\n     (For a try without credentials: npm start.)` };
  }
}

async function storeFindings(path: string, now: Date): Promise<Finding[]> {
  if (!existsSync(path))
    return [{ ok: false, text: `Store: ${path} does not exist yet. Make it with: signpost import FILE` }];
  try {
    const store = openSqliteStore({ path, readonly: true });
    const coverage = await store.coverage();
    await store.close();
    const size = statSync(path).size / 1_048_576;
    const broken = coverage.quarantined.reduce((sum, { records }) => sum + records, 0);
    return [
      { ok: true, text: `Store: ${path}, ${size.toFixed(1)} MiB, ${plural(coverage.signIns, "sign-in")}` },
      coverage.newest === undefined
        ? { ok: false, text: "Data: none. Import some: signpost import FILE" }
        : {
            ok: true,
            text: `Data: newest record ${fullTime(coverage.newest, "UTC")}, ${age(coverage.newest, now.getTime())} old`,
          },
      {
        ok: broken === 0,
        text:
          broken === 0
            ? "Quarantine: empty"
            : `Quarantine: ${plural(broken, "record")} could not be read (${coverage.quarantined.map(({ reason, records }) => `${number(records)} × ${reason}`).join(", ")}). They are kept; a newer version may read them.`,
      },
    ];
  } catch (error) {
    return [{ ok: false, text: `Store: ${messageOf(error)}` }];
  }
}
