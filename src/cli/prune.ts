import { readRetention } from "../config.ts";
import { UserError } from "../errors.ts";
import type { StoreAddress } from "../store/address.ts";
import type { Store } from "../store/store.ts";
import { fullTime, number, plural } from "../views/words.ts";
import { type OwnAddress, writable } from "./only-read.ts";
import { openOwn } from "./own-store.ts";
import { progressBar } from "./progress.ts";
import { keptFrom, removeOld } from "./retention.ts";

export interface PruneOptions {
  readonly store: StoreAddress;
  readonly days?: number | undefined;
  readonly dryRun?: true | undefined;
}

/** `signpost prune`: removes what is older than it is to be kept, or says what that would be. */
export async function prune({ store: named, days, dryRun }: PruneOptions, now: Date): Promise<void> {
  const address = writable(named, {
    loganalytics: "How long sign-ins are kept is set there: the retention of its tables.",
    adx: "How long sign-ins are kept is set there: the retention policy of its tables.",
  });
  const before = keptFrom(days ?? readRetention(process.env), now.getTime());
  if (before === undefined) {
    throw new UserError(
      "Sign-ins are kept for good: RETENTION_DAYS is 0, or not set with AUTH=off. Say how many days to keep with --days.",
    );
  }
  const store = await openOwn(address, { readonly: dryRun === true });
  try {
    await (dryRun === true ? tell(store, before) : remove(store, address.kind, before));
    if (dryRun !== true && address.kind === "sqlite")
      console.log("The file keeps its size: new sign-ins take the room.");
  } finally {
    await store.close();
  }
}

async function tell(store: Store, before: number): Promise<void> {
  const { counts, facets, first } = await store.summarise(
    { where: [], to: before },
    { facets: ["type"], limit: 4, distinct: [] },
  );
  console.log(
    `${plural(counts.signIns, "sign-in")} of before ${fullTime(before, "UTC")} would be removed${first === undefined ? "." : `, the oldest from ${fullTime(first, "UTC")}:`}`,
  );
  for (const { values, counts: of } of facets.type ?? [])
    console.log(`  ${number(of.signIns)} × ${values[0]?.key}`);
}

async function remove(store: Store, kind: OwnAddress["kind"], before: number): Promise<void> {
  const { counts } = await store.summarise({ where: [], to: before }, { facets: [], limit: 0, distinct: [] });
  const bar = progressBar("Removing");
  try {
    const removed = await removeOld(store, before, {
      kind,
      onProgress: (done) => bar.update(done, counts.signIns, `${number(done)} sign-ins`),
    });
    bar.stop();
    console.log(`Removed ${plural(removed, "sign-in")} of before ${fullTime(before, "UTC")}.`);
  } finally {
    bar.stop();
  }
}
