import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes long: begun late, it would keep one core busy while the others have nothing left to do. */
const long = [
  "store/clickhouse/clickhouse-store",
  "demo/backends",
  "store/kusto/kusto-store",
  "demo/examples",
  "store/pool/pool",
  "bench/run",
  "chat/page",
  "store/sqlite/sqlite-store",
  "sync/sync",
  "cli/serve",
  "store/sqlite/kill",
].map((name) => `/test/${name}.test.ts`);

/** Whole projects after each other, since a process serves one of them, and of each what takes long first. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => a.project.name.localeCompare(b.project.name) || placeOf(a) - placeOf(b));
  }
}

function placeOf({ moduleId }: TestSpecification): number {
  const place = long.findIndex((name) => moduleId.endsWith(name));
  return place === -1 ? long.length : place;
}
