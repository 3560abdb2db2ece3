import { openClickHouse } from "../engines/clickhouse.ts";
import { openDuckDb } from "../engines/duckdb.ts";
import { openPlainSqlite } from "../engines/plain-sqlite.ts";
import { openForReading } from "../engines/signpost.ts";
import { questions } from "../questions/questions.ts";
import {
  type Answer,
  type Asker,
  askerOfEngine,
  askerOfStore,
  type AskTask,
  type EngineName,
} from "../run/asker.ts";
import { answerTasks } from "./child.ts";

const [name, path] = process.argv.slice(2) as [EngineName, string];

const open: Readonly<Record<EngineName, () => Promise<Asker>>> = {
  signpost: async () => askerOfStore(await openForReading(path)),
  clickhouse: async () => askerOfStore(await openClickHouse(path), "clickhouse"),
  duckdb: async () => askerOfEngine(await openDuckDb(path)),
  sqlite: async () => askerOfEngine(openPlainSqlite(path)),
};
const asker = open[name]();

/** Asks one engine. */
answerTasks(
  async ({ question, at }: AskTask): Promise<Answer> => {
    const asked = questions.find((one) => one.name === question);
    if (asked === undefined) throw new Error(`There is no question "${question}".`);
    return (await asker).ask(asked, at);
  },
  async () => (await asker).close(),
);
