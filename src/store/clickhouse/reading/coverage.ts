import type { Coverage } from "../../store.ts";
import type { Engine } from "../engine.ts";
import { tableIn } from "../place.ts";
import { inCodeUnits } from "./order.ts";

/** What the store holds. */
export async function readCoverage(engine: Engine, signal?: AbortSignal): Promise<Coverage> {
  const [signIns, quarantine] = [tableIn(engine.place, "sign_in"), tableIn(engine.place, "quarantine")];
  const ask = (text: string): ReturnType<Engine["ask"]> => engine.ask({ text, params: {} }, signal);
  const [byType, byReason] = await Promise.all([
    ask(`SELECT type, count(), min(time), max(time) FROM ${signIns} FINAL GROUP BY type`),
    ask(
      `SELECT reason, count() FROM ${quarantine} FINAL GROUP BY reason ORDER BY count() DESC, ${inCodeUnits("reason")}`,
    ),
  ]);
  const types = byType.map(([type, count, oldest, newest]) => ({
    type: String(type),
    span: { signIns: Number(count), oldest: Number(oldest), newest: Number(newest) },
  }));
  const spans = types.map(({ span }) => span);
  return {
    signIns: spans.reduce((sum, { signIns }) => sum + signIns, 0),
    ...(spans.length > 0 && {
      oldest: Math.min(...spans.map(({ oldest }) => oldest)),
      newest: Math.max(...spans.map(({ newest }) => newest)),
    }),
    types: Object.fromEntries(types.map(({ type, span }) => [type, span])),
    quarantined: byReason.map(([reason, records]) => ({ reason: String(reason), records: Number(records) })),
  };
}
