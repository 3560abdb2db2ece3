import { parse as parseCsv } from "csv-parse/sync";
import { exportSet, type Contents, type ExportSet } from "../../src/exports/export-set.ts";
import { signInTypes, type SignIn } from "../../src/signin/sign-in.ts";
import type { Store } from "../../src/store/store.ts";
import { memoryStore } from "../store/memory-store.ts";
import { entryOf } from "../../src/store/sign-in-text.ts";

export const asked = Date.UTC(2026, 2, 8, 12);

export async function storeOf(signIns: readonly SignIn[]): Promise<Store> {
  const store = memoryStore();
  await store.write(signIns.map(entryOf));
  return store;
}

/** The export of all of these sign-ins, or of what the change says. */
export function setOf(signIns: readonly SignIn[], store: Store, change: Partial<Contents> = {}): ExportSet {
  const logs = signInTypes
    .map((type) => ({ type, signIns: signIns.filter((signIn) => signIn.type === type).length }))
    .filter((log) => log.signIns > 0);
  const contents: Contents = {
    filter: { where: [] },
    order: "oldest",
    limit: 1_000,
    format: "csv",
    columns: undefined,
    logs,
    days: ["2026-03-01", "2026-03-08"],
    perFile: 1_000,
    ...change,
  };
  return exportSet({ name: "signpost-sign-ins-2026-03-08", asked }, contents, store);
}

/** The texts of an export's files by their names, in their order. */
export async function textsOf(set: ExportSet): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for await (const { name, content } of set.files()) {
    files[name] = "";
    for await (const piece of content) files[name] += piece;
  }
  return files;
}

/** The same of the export of all of these sign-ins. */
export async function filesOf(
  signIns: readonly SignIn[],
  change: Partial<Contents> = {},
): Promise<Record<string, string>> {
  return textsOf(setOf(signIns, await storeOf(signIns), change));
}

/** The first file of an export. */
export async function textOf(signIns: readonly SignIn[], change: Partial<Contents> = {}): Promise<string> {
  return Object.values(await filesOf(signIns, change))[0] ?? "";
}

export const tableOf = (text: string): Record<string, string>[] =>
  parseCsv(text, { bom: true, columns: true });

export const signInWith = (change: Partial<SignIn>): SignIn => ({
  id: "11110000-aaaa-4bbb-8ccc-000000000001",
  createdDateTime: "2026-03-02T08:15:30.000Z",
  type: "interactiveUser",
  status: { errorCode: 0 },
  ...change,
});
