import { ruleOf, type SearchRequest } from "../../src/commands/hunts/hunt-search.ts";
import { huntNamed, type HuntName } from "../../src/hunts/hunts.ts";
import type { Coverage } from "../../src/store/store.ts";
import type { Case } from "./cases.ts";

/** A hunt over the last so many milliseconds, as it is asked for in a chat. */
export function huntRequest(
  hunt: HuntName,
  { now }: Pick<Case, "now">,
  length: number,
  coverage: Coverage,
): SearchRequest {
  const { logs } = huntNamed(hunt);
  const range = { from: now - length, to: now };
  return {
    hunt,
    rule: ruleOf(huntNamed(hunt), { intent: "hunt", hunt, where: [], notUnderstood: [] }),
    scope: {
      filter: { where: [{ field: "type", is: [...logs] }], ...range },
      types: logs,
      range,
      timezone: "UTC",
    },
    coverage,
    limit: 5,
  };
}
