import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { signInTypes } from "../src/signin/sign-in.ts";
import type { Clock } from "../src/sync/clock.ts";
import type { GraphPages } from "../src/sync/graph-pages.ts";
import { createSync, importSources, openInThreads } from "./engines/signpost.ts";
import { end, start } from "./generator/data-set.ts";
import { recordsOf } from "./generator/records.ts";

const records = 50_000;
const pageRecords = 1_000;
/** What Microsoft allows: five pages of a thousand in ten seconds. */
const allowedPerSecond = 500;

interface Held {
  readonly type: string;
  readonly at: number;
  readonly text: string;
}

/**
 * What reading from Microsoft Graph costs apart from waiting for it: pages parsed, read and stored with their cursors,
 * beside the import of a file with the same records.
 */
export async function syncBench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "signpost-bench-sync-"));
  try {
    const held = heldRecords();
    const file = join(folder, "records.jsonl");
    const written = createWriteStream(file);
    for (const { text } of held) if (!written.write(`${text}\n`)) await once(written, "drain");
    written.end();
    await once(written, "finish");

    const synced = await timed(join(folder, "sync.db"), async (store) => {
      const log = { debug: none, info: none, warn: none, error: none };
      const sync = createSync({ store, pages: pagesOf(held), clock, log, days: 31, interval: Infinity });
      const results = await sync.round(new AbortController().signal);
      return results.reduce((sum, result) => sum + result.new, 0);
    });
    const imported = await timed(join(folder, "import.db"), async (store) => {
      return (await importSources([file], store)).new;
    });
    if (synced.stored !== records || imported.stored !== records)
      throw new Error(`stored ${synced.stored} by sync and ${imported.stored} by import, not ${records}`);
    const perSecond = ({ milliseconds }: { milliseconds: number }): number =>
      Math.round(records / (milliseconds / 1_000));
    console.log(`Reading from Microsoft Graph without waiting for it, ${records} sign-ins\n`);
    console.log("| way | sign-ins a second | beside the import |\n| --- | --- | --- |");
    for (const [name, one] of [
      ["sync", synced],
      ["import of a file", imported],
    ] as const)
      console.log(`| ${name} | ${perSecond(one)} | ${(perSecond(one) / perSecond(imported)).toFixed(2)} |`);
    console.log(`| what Microsoft allows | ${allowedPerSecond} | |\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const none = (): void => {};
const clock: Clock = { now: () => end, sleep: async () => {} };

/** Newest first, as Graph has them. */
function heldRecords(): readonly Held[] {
  const { recordAt, signInAt } = recordsOf({ records, seed: "signpost" });
  return Array.from({ length: records }, (_, index): Held => {
    const { type, createdDateTime } = signInAt(index);
    return { type, at: Date.parse(createdDateTime), text: JSON.stringify(recordAt(index)) };
  }).sort((a, b) => b.at - a.at);
}

/** The pages as texts, which are parsed as a response would be. */
function pagesOf(held: readonly Held[]): GraphPages {
  const byType = new Map(signInTypes.map((type) => [type, held.filter((one) => one.type === type)]));
  return {
    now: () => end,
    async *read(type, [from, to]) {
      const found = (byType.get(type) ?? []).filter(({ at }) => at >= Math.max(from, start) && at < to);
      for (let first = 0; first === 0 || first < found.length; first += pageRecords) {
        const texts = found.slice(first, first + pageRecords).map(({ text }) => text);
        yield { records: JSON.parse(`[${texts.join(",")}]`) as unknown[], at: end };
      }
    },
  };
}

type Opened = Awaited<ReturnType<typeof openInThreads>>["store"];

async function timed(
  path: string,
  work: (store: Opened) => Promise<number>,
): Promise<{ readonly stored: number; readonly milliseconds: number }> {
  const { store } = await openInThreads(path, "import");
  const begun = performance.now();
  const stored = await work(store);
  const milliseconds = performance.now() - begun;
  await store.close();
  return { stored, milliseconds };
}
