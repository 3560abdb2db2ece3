import type { HuntName } from "../../src/hunts/hunts.ts";
import { range } from "../attacks/range.ts";

/** What one would ask instead: a rule in DuckDB's SQL over rows as they were delivered. */
export interface SqlRule {
  readonly hunt: HuntName;
  readonly name: string;
  /** Selects what each finding is about, and its first and last moment. */
  readonly sql: string;
}

/** The table of deliveries, people's alone, in the range. */
const rows = `(SELECT * FROM delivered WHERE "time" >= ${range.from} AND "time" < ${range.to}
  AND "type" IN ('interactiveUser', 'nonInteractiveUser'))`;
const minutes = (many: number): string => `"time" // ${many * 60_000}`;
const span = `min("time") AS f, max("time") AS l`;
const denied = `"errorCode" = 500121 AND "mfaDetail" ILIKE '%denied%'`;

/** Groups of a fixed stretch of time. */
function binned(by: string, stretch: number, where: string, having: string): string {
  return `SELECT CAST(${by.split(",")[0]} AS VARCHAR), ${span} FROM ${rows}
    WHERE ${where} GROUP BY ${by}, ${minutes(stretch)} HAVING ${having}`;
}

/** Published rules, restated, and beside them the thresholds of Signpost's in fixed stretches of time. */
export const sqlRules: readonly SqlRule[] = [
  {
    // SigninPasswordSpray.yaml: the users of an address who fail outnumber those who get in.
    hunt: "password-spray",
    name: "Azure-Sentinel: 5 users in 20 minutes, of an address and app",
    sql: `SELECT "ip", min(f), max(l) FROM (
        SELECT "ip", ${span} FROM ${rows} WHERE "errorCode" IN (50053, 50126, 50055)
        GROUP BY "ip", "app", ${minutes(20)} HAVING count(DISTINCT "user") >= 5)
      WHERE "ip" IN (SELECT "ip" FROM ${rows} GROUP BY "ip" HAVING
        count(DISTINCT "user") FILTER (WHERE "errorCode" IN (50053, 50126, 50055))
        > count(DISTINCT "user") FILTER (WHERE "status" = 'success'))
      GROUP BY "ip"`,
  },
  {
    // azure_ad_multiple_users_failing_to_authenticate_from_ip.yml
    hunt: "password-spray",
    name: "Splunk: more than 30 users in 5 minutes",
    sql: binned(`"ip"`, 5, `"errorCode" = 50126`, `count(DISTINCT "user") > 30`),
  },
  {
    hunt: "password-spray",
    name: "10 users in an hour by the clock",
    sql: binned(
      `"ip"`,
      60,
      `"errorCode" IN (50126, 50053, 50034, 50057, 50055, 50056)`,
      `count(DISTINCT "user") >= 10`,
    ),
  },
  {
    // azure_ad_high_number_of_failed_authentications_for_user.yml
    hunt: "brute-force",
    name: "Splunk: more than 20 failures in 10 minutes",
    sql: binned(`"user"`, 10, `"errorCode" = 50126`, `count(*) > 20`),
  },
  {
    hunt: "brute-force",
    name: "10 failures in 10 minutes by the clock",
    sql: binned(`"user"`, 10, `"errorCode" IN (50126, 50053, 50034, 50057, 50055, 50056)`, `count(*) >= 10`),
  },
  {
    // initial_access_entra_id_signin_impossible_travel.toml
    hunt: "impossible-travel",
    name: "Elastic: interactive, 500 km at 800 km/h, within 90 minutes",
    sql: travel(`"type" = 'interactiveUser'`, 800, `"time" - before <= ${90 * 60_000}`),
  },
  {
    hunt: "impossible-travel",
    name: "500 km at 900 km/h between one success and the next",
    sql: travel("true", 900, "true"),
  },
  {
    // MFASpammingfollowedBySuccessfullogin.yaml
    hunt: "mfa-fatigue",
    name: "Azure-Sentinel: more than 10 denials in 5 minutes, of a user and address",
    sql: binned(`"user", "ip"`, 5, denied, "count(*) > 10"),
  },
  {
    // Identity-PotentialMFASpam.kql
    hunt: "mfa-fatigue",
    name: "reprise99: more than 3 denials in an hour",
    sql: binned(`"user"`, 60, denied, "count(*) > 3"),
  },
  {
    hunt: "mfa-fatigue",
    name: "5 denials in an hour by the clock",
    sql: binned(`"user"`, 60, denied, "count(*) >= 5"),
  },
];

/** One row for each user with a jump from one success to the next; great-circle distance by the haversine formula. */
function travel(where: string, speed: number, unless: string): string {
  const degrees = (column: string, part: number): string =>
    `radians(CAST(split_part(${column}, ',', ${part}) AS DOUBLE))`;
  return `WITH hops AS (
      SELECT "user", "time", ${degrees(`"coordinates"`, 1)} AS lat, ${degrees(`"coordinates"`, 2)} AS lon,
        lag("time") OVER w AS before, lag(lat) OVER w AS lat0, lag(lon) OVER w AS lon0
      FROM ${rows} WHERE "status" = 'success' AND "coordinates" IS NOT NULL AND ${where}
      WINDOW w AS (PARTITION BY "user" ORDER BY "time")),
    jumps AS (
      SELECT *, 12742 * asin(least(1, sqrt(pow(sin((lat - lat0) / 2), 2)
        + cos(lat0) * cos(lat) * pow(sin((lon - lon0) / 2), 2)))) AS km FROM hops)
    SELECT CAST("user" AS VARCHAR), min(before), max("time") FROM jumps
    WHERE km >= 500 AND km >= ${speed} * ("time" - before) / 3600000.0 AND ${unless}
    GROUP BY "user"`;
}
