import { existsSync } from "node:fs";
import { statePath } from "../config.ts";
import { UserError } from "../errors.ts";
import { openSqliteState } from "../state/sqlite/open-state.ts";
import type { StoreAddress } from "../store/address.ts";
import type { AuditEntry, AuditRequest } from "../state/state.ts";

export interface AuditOptions {
  /** The file that STATE names, or the one beside the store. */
  readonly state?: string | undefined;
  readonly store: StoreAddress;
  readonly person?: string | undefined;
  readonly refused?: true | undefined;
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
  readonly limit: number;
  readonly json?: true | undefined;
}

/** `signpost audit`: the audit trail, newest first, as lines or as JSON lines. */
export async function audit(options: AuditOptions): Promise<void> {
  const file = statePath(options.store, options.state, process.env);
  if (!existsSync(file))
    throw new UserError(
      `There is no state file ${file}, so nothing has been asked yet. Name another with --state.`,
    );
  const state = openSqliteState(file);
  try {
    const request: AuditRequest = {
      from: options.since?.getTime(),
      to: options.until?.getTime(),
      people: options.person === undefined ? undefined : [options.person.toLowerCase()],
      outcome: options.refused === true ? "refused" : undefined,
      limit: options.limit,
      offset: 0,
    };
    const { entries, answered, refused } = await state.readAudit(request);
    for (const entry of entries) console.log(options.json === true ? jsonLine(entry) : line(entry));
    if (options.json !== true) console.error(summary(entries.length, answered, refused));
  } finally {
    await state.close();
  }
}

/** The question last: it is as long as it likes. Control characters of what was typed do not reach the terminal. */
function line({ at, person, place, via, outcome, note, question }: AuditEntry): string {
  const who = person === "" ? "unknown" : person;
  const what = outcome === "refused" ? "REFUSED " : "answered";
  const asked = question.replaceAll(/\p{C}/gu, "?");
  return [new Date(at).toISOString(), what, who.padEnd(36), `${place}/${via}`.padEnd(17), note, asked]
    .filter((part) => part !== "")
    .join("  ");
}

function jsonLine(entry: AuditEntry): string {
  return JSON.stringify({ ...entry, at: new Date(entry.at).toISOString() });
}

function summary(shown: number, answered: number, refused: number): string {
  const total = answered + refused;
  if (total === 0) return "Nobody asked anything.";
  return `${shown} of ${total} questions, ${refused} of them refused. Times in UTC, newest first.`;
}
