import type { Engine } from "./engine.ts";
import { quoteText } from "./statement.ts";

/** How the tables stand on the server. */
export interface Layout {
  /** Columns that the table of sign-ins has; undefined where there is no table. */
  readonly columns?: ReadonlySet<string>;
  /** The cluster that the tables are distributed in, quoted; undefined where they stand on one server. */
  readonly cluster?: string;
}

export async function readLayout(engine: Engine): Promise<Layout> {
  const params = { database: engine.place.database };
  const columns = await engine.ask({
    text: "SELECT name FROM system.columns WHERE database = {database:String} AND table = 'sign_in'",
    params,
  });
  if (columns.length === 0) return {};
  const [[kind, definition] = []] = await engine.ask({
    text: "SELECT engine, engine_full FROM system.tables WHERE database = {database:String} AND name = 'sign_in'",
    params,
  });
  const names = new Set(columns.map(([name]) => String(name)));
  return kind === "Distributed"
    ? { columns: names, cluster: clusterOf(String(definition)) }
    : { columns: names };
}

/** "Distributed('cluster', …": the server writes its own definition with the name quoted. */
function clusterOf(definition: string): string | undefined {
  const quoted = /^Distributed\(('(?:[^'\\]|\\.)*')/.exec(definition)?.[1];
  return quoted ?? quoteText(/^Distributed\((\w+)/.exec(definition)?.[1] ?? "");
}
