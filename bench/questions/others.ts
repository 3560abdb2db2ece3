import type { SignIn } from "../../src/signin/sign-in.ts";
import type { Coverage, Filter, LookupResult, StatusCounts } from "../../src/store/store.ts";
import { hour } from "../generator/data-set.ts";
import type { Row, Table } from "../engines/engine.ts";
import { exportSet } from "../engines/signpost.ts";
import type { Case } from "./cases.ts";
import { question, type Kind, type Question } from "./question.ts";
import { keyOf, whereOf } from "./sql.ts";

/** Counts by status per hour or day (UTC); those of none are left out. */
export function trendOf(name: string, kind: Kind, filter: (at: Case) => Filter, length: number): Question {
  const edgesOf = ({ from = 0, to = 0 }: Filter): number[] => {
    const first = Math.floor(from / length) * length + length;
    const between = Array.from(
      { length: Math.floor((to - 1 - first) / length) + 1 },
      (_, at) => first + at * length,
    );
    return [from, ...between, to];
  };
  return question<readonly StatusCounts[]>({
    name,
    kind,
    ask: (store, at) => store.trend(filter(at), edgesOf(filter(at))),
    table: (buckets, at) => {
      const edges = edgesOf(filter(at));
      return buckets.flatMap(({ signIns, success, failure, interrupted }, place): Row[] =>
        signIns === 0 ? [] : [[Math.floor((edges[place] ?? 0) / length), success, failure, interrupted]],
      );
    },
    sql: (dialect, bound, at) =>
      `SELECT "time" ${dialect === "duckdb" ? "//" : "/"} ${length} AS bucket, ${[
        "success",
        "failure",
        "interrupted",
      ]
        .map((status) => `count(*) FILTER (WHERE "status" = '${status}')`)
        .join(", ")} FROM sign_ins WHERE ${whereOf(filter(at), bound)} GROUP BY bucket`,
  });
}

/** The most active whose name, or a word of it, or address begins with a text. */
export function lookupOf(name: string, field: "user" | "app", limit: number): Question {
  const textOf = (at: Case): string => (field === "user" ? at.userText : at.appText);
  return question<LookupResult>({
    name,
    kind: "other",
    ordered: true,
    ask: (store, at) => store.lookup(field, { text: textOf(at), how: "prefix", limit }),
    table: ({ candidates, total }) => candidates.map(({ id, signIns, last }) => [id, signIns, last, total]),
    sql: (_, bound, at) => {
      const text = textOf(at).toLowerCase();
      const [beginning, inside] = [bound.of(`${text}%`), bound.of(`% ${text}%`)];
      const names = [`"${field}Name"`, ...(field === "user" ? [`"userAlias"`] : [])];
      return `SELECT CAST("${field}" AS VARCHAR) AS k, count(*) AS n, max("time"), count(*) OVER () FROM sign_ins
        WHERE ${names.map((column) => `lower(${column}) LIKE ${beginning}`).join(" OR ")} OR lower("${field}Name") LIKE ${inside}
        GROUP BY "${field}" ORDER BY n DESC, k LIMIT ${limit}`;
    },
  });
}

/** One sign-in, or all of one correlation id, complete with their raw records. */
export function findOf(name: string, idOf: (at: Case) => string): Question {
  return question<readonly SignIn[]>({
    name,
    kind: "look-up",
    ordered: true,
    ask: (store, at) => store.find(idOf(at), 25),
    table: (signIns) =>
      signIns.map(({ id, createdDateTime, raw }) => [id, Date.parse(createdDateTime), raw ?? ""]),
    sql: (_, bound, at) => {
      const id = bound.of(idOf(at));
      return `SELECT CAST("id" AS VARCHAR), "time", "raw" FROM sign_ins WHERE "id" = ${id} OR "correlationId" = ${id}
        ORDER BY "time", "id" LIMIT 25`;
    },
  });
}

/** What the store holds. */
export function coverageOf(name: string): Question {
  return question<Coverage>({
    name,
    kind: "other",
    ask: (store) => store.coverage(),
    table: ({ types }) =>
      Object.entries(types).map(([type, { signIns, oldest, newest }]) => [type, signIns, oldest, newest]),
    sql: () =>
      `SELECT CAST("type" AS VARCHAR), count(*), min("time"), max("time") FROM sign_ins GROUP BY "type"`,
  });
}

/** Addresses from which the passwords of many users were tried within one hour of the clock. */
export function sprayOf(name: string, filter: (at: Case) => Filter, users: number): Question {
  return question<Table>({
    name,
    kind: "groups",
    ask: async (store, at) => {
      // As the hunt does: who tried fewer users in all the time did not try as many within an hour.
      const { groups } = await store.top(filter(at), {
        by: ["ip"],
        limit: 1_000,
        rank: "signIns",
        order: "most",
        having: [{ of: "user", atLeast: users }],
        distinct: [],
      });
      const ip = groups.map(({ values }) => values[0]?.key ?? "").filter((key) => key !== "");
      if (ip.length === 0) return [];
      const where = [...filter(at).where, { field: "ip" as const, is: ip }];
      const { rows } = await store.scan(
        { ...filter(at), where },
        { fields: ["ip", "user"], order: "newest", limit: 500_000 },
      );
      const tried = new Map<string, Set<string>>();
      for (const { time, values } of rows) {
        const place = `${values.ip?.[0]?.key ?? ""} ${Math.floor(time / hour)}`;
        const known = tried.get(place) ?? new Set();
        tried.set(place, known.add(values.user?.[0]?.key ?? ""));
      }
      return [...tried].flatMap(([place, { size }]): Row[] => (size < users ? [] : [[place, size]]));
    },
    table: (places) => places,
    sql: (dialect, bound, at) =>
      `SELECT "ip" || ' ' || CAST(h AS VARCHAR), n FROM (
        SELECT "ip", "time" ${dialect === "duckdb" ? "//" : "/"} ${hour} AS h, count(DISTINCT "user") AS n
        FROM sign_ins WHERE ${whereOf(filter(at), bound)} GROUP BY "ip", h) WHERE n >= ${users}`,
  });
}

const exported = ["requestId", "ip", "country", "status", "errorCode", "clientApp"] as const;

/** A CSV file of so many records of the non-interactive log, to its end; compared by the cells of all rows. */
export function exportOf(name: string, filter: (at: Case) => Filter, limit: number): Question {
  return question<string>({
    name,
    kind: "other",
    ordered: true,
    ask: async (store, at) => {
      const contents = {
        filter: filter(at),
        order: "newest",
        limit,
        format: "csv",
        columns: exported,
        logs: [{ type: "nonInteractiveUser", signIns: limit }],
        days: ["", ""],
        perFile: limit,
      } as const;
      let text = "";
      for await (const { content } of exportSet({ name: "export", asked: 0 }, contents, store).files()) {
        for await (const piece of content) text += piece;
      }
      return text;
    },
    table: cellsOf,
    sql: (_, bound, at) =>
      `SELECT "time", CAST("id" AS VARCHAR), ${["ip", "country", "status", "errorCode", "clientApp"].map((name) => keyOf(`"${name}"`)).join(", ")}
       FROM sign_ins WHERE ${whereOf(filter(at), bound)} ORDER BY "time" DESC, "id" DESC LIMIT ${limit}`,
    finish: csvText,
  });
}

/** What an application would write of the rows that SQL gives it. */
function csvText(table: Table): string {
  let text = "head\r\n";
  for (const [time, ...cells] of table)
    text += `${new Date(Number(time)).toISOString()},${cells.join(",")}\r\n`;
  return text;
}

/** No cell of these columns has a comma. */
function cellsOf(text: string): Table {
  return text
    .split("\r\n")
    .slice(1, -1)
    .map((line) => line.split(","));
}
