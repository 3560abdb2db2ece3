import { readRetention } from "../config.ts";
import { UserError } from "../errors.ts";
import { importSources, type ImportResult } from "../ingest/import.ts";
import type { StoreAddress } from "../store/address.ts";
import { number, plural } from "../views/words.ts";
import { openStore } from "./open-store.ts";
import { openToFill } from "./own-store.ts";
import { progressBar } from "./progress.ts";
import { countOld } from "./retention.ts";

/** `signpost import PATH…`: reads files, folders and standard input into the store. Returns the exit status. */
export async function importFiles(
  paths: readonly string[],
  options: { store: StoreAddress; json?: true | undefined },
): Promise<number> {
  const retentionDays = readRetention(process.env);
  const store = await openToFill(options.store);
  const bar = progressBar("Importing");
  const stop = new AbortController();
  process.once("SIGINT", () =>
    stop.abort(new UserError("Stopped. What was read so far is kept; import again to go on.")),
  );
  try {
    const result = await importSources(paths, store, {
      onProgress: ({ bytes, totalBytes, records }) =>
        bar.update(bytes, totalBytes ?? bytes, `${number(records)} records`),
      signal: stop.signal,
    });
    bar.stop();
    const print = options.json === true ? console.error : console.log;
    report(result, print);
    await noteOld(options.store, retentionDays, print);
    if (options.json === true) {
      const { read, new: added, updated, unchanged, quarantined } = result;
      console.log(JSON.stringify({ read, new: added, updated, unchanged, quarantined }));
    }
    return result.files.some((file) => file.error !== undefined) ? 2 : 0;
  } finally {
    bar.stop();
    await store.close();
  }
}

/** Old sign-ins are read like any others; that they will not stay is said here. */
async function noteOld(address: StoreAddress, days: number, print: (line: string) => void): Promise<void> {
  const store = await openStore(address, { readonly: true });
  const { signIns } = await countOld(store, days, Date.now());
  await store.close();
  if (signIns > 0) {
    print(
      `The store has ${plural(signIns, "sign-in")} older than ${plural(days, "day")}: "signpost serve" removes them, unless RETENTION_DAYS says otherwise.`,
    );
  }
}

function report(result: ImportResult, print: (line: string) => void): void {
  for (const file of result.files) {
    if (file.error === undefined)
      print(`${file.name}: ${file.format ?? "no format"}, ${plural(file.read, "record")}`);
    else console.error(`${file.name}: ${file.error.message}`);
  }
  for (const name of result.skipped) print(`${name}: skipped, its name ends like no log`);
  print(
    `Read ${number(result.read)}: ${number(result.new)} new, ${number(result.updated)} updated, ${number(result.unchanged)} unchanged, ${number(result.quarantined)} quarantined.`,
  );
  for (const { reason, records, first } of result.reasons)
    print(`  ${number(records)} × ${reason} (first: ${first})`);
}
