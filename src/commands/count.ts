import { field } from "../question/fields.ts";
import type { CountView } from "../views/view.ts";
import { inSentence, number, plural, saidTime } from "../views/words.ts";
import type { Command } from "./command.ts";
import { countedSignIns, countFigures, frame, otherLogs, rangeButtons, reshape } from "./framing.ts";
import { nothingFound } from "./nothing.ts";

/** How many sign-ins match, or how many different users, apps, … they have. */
export const count: Command = {
  intent: "count",
  group: "numbers",
  summary: "How many sign-ins, or how many different users, apps, addresses.",
  examples: [
    "how many users signed in this week",
    "number of failures today",
    "how many countries last 30 days",
  ],
  run: async (task, { store }) => {
    const { question, scope, signal } = task;
    const of = question.of ?? "signIns";
    const [found, everywhere] = await Promise.all([
      store.summarise(scope.filter, { facets: [], limit: 0, distinct: of === "signIns" ? [] : [of] }, signal),
      store.summarise(scope.anyType, { facets: ["type"], limit: 4, distinct: [] }, signal),
    ]);
    const value = of === "signIns" ? found.counts.signIns : (found.distinct[of] ?? 0);
    const words =
      of === "signIns"
        ? countedSignIns(found.counts)
        : plural(value, inSentence(field(of).label), field(of).plural);
    const within = of === "signIns" ? "" : ` in ${countedSignIns(found.counts)}`;
    const last = found.last === undefined ? "" : `; last ${saidTime(found.last, scope.now, scope.timezone)}`;
    const view: CountView = {
      card: "count",
      ...frame(task, {
        headline: `${words}${within}${last}.`,
        coverage: [otherLogs(everywhere, scope.types)],
        buttons: [
          ...(of === "signIns" || !field(of).groups
            ? []
            : [{ title: `Which ${field(of).plural}`, ask: reshape(question, { intent: "top", by: [of] }) }]),
          { title: "Newest sign-ins", ask: reshape(question, { intent: "list" }) },
          { title: "Per day", ask: reshape(question, { intent: "trend", bucket: "day" }) },
          ...rangeButtons(question),
        ],
      }),
      number: number(value),
      figures: countFigures(found.counts, task.question),
    };
    return found.counts.signIns === 0 ? nothingFound(view, task, store) : view;
  },
};
