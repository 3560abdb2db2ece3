import type Database from "better-sqlite3";
import type { AuthenticationDetail } from "../../../signin/sign-in.ts";
import { dayOfStep } from "../details.ts";
import { fingerprint } from "../quarantine.ts";
import { inflate } from "../records/compression.ts";
import type { Problems } from "./problems.ts";

/** Checks what is kept beside the records: steps that came apart from their sign-ins, and the quarantine. */
export function checkBeside(db: Database.Database, problems: Problems): void {
  const details = db.prepare<[], { rowid: number; detail: string; day: number | null }>(
    "SELECT rowid, detail, day FROM authentication_detail",
  );
  for (const { rowid, detail, day } of details.iterate()) {
    problems.guard("records", "An authentication step can't be read", `step ${rowid}`, () => {
      if (dayOfStep(JSON.parse(detail) as AuthenticationDetail) !== day) throw new Error("Its day is wrong.");
    });
  }
  const quarantine = db.prepare<[], { hash: Buffer; body: Buffer }>("SELECT hash, body FROM quarantine");
  for (const { hash, body } of quarantine.iterate()) {
    problems.guard("records", "A quarantined record can't be read", hash.toString("hex"), () => {
      if (!fingerprint(inflate(body)).equals(hash)) throw new Error("It was changed.");
    });
  }
}
