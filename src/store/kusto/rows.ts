import { readLogAnalytics } from "../../ingest/log-analytics.ts";
import type { SignIn } from "../../signin/sign-in.ts";
import type { Row } from "./engine.ts";
import { rawName } from "./raw-columns.ts";
import { rawColumnNames, tables } from "./tables.ts";

/** A complete record, as `pack_all` makes it a text. Undefined where it can't be read. */
export function readRecord(row: Row): SignIn | undefined {
  const raw = String(row["s_record"]);
  const signIn = signInOf(JSON.parse(raw) as object, String(row["s_type"]));
  return signIn && { ...signIn, raw };
}

/** What some columns of a record tell of its sign-in. */
export function readColumns(row: Row): SignIn | undefined {
  const held = Object.fromEntries(
    rawColumnNames.map((column) => [column, row[rawName(column)]]).filter(([, value]) => value !== undefined),
  );
  const time = new Date(Number(row["s_time"])).toISOString();
  return signInOf({ ...held, Id: row["s_id"], CreatedDateTime: time }, String(row["s_type"]));
}

/** By the reader of exports, so that a record means here what it means in a file. Its table says which log it is of. */
function signInOf(record: object, type: string): SignIn | undefined {
  const table = tables.find((one) => one.type === type)?.name;
  const reading = readLogAnalytics({ ...record, Category: null, SignInEventTypes: null, Type: table }, {});
  return reading.kind === "signIn" ? reading.signIn : undefined;
}
