import { constants, copyFileSync, mkdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { graphSignIn } from "../../src/demo/graph.ts";
import type { SignIn } from "../../src/signin/sign-in.ts";
import { type DataSet, end } from "../generator/data-set.ts";
import { startChild } from "../processes/child.ts";
import type { Imported } from "../processes/import.ts";
import { makeSignpost, type Places } from "../run/make.ts";

/**
 * A store with the tenant of a data set and, imported after it, what happens in it. The tenant's is made once; a copy of
 * it is attacked.
 * @returns the path of the copy
 */
export async function makeAttackedStore(
  set: DataSet,
  made: Places,
  deliveries: readonly SignIn[],
  tell: (line: string) => void,
): Promise<string> {
  await makeSignpost(set, made, tell, "./generate-tenant.ts");
  const folder = join(made.folder, "attacked");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const path = join(folder, "signpost.db");
  copyFileSync(made.signpost, path, constants.COPYFILE_FICLONE);
  const file = join(folder, "stories.ndjson");
  writeFileSync(file, deliveries.map((signIn) => `${JSON.stringify(graphSignIn(signIn))}\n`).join(""));
  utimesSync(file, end / 1_000, end / 1_000);
  const importer = startChild<string, Imported>("./import.ts", [path]);
  const { read, quarantined } = await importer.ask(file);
  await importer.end();
  if (read !== deliveries.length || quarantined > 0) {
    throw new Error(
      `Of ${deliveries.length} deliveries ${read} were read, and ${quarantined} of them put aside.`,
    );
  }
  return path;
}
