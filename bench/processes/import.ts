import { importSources, openInThreads } from "../engines/signpost.ts";
import { answerTasks } from "./child.ts";

export interface Imported {
  readonly read: number;
  readonly new: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly quarantined: number;
  /** From the first byte to the last commit. */
  readonly milliseconds: number;
  /** Of all threads. */
  readonly cpuMilliseconds: number;
  /** The most memory that the process has had so far. */
  readonly peakBytes: number;
}

const { store } = await openInThreads(process.argv[2] ?? "", "import");

/** Imports one file as `signpost import` does. */
answerTasks(
  async (path: string): Promise<Imported> => {
    const [start, before] = [performance.now(), process.cpuUsage()];
    const { read, new: added, updated, unchanged, quarantined } = await importSources([path], store);
    const cpu = process.cpuUsage(before);
    return {
      read,
      new: added,
      updated,
      unchanged,
      quarantined,
      milliseconds: performance.now() - start,
      cpuMilliseconds: (cpu.user + cpu.system) / 1_000,
      peakBytes: process.resourceUsage().maxRSS * 1_024,
    };
  },
  () => store.close(),
);
