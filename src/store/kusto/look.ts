import { formatDistanceStrict } from "date-fns";
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

/** Milliseconds for each look: doctor waits a little longer for all of them, so that what was found is told. */
const patience = 12_000;
const day = 24 * 3_600_000;

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
  const ask = (text: string): Promise<Answer> => service.query(text, AbortSignal.timeout(patience));
  const where = sayStoreAddress(address);
  try {
    await ask("print s_ok = 1");
  } catch (error) {
    return [{ level: "FIX", text: `Store: ${sayFailure(error, address)}` }];
  }
  const from = horizonOf(days, now.getTime());
  const [cost, ...looks] = await Promise.all([
    costFinding(service, address, now),
    ...tables.map((table) => lookAtTable(table, now, from, address, ask)),
  ]);
  return [
    { level: "ok", text: `Store: ${where} answers` },
    ...looks.map(({ finding }) => finding),
    newestFinding(looks, now),
    cost,
    {
      level: "note",
      text:
        days === 0
          ? "Range: all that the tables hold is looked through (RETENTION_DAYS=0). Nothing is removed there."
          : `Range: the last ${days} days are looked through (RETENTION_DAYS). Nothing is removed there.`,
    },
  ];
}

function sayFailure(error: unknown, address: KustoAddress): string {
  if (error instanceof Error && error.name === "TimeoutError") return "took too long to answer here";
  return messageOf(explainFailure(error, address));
}

interface TableLook {
  readonly finding: Finding;
  readonly isThere: boolean;
  /** Milliseconds since 1970. */
  readonly newest?: number;
}

async function lookAtTable(
  { name, type }: Table,
  now: Date,
  from: number | undefined,
  address: KustoAddress,
  ask: (text: string) => Promise<Answer>,
): Promise<TableLook> {
  const since = moment(now.getTime() - day);
  try {
    const { rows } = await ask(
      [
        name,
        ...(from === undefined ? [] : [`where TimeGenerated >= ${moment(from)}`]),
        `extend s_id = iff(TimeGenerated >= ${since}, tostring(column_ifexists("Id", "")), "")`,
        `summarize s_n = countif(TimeGenerated >= ${since}), s_ids = count_distinctif(s_id, isnotempty(s_id)), ` +
          `s_nameless = countif(TimeGenerated >= ${since} and isempty(s_id)), s_newest = max(TimeGenerated)`,
        "project s_n, s_ids, s_nameless, s_last = tolong((s_newest - datetime(1970-01-01)) / 1ms)",
      ].join(" | "),
    );
    const [row = {}] = rows;
    const count = (column: string): number => Number(row[column] ?? 0);
    const newest = row["s_last"] === null || row["s_last"] === undefined ? undefined : count("s_last");
    const nameless = count("s_nameless");
    const notes = [
      newest === undefined ? "nothing in this range" : `newest ${new Date(newest).toISOString()}`,
      `${count("s_n")} records of ${count("s_ids")} sign-ins in the last 24 hours`,
      ...(nameless > 0 ? [`${nameless} of them without Id, which are left out`] : []),
    ];
    const isQuiet = newest === undefined || newest < now.getTime() - day;
    return {
      finding: { level: isQuiet || nameless > 0 ? "note" : "ok", text: `${name}: ${notes.join(", ")}` },
      isThere: true,
      ...(newest !== undefined && { newest }),
    };
  } catch (error) {
    const text = isMissingTable(error)
      ? `not there, or not to be read by this identity. To have it, choose ${categories[type]} in Entra's diagnostic settings.`
      : sayFailure(error, address);
    const level = isMissingTable(error) ? "note" : "FIX";
    return { finding: { level, text: `${name}: ${text}` }, isThere: false };
  }
}

function newestFinding(looks: readonly TableLook[], now: Date): Finding {
  const newest = Math.max(...looks.map((one) => one.newest ?? -Infinity));
  if (newest === -Infinity)
    return {
      level: "FIX",
      text: looks.some(({ isThere }) => isThere)
        ? "Data: no sign-ins in this range. Look whether Entra's diagnostic settings still send them here."
        : "Data: none of the four tables is there. Let Entra's diagnostic settings send the sign-in logs here.",
    };
  const age = formatDistanceStrict(newest, now);
  const old = newest > now.getTime() ? `${age} ahead of this machine's clock` : `${age} old`;
  const text = `Data: newest record ${new Date(newest).toISOString()}, ${old}`;
  // Entra needs some minutes to write them, and a quiet tenant has a night without any.
  return { level: now.getTime() - newest > day ? "FIX" : "ok", text };
}

/** What a usual question reads, as the service tells it: a summary of the last day. */
async function costFinding(service: Service, address: KustoAddress, now: Date): Promise<Finding> {
  let bytes: number | undefined;
  const signal = AbortSignal.timeout(patience);
  const engine = {
    async query(text: string) {
      const { rows, scannedBytes } = await service.query(text, signal);
      if (scannedBytes !== undefined) bytes = (bytes ?? 0) + scannedBytes;
      return rows;
    },
    close: async () => {},
  };
  const range = { from: now.getTime() - day, to: now.getTime() };
  const start = performance.now();
  try {
    const reading = { engine, horizon: () => undefined };
    await readSummary(reading, { where: [], ...range }, { facets: ["app"], limit: 3, distinct: ["user"] });
  } catch (error) {
    return { level: "note", text: `Cost: a summary of the last 24 hours: ${sayFailure(error, address)}` };
  }
  const seconds = ((performance.now() - start) / 1_000).toFixed(1);
  const read = bytes === undefined ? "" : `, which read ${(bytes / 1_048_576).toFixed(1)} MiB`;
  return { level: "ok", text: `Cost: a summary of the last 24 hours took ${seconds} s${read}` };
}
