import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hold } from "./generator/held.ts";
import { startChild } from "./processes/child.ts";
import type { SyncResult, SyncTask, Way } from "./processes/sync.ts";

const ways: readonly Way[] = ["Microsoft Graph", "Event Hubs", "import of files"];
/** What takes no more memory for four times as many is bounded. */
const sizes = [50_000, 200_000];
/** What Microsoft allows of Microsoft Graph: five pages of a thousand in ten seconds. */
const allowedPerSecond = 500;

/**
 * What reading from Microsoft Graph and from Event Hubs costs apart from waiting for them: records parsed, read and stored
 * with their cursors, beside the import of files with the same records. Each in a process of its own.
 */
export async function syncBench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "signpost-bench-sync-"));
  try {
    console.log("Reading by itself, without waiting for the network\n");
    console.log("| way | sign-ins | a second | beside the import | most memory |");
    console.log("| --- | --- | --- | --- | --- |");
    for (const records of sizes) {
      const data = join(folder, String(records));
      mkdirSync(data);
      await hold(data, { records, seed: "signpost" });
      const results = new Map<string, SyncResult>();
      for (const [at, way] of ways.entries()) {
        const child = startChild<SyncTask, SyncResult>("sync.ts");
        const result = await child.ask({ way, folder: data, path: join(folder, `${records}-${at}.db`) });
        await child.end();
        if (result.stored !== records)
          throw new Error(`${result.stored} of ${records} were stored by ${way}`);
        results.set(way, result);
      }
      const perSecond = (way: string): number => records / ((results.get(way)?.milliseconds ?? 0) / 1_000);
      for (const [way, { peakBytes }] of results) {
        const beside = (perSecond(way) / perSecond("import of files")).toFixed(2);
        const memory = `${Math.round(peakBytes / 1_048_576)} MiB`;
        console.log(`| ${way} | ${records} | ${Math.round(perSecond(way))} | ${beside} | ${memory} |`);
      }
    }
    console.log(`| what Microsoft Graph allows | | ${allowedPerSecond} | | |\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
