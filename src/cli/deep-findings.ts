import { existsSync } from "node:fs";
import { messageOf } from "../errors.ts";
import { checkSqliteStore } from "../store/sqlite/check/deep-check.ts";
import type { Problem } from "../store/sqlite/check/problems.ts";
import { rebuildSqliteStore } from "../store/sqlite/rebuild.ts";
import { number, plural } from "../views/words.ts";
import type { Finding } from "./finding.ts";
import { progressBar } from "./progress.ts";

/** What to do about a problem with a part of the store. */
const remedies: Readonly<Record<Problem["of"], string>> = {
  file: "Restore the file from a backup, or move it away and import the logs again.",
  records: "Restore the file from a backup, or import the logs again into a new one (--store).",
  facts:
    "Make it anew from the records: stop Signpost and run signpost doctor --rebuild, with the same --store",
};

/** Compares the store with a recount from its records, in the memory of one segment and while others may write. */
export function deepFindings(path: string): Finding[] {
  if (!existsSync(path)) return [];
  const bar = progressBar("Recounting");
  try {
    const { signIns, problems } = checkSqliteStore(path, (done, total) =>
      bar.update(done, total, `${number(Math.floor(done / 2))} sign-ins`),
    );
    if (problems.length > 0) return problems.map(findingOf);
    return [{ level: "ok", text: `Recount: all that is made of ${plural(signIns, "sign-in")} is exact` }];
  } catch (error) {
    return [{ level: "FIX", text: `Recount: ${messageOf(error)}` }];
  } finally {
    bar.stop();
  }
}

/** Makes everything that can be made of the records anew. */
export function rebuildFindings(path: string): Finding[] {
  if (!existsSync(path)) return [];
  const bar = progressBar("Making anew");
  try {
    rebuildSqliteStore(path, (done, total) => bar.update(done, total, `${number(done)} sign-ins`));
    return [{ level: "ok", text: "Rebuild: all that is made of the records was made anew" }];
  } catch (error) {
    return [{ level: "FIX", text: `Rebuild: ${messageOf(error)}` }];
  } finally {
    bar.stop();
  }
}

function findingOf({ of, text, times, first }: Problem): Finding {
  return { level: "FIX", text: `Recount: ${text}, ${number(times)} × (first: ${first}). ${remedies[of]}` };
}
