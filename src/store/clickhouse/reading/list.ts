import type { SignIn } from "../../../signin/sign-in.ts";
import { signInOf } from "../../sign-in-text.ts";
import type { Filter, Page, PageRequest } from "../../store.ts";
import type { Engine } from "../engine.ts";
import { type Place, tableIn } from "../place.ts";
import { Bound, type Statement } from "../statement.ts";
import { inCodeUnits } from "./order.ts";
import { compileFilter } from "./where.ts";

export async function readPage(
  engine: Engine,
  filter: Filter,
  page: PageRequest,
  signal?: AbortSignal,
): Promise<Page> {
  // One more tells whether there are more.
  const asked = { ...page, limit: page.limit + 1 };
  const rows = await engine.ask(compilePage(engine.place, filter, asked, "body"), signal);
  return {
    rows: rows.slice(0, page.limit).map(([body]) => signInOf({ body: String(body), raw: "" })),
    more: rows.length > page.limit,
  };
}

/** The sign-ins with this request id, else those with this correlation id, oldest first, complete. */
export async function readById(
  engine: Engine,
  id: string,
  limit: number,
  signal?: AbortSignal,
): Promise<readonly SignIn[]> {
  if (id === "") return [];
  for (const field of ["requestId", "correlationId"] as const) {
    const filter = { where: [{ field, is: [id] }] };
    const page = { order: "oldest", limit } as const;
    const rows = await engine.ask(compilePage(engine.place, filter, page, "body, raw"), signal);
    if (rows.length > 0) return rows.map(([body, raw]) => signInOf({ body: String(body), raw: String(raw) }));
  }
  return [];
}

/** Which sign-ins they are is found by their keys; the records of these alone are read. */
export function compilePage(
  place: Place,
  filter: Filter,
  { order, limit, offset = 0 }: PageRequest,
  columns: "body" | "body, raw",
): Statement {
  const bound = new Bound();
  const table = `${tableIn(place, "sign_in")} FINAL`;
  const ordered = orderBy(order);
  return {
    text: [
      `SELECT ${columns} FROM ${table} WHERE (time, id) GLOBAL IN (`,
      `SELECT time, id FROM ${table} WHERE ${compileFilter(filter, bound)}`,
      `${ordered} LIMIT ${bound.whole(limit)} OFFSET ${bound.whole(offset)}`,
      `) ${ordered}`,
    ].join("\n"),
    params: bound.params,
  };
}

/** By time, ties by id. */
export function orderBy(order: PageRequest["order"]): string {
  const direction = order === "newest" ? "DESC" : "ASC";
  return `ORDER BY time ${direction}, ${inCodeUnits("id")} ${direction}`;
}
