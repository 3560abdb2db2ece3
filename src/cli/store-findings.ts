import { existsSync, statSync } from "node:fs";
import { readRetention } from "../config.ts";
import { messageOf } from "../errors.ts";
import { checkFile } from "../sqlite/snapshot.ts";
import { stateKind } from "../state/sqlite/open-state.ts";
import { openSqliteStore } from "../store/sqlite/open.ts";
import type { Coverage, Store } from "../store/store.ts";
import { fullTime, howOld, number, plural } from "../views/words.ts";
import type { Finding } from "./finding.ts";
import { countOld } from "./retention.ts";
import { toType } from "./to-type.ts";

/**
 * What the store holds, how fresh it is, and what goes next.
 * @param isFilled `serve` fills it by itself
 */
export async function storeFindings(path: string, now: Date, isFilled: boolean): Promise<Finding[]> {
  if (!existsSync(path))
    return [
      isFilled
        ? {
            level: "note",
            text: `Store: ${path} does not exist yet. It is made and filled by: ${toType(["serve"], path)}`,
          }
        : {
            level: "FIX",
            text: `Store: ${path} does not exist yet. Make it with: ${toType(["import", "FILE"], path)}`,
          },
    ];
  try {
    const store = openSqliteStore({ path, readonly: true });
    const coverage = await store.coverage();
    const kept = await retention(path, store, now);
    await store.close();
    const size = statSync(path).size / 1_048_576;
    const signIns = plural(coverage.signIns, "sign-in");
    return [
      { level: "ok", text: `Store: ${path}, ${size.toFixed(1)} MiB, ${signIns}` },
      newestRecord(path, coverage, now, isFilled),
      kept,
      quarantine(coverage),
    ];
  } catch (error) {
    return [{ level: "FIX", text: `Store: ${messageOf(error)}` }];
  }
}

function newestRecord(path: string, { newest }: Coverage, now: Date, isFilled: boolean): Finding {
  if (newest === undefined && isFilled)
    return { level: "note", text: `Data: none yet. It is read by: ${toType(["serve"], path)}` };
  if (newest === undefined)
    return {
      level: "FIX",
      text: `Data: none. Read some: ${toType(["sync"], path)}, or ${toType(["import", "FILE"], path)}`,
    };
  const old = howOld(newest, now.getTime());
  return { level: "ok", text: `Data: newest record ${fullTime(newest, "UTC")}, ${old}` };
}

async function retention(path: string, store: Store, now: Date): Promise<Finding> {
  const days = daysKept();
  if (days === undefined) return { level: "note", text: "Retention: RETENTION_DAYS is wrong, as said above" };
  if (days === 0) return { level: "ok", text: "Retention: sign-ins are kept for good (RETENTION_DAYS)" };
  const { signIns, before } = await countOld(store, days, now.getTime());
  const text = `Retention: ${plural(days, "day")} (RETENTION_DAYS)`;
  if (signIns === 0) return { level: "ok", text: `${text}, and no sign-in is older` };
  const old = `${plural(signIns, "sign-in")} of before ${fullTime(before, "UTC")}`;
  return {
    level: "note",
    text: `${text}; ${old} will be removed by serve, or at once: ${toType(["prune"], path)}`,
  };
}

function daysKept(): number | undefined {
  try {
    return readRetention(process.env);
  } catch {
    return undefined;
  }
}

function quarantine({ quarantined }: Coverage): Finding {
  const broken = quarantined.reduce((sum, { records }) => sum + records, 0);
  if (broken === 0) return { level: "ok", text: "Quarantine: empty" };
  const reasons = quarantined.map(({ reason, records }) => `${number(records)} × ${reason}`).join(", ");
  const text = `Quarantine: ${plural(broken, "record")} could not be read (${reasons}). They are kept; a newer version may read them.`;
  return { level: "note", text };
}

/** Whether what the bot remembers can be read. */
export function stateFindings(path: string): Finding[] {
  if (!existsSync(path)) return [];
  try {
    checkFile(path, stateKind);
    return [{ level: "ok", text: `State: ${path}` }];
  } catch (error) {
    return [{ level: "FIX", text: `State: ${messageOf(error)}` }];
  }
}
