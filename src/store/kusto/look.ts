import type { Finding } from "../finding.ts";
import { sayStoreAddress, type KustoAddress } from "../address.ts";
import { messageOf } from "../../errors.ts";
import type { SignInType } from "../../signin/sign-in.ts";
import type { Answer, Service } from "./engine.ts";
import { explainFailure, isMissingTable } from "./failures.ts";
import { moment } from "./literals.ts";
import { horizonOf, openService, type KustoOptions } from "./open.ts";
import { readSummary } from "./summary.ts";
import { tables, type Table } from "./tables.ts";

/** Milliseconds for all of it. */
const patience = 60_000;

/** What the diagnostic settings of Entra call the log of a table. */
const categories: Readonly<Record<SignInType, string>> = {
  interactiveUser: "SignInLogs",
  nonInteractiveUser: "NonInteractiveUserSignInLogs",
  servicePrincipal: "ServicePrincipalSignInLogs",
  managedIdentity: "ManagedIdentitySignInLogs",
};

/** For `signpost doctor`: whether the service answers, which tables are there and how fresh, and what a question reads. */
export async function lookAtKusto(options: KustoOptions, now: Date): Promise<readonly Finding[]> {
  const service = await openService(options.address, options.credential);
  try {
    return await lookAt(service, options, now);
  } finally {
    service.close();
  }
}

export async function lookAt(
  service: Service,
  { address, days }: Pick<KustoOptions, "address" | "days">,
  now: Date,
): Promise<readonly Finding[]> {
  const signal = AbortSignal.timeout(patience);
  const ask = (text: string): Promise<Answer> => service.query(text, signal);
  const where = sayStoreAddress(address);
  try {
    await ask("print s_ok = 1");
  } catch (error) {
    return [{ level: "FIX", text: `Store: ${messageOf(explainFailure(error, address))}` }];
  }
  const from = horizonOf(days, now.getTime());
  const looks = await Promise.all(tables.map((table) => lookAtTable(table, from, address, ask)));
  const newest = Math.max(...looks.map((one) => one.newest ?? -Infinity));
  return [
    { level: "ok", text: `Store: ${where} answers` },
    ...looks.map(({ finding }) => finding),
    newestFinding(
      newest,
      now,
      looks.every(({ isThere }) => !isThere),
    ),
    await costFinding(service, from, now, signal),
    {
      level: "note",
      text:
        days === 0
          ? "Range: all that the tables hold is looked through (RETENTION_DAYS=0). Nothing is removed there."
          : `Range: the last ${days} days are looked through (RETENTION_DAYS). Nothing is removed there.`,
    },
  ];
}

interface TableLook {
  readonly finding: Finding;
  readonly isThere: boolean;
  /** Milliseconds since 1970. */
  readonly newest?: number;
}

async function lookAtTable(
  { name, type }: Table,
  from: number | undefined,
  address: KustoAddress,
  ask: (text: string) => Promise<Answer>,
): Promise<TableLook> {
  try {
    const { rows } = await ask(
      [
        name,
        ...(from === undefined ? [] : [`where TimeGenerated >= ${moment(from)}`]),
        'extend s_id = tostring(column_ifexists("Id", ""))',
        `summarize s_n = count(), s_ids = count_distinct(s_id), s_nameless = countif(isempty(s_id)), ` +
          "s_newest = max(TimeGenerated)",
        "project s_n, s_ids, s_nameless, s_last = tolong((s_newest - datetime(1970-01-01)) / 1ms)",
      ].join(" | "),
    );
    const [row = {}] = rows;
    const count = (column: string): number => Number(row[column] ?? 0);
    const [records, nameless] = [count("s_n"), count("s_nameless")];
    const notes = [
      `${records} records of ${count("s_ids")} sign-ins`,
      ...(nameless > 0 ? [`${nameless} records without Id, which are left out`] : []),
    ];
    return {
      finding: { level: records === 0 ? "note" : "ok", text: `${name}: ${notes.join(", ")}` },
      isThere: true,
      ...(records > 0 && { newest: Number(row["s_last"]) }),
    };
  } catch (error) {
    if (isMissingTable(error)) {
      const text = `${name}: not there. To have it, choose ${categories[type]} in Entra's diagnostic settings.`;
      return { finding: { level: "note", text }, isThere: false };
    }
    return {
      finding: { level: "FIX", text: `${name}: ${messageOf(explainFailure(error, address))}` },
      isThere: false,
    };
  }
}

function newestFinding(newest: number, now: Date, areMissing: boolean): Finding {
  if (newest === -Infinity)
    return {
      level: "FIX",
      text: areMissing
        ? "Data: none of the four tables is there. Let Entra's diagnostic settings send the sign-in logs here."
        : "Data: no sign-ins in this range. Look whether Entra's diagnostic settings still send them here.",
    };
  const minutes = Math.round((now.getTime() - newest) / 60_000);
  const text = `Data: newest record ${new Date(newest).toISOString()}, ${minutes} min old`;
  // Entra needs some minutes to write them, and a quiet tenant has a night without any.
  return { level: minutes > 24 * 60 ? "FIX" : "ok", text };
}

/** What a usual question reads, as the service tells it: a summary of the last day. */
async function costFinding(
  service: Service,
  from: number | undefined,
  now: Date,
  signal: AbortSignal,
): Promise<Finding> {
  let bytes: number | undefined;
  const engine = {
    async query(text: string) {
      const { rows, scannedBytes } = await service.query(text, signal);
      if (scannedBytes !== undefined) bytes = (bytes ?? 0) + scannedBytes;
      return rows;
    },
    close: async () => {},
  };
  const day = { from: now.getTime() - 24 * 3_600_000, to: now.getTime() };
  const start = performance.now();
  try {
    const reading = { engine, horizon: () => from };
    await readSummary(reading, { where: [], ...day }, { facets: ["app"], limit: 3, distinct: ["user"] });
  } catch (error) {
    return { level: "note", text: `Cost: could not be measured (${messageOf(error)})` };
  }
  const seconds = ((performance.now() - start) / 1_000).toFixed(1);
  const read = bytes === undefined ? "" : `, which read ${(bytes / 1_048_576).toFixed(1)} MiB`;
  return { level: "ok", text: `Cost: a summary of the last 24 hours took ${seconds} s${read}` };
}
