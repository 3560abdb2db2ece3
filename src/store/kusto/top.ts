import type { Filter, TopRequest, TopResult } from "../store.ts";
import { groupsOf, readGroups } from "./groups.ts";
import { matching, prepare, type Reading } from "./reading.ts";
import { statementsOf } from "./statements.ts";

export async function readTop(
  reading: Reading,
  filter: Filter,
  request: TopRequest,
  signal?: AbortSignal,
): Promise<TopResult> {
  const prepared = await prepare(reading, filter, signal);
  const groups = groupsOf("s_all", "top", request);
  const text = statementsOf(matching(prepared, groups.needs), [groups]);
  const { groups: found, more, total } = readGroups(await reading.engine.query(text, signal), "top", request);
  return { groups: found, more, total };
}
