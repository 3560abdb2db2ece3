import type { Condition } from "../../question/question.ts";
import type { Button } from "../../views/view.ts";
import type { Task } from "../command.ts";
import { rangeButtons, replaced, reshape, sentence } from "../framing.ts";
import { conditionOn } from "./hunt-finding.ts";
import type { Found, Rule } from "./hunt-search.ts";
import { thresholdText } from "../threshold-text.ts";

const day = 86_400_000;

/** Ways on from the worst finding, and the same hunt with other thresholds and ranges. */
export function huntButtons(rule: Rule, [worst]: readonly Found[], task: Task): readonly Button[] {
  const { question } = task;
  return [
    ...(worst === undefined ? [] : worstButtons(worst, task)),
    ...thresholdButtons(rule, task),
    ...rangeButtons(question),
    { title: "Other hunts", ask: "help hunts" },
  ];
}

function worstButtons(
  { addresses, entry, subject, first, last }: Found,
  { question, scope }: Task,
): Button[] {
  const logs: Condition = { field: "type", is: [...scope.types] };
  const window = { from: new Date(first).toISOString(), to: new Date(last + day).toISOString() };
  const there: Condition[] = addresses.length === 0 ? [] : [{ field: "ip", is: [...addresses] }];
  const about = subject.filter(({ of }) => of === "user" || of === "servicePrincipal").map(conditionOn);
  const [address, ...more] = addresses;
  return [
    ...(entry.successes > 0 && there.length > 0
      ? [
          {
            title: "Who got in from there",
            ask: reshape(question, {
              intent: "top",
              by: [scope.types.includes("servicePrincipal") ? "servicePrincipal" : "user"],
              where: [{ field: "status", is: ["success"] }, logs, ...there],
              window,
            }),
          },
        ]
      : []),
    ...(address !== undefined && more.length === 0
      ? [
          {
            title: `All from ${address}`,
            ask: reshape(question, { intent: "list", where: [logs, ...there] }),
          },
        ]
      : []),
    ...(about.length > 0
      ? [
          {
            title: "Summary of the first",
            ask: reshape(question, {
              intent: "summary",
              where: about.reduce<Condition[]>(
                (all, one) => replaced(all, one.field, one.is),
                replaced(question.where, "type", scope.types),
              ),
            }),
          },
        ]
      : []),
  ];
}

/** Half and double of the first threshold. */
function thresholdButtons({ having }: Rule, { question }: Task): Button[] {
  const [first, ...others] = having.filter(({ atLeast = 0 }) => atLeast > 1);
  if (first?.atLeast === undefined) return [];
  const said = (question.having ?? []).filter(({ of }) => of !== first.of);
  return [Math.floor(first.atLeast / 2), first.atLeast * 2]
    .filter((atLeast) => atLeast > 1)
    .map((atLeast) => {
      const threshold = { of: first.of, atLeast };
      const text = thresholdText(threshold);
      return {
        title: `${text.charAt(0).toUpperCase()}${text.slice(1)}${others.length === 0 ? "" : " …"}`,
        ask: sentence(question, { having: [...said, threshold] }),
      };
    });
}
