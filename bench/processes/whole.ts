import type { Contents } from "../../src/exports/export-set.ts";
import type { Analysis } from "../../src/commands/analysis.ts";
import { hunts } from "../../src/hunts/hunts.ts";
import type { Store } from "../../src/store/store.ts";
import { exportSet, openInThreads } from "../engines/signpost.ts";
import { type DataSet, day } from "../generator/data-set.ts";
import { type Case, casesOf } from "../questions/cases.ts";
import { huntRequest } from "../questions/hunt-request.ts";
import { type Times, timesOf } from "../run/statistics.ts";
import { answerTasks } from "./child.ts";

export interface WholeTask {
  readonly path: string;
  readonly set: DataSet;
  readonly repetitions: number;
}

/** Something that people ask for, from its question to its answer in the service's main thread. */
export interface Whole {
  readonly name: string;
  readonly times: Times;
}

/** Sign-ins of an export. */
const exported = 100_000;

/** Makes whole answers one after the other, as the service does: in the store's threads, without other engines beside it. */
answerTasks(async ({ path, set, repetitions }: WholeTask): Promise<Whole[]> => {
  const { store, analysis } = await openInThreads(path, "service");
  const asked = [...(await huntsOf(store, analysis)), ...exportsOf(store)];
  const cases = casesOf(set, repetitions);
  const measured: Whole[] = [];
  for (const { name, ask } of asked) {
    const samples: number[] = [];
    for (const at of cases) {
      const start = performance.now();
      await ask(at);
      samples.push(performance.now() - start);
    }
    measured.push({ name, times: timesOf(samples) });
  }
  await store.close();
  return measured;
});

interface Asked {
  readonly name: string;
  readonly ask: (at: Case) => Promise<unknown>;
}

async function huntsOf(store: Store, analysis: Analysis): Promise<Asked[]> {
  const coverage = await store.coverage();
  return [1, 7].flatMap((days) =>
    hunts.map(({ name }): Asked => ({
      name: `hunt ${name}, ${days === 1 ? "24 hours" : `${days} days`}`,
      ask: (at) => analysis.search(huntRequest(name, at, days * day, coverage)),
    })),
  );
}

/** As the portal has them: all columns, in CSV the authentication details in a file of their own. */
function exportsOf(store: Store): Asked[] {
  return (["csv", "json"] as const).map((format) => ({
    name: `export of ${exported.toLocaleString("en")} interactive sign-ins as ${format.toUpperCase()}, all columns`,
    async ask({ now }): Promise<number> {
      const contents: Contents = {
        filter: { where: [{ field: "type", is: ["interactiveUser"] }], from: now - 30 * day, to: now },
        order: "newest",
        limit: exported,
        format,
        columns: undefined,
        logs: [{ type: "interactiveUser", signIns: exported }],
        days: ["", ""],
        perFile: exported,
      };
      let length = 0;
      for await (const { content } of exportSet({ name: "export", asked: 0 }, contents, store).files())
        for await (const piece of content) length += piece.length;
      return length;
    },
  }));
}
