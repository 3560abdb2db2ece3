import type { FieldName } from "../../../question/fields.ts";
import type { Filter, Summary, SummaryRequest } from "../../store.ts";
import type { Engine } from "../engine.ts";
import { type Place, tableIn } from "../place.ts";
import { Bound, type Statement } from "../statement.ts";
import { countDistinct, readGroups, statusCounts, toCounts } from "./groups.ts";
import { compileFilter } from "./where.ts";

export async function readSummary(
  engine: Engine,
  filter: Filter,
  { facets, limit, distinct }: SummaryRequest,
  signal?: AbortSignal,
): Promise<Summary> {
  const groupsOf = async (name: FieldName): Promise<Summary["facets"]> => {
    const request = { by: [name], limit, rank: "signIns", order: "most", having: [], distinct: [] } as const;
    return { [name]: (await readGroups(engine, filter, request, signal)).groups };
  };
  const [[row = []], ...groups] = await Promise.all([
    engine.ask(compileTotals(engine.place, filter, distinct), signal),
    ...facets.map(groupsOf),
  ]);
  const counts = toCounts(row.slice(0, 4));
  const [first, last, lastSuccess, lastFailure] = row.slice(4, 8).map(Number);
  return {
    counts,
    ...(counts.signIns > 0 && { first, last }),
    ...(counts.success > 0 && { lastSuccess }),
    ...(counts.failure > 0 && { lastFailure }),
    facets: Object.assign({}, ...groups) as Summary["facets"],
    distinct: Object.fromEntries(distinct.map((name, at) => [name, Number(row[8 + at])])),
  };
}

export function compileTotals(place: Place, filter: Filter, distinct: readonly FieldName[]): Statement {
  const bound = new Bound();
  const select = [
    ...statusCounts,
    "min(time)",
    "max(time)",
    "maxIf(time, status = 'success')",
    "maxIf(time, status = 'failure')",
    ...distinct.map(countDistinct),
  ];
  return {
    text: `SELECT ${select.join(", ")}\nFROM ${tableIn(place, "sign_in")} FINAL WHERE ${compileFilter(filter, bound)}`,
    params: bound.params,
  };
}
