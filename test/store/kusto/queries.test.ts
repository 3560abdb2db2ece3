import { describe, expect, test } from "vitest";
import { fieldNames, type FieldName } from "../../../src/question/fields.ts";
import type { Condition } from "../../../src/question/question.ts";
import { kustoStore } from "../../../src/store/kusto/kusto-store.ts";
import { rawColumnNames } from "../../../src/store/kusto/tables.ts";
import type { Store } from "../../../src/store/store.ts";
import { checkKql } from "../../engines/kusto/check.ts";
import { structureOf } from "../../engines/kusto/literals.ts";
import { hostileTexts } from "../sign-ins.ts";
import { publishedColumns } from "./published-columns.ts";

/** Columns that newer workspaces and other logs have: the published tables are not the only ones there are. */
const unpublished = ["HomeTenantName"];

/** The queries of what is asked, which is answered with one value that fits whatever it is asked for. */
async function queriesOf(ask: (store: Store) => Promise<unknown>, value = "x"): Promise<string[]> {
  const queries: string[] = [];
  const engine = {
    async query(text: string) {
      queries.push(text);
      if (!text.includes("s_value")) return [];
      const held = /s_value = s_\w+Tag/.test(text) ? JSON.stringify([value, value, value]) : value;
      return [0, 1, 2, 3, 4].map((at) => ({ s_part: `${at}`, s_value: held }));
    },
    close: async () => undefined,
  };
  const store = kustoStore({ engine, horizon: () => Date.UTC(2026, 1, 1) });
  await ask(store);
  return queries;
}

const range = { from: Date.UTC(2026, 2, 1), to: Date.UTC(2026, 2, 2) };

/** What depends on the value that is asked for. */
function filterBy(name: FieldName, value: string): (store: Store) => Promise<unknown> {
  const where = [{ field: name, isNot: [value, ""] }];
  return (store) => store.trend({ where, ...range }, [range.from, range.to]);
}

test("the columns that fields are made of are those of the tables", () => {
  const published = new Set(Object.values(publishedColumns).flatMap((columns) => Object.keys(columns)));
  expect(rawColumnNames.filter((name) => !published.has(name) && !unpublished.includes(name))).toEqual([]);
});

describe("every query is valid by Microsoft's checker, on the published columns of all four tables:", () => {
  /** Nothing but texts and whole numbers crosses over, so that both services give the same. */
  const problemsOf = (query: string): unknown[] => {
    const { diagnostics, columns } = checkKql(query, publishedColumns);
    const errors = diagnostics.filter(({ severity }) => severity === "Error");
    const others = columns.filter(({ type }) => type !== "string" && type !== "long");
    const problems = [...errors, ...others, ...(columns.length === 0 ? ["no columns"] : [])];
    return problems.length === 0 ? [] : [query, ...problems];
  };

  test.each(fieldNames)("%s", async (name) => {
    // Values that fit are literals of the query; what is evaluated by the conformance suite is checked there, too.
    const values = name === "ip" ? ["203.0.113.0/24", "2001:db8::/32", "São"] : ["São"];
    const queries: string[] = [];
    for (const value of values) queries.push(...(await queriesOf(filterBy(name, value), value)));
    for (const query of new Set(queries)) expect(problemsOf(query)).toEqual([]);
  });

  test("ids, coverage, and everything at once", async () => {
    const queries = await queriesOf(async (store) => {
      await store.top(
        { where: [] },
        {
          by: ["user", "policy"],
          limit: 3,
          rank: "ip",
          order: "least",
          having: [
            { of: "signIns", atLeast: 2 },
            { of: "mfa", atMost: 4 },
            { of: "lastSeen", before: 1e12 },
          ],
          distinct: ["authMethod", "ip"],
        },
      );
      await store.coverage();
      await store.find("66ea54eb-6301-4ee5-be62-ff5a759b0100", 5);
      await store.list({ where: [{ field: "id", is: ["x"] }] }, { order: "oldest", limit: 1 });
      await store.summarise({ where: [] }, { facets: fieldNames, limit: 3, distinct: fieldNames });
      await store.list({ where: [{ field: "type", is: [] }] }, { order: "oldest", limit: 1 });
    });
    for (const query of queries) expect(problemsOf(query)).toEqual([]);
  });

  test("what the records of a page are packed into", async () => {
    const asked: string[] = [];
    const engine = {
      async query(text: string) {
        asked.push(text);
        return [{ s_id: "a", s_time: 1, s_type: "interactiveUser", s_record: "{}" }];
      },
      close: async () => undefined,
    };
    await kustoStore({ engine, horizon: () => undefined }).list({ where: [] }, { order: "newest", limit: 1 });
    expect(asked).toHaveLength(2);
    for (const query of asked) expect(problemsOf(query)).toEqual([]);
    expect(asked[1]).toContain("pack_all(true)");
  });
});

describe("whatever is asked for, nothing of it becomes a part of the query but text:", () => {
  const attacks = [
    ...hostileTexts,
    '" | take 1 //',
    '\\" or 1 == 1 //',
    "') | union SecurityEvent //",
    "```",
    "\u2028| getschema",
  ];
  const benign = ["alice", "São", "203.0.113.7", "2001:db8::1", "0", " "];
  const tokensOf = async (name: FieldName, value: string): Promise<string[]> =>
    (await queriesOf(filterBy(name, value), value)).flatMap(structureOf);

  test.each(["user", "ip", "policy", "city", "userAgent", "riskEvent"] as const)("%s", async (name) => {
    const known = new Set((await Promise.all(benign.map((value) => tokensOf(name, value)))).flat());
    for (const value of attacks) {
      const unknown = (await tokensOf(name, value)).filter((token) => !known.has(token));
      expect({ value, unknown }).toEqual({ value, unknown: [] });
    }
  });
});

test("a usual question is one that an analyst would recognise", async () => {
  const where: Condition[] = [
    { field: "status", is: ["failure"] },
    { field: "country", is: ["DE"] },
  ];
  const [, query] = await queriesOf(
    (store) => store.trend({ where, ...range }, [range.from, range.to]),
    "ÄÖ",
  );
  expect(query).toMatchInlineSnapshot(`
    "union isfuzzy=true
      (SigninLogs | where TimeGenerated >= datetime(2026-02-28T23:00:00.000Z) and TimeGenerated < datetime(2026-03-09T00:00:00.000Z) | project s_type = "interactiveUser", s_written = TimeGenerated, s_created = column_ifexists("CreatedDateTime", datetime(null)), s_came = ingestion_time(), s_id = tostring(column_ifexists("Id", "")), r_ResultType = tostring(column_ifexists("ResultType", "")), r_Location = tostring(column_ifexists("Location", "")), r_LocationDetails = tostring(column_ifexists("LocationDetails", "")), r_Status = tostring(column_ifexists("Status", ""))),
      (AADNonInteractiveUserSignInLogs | where TimeGenerated >= datetime(2026-02-28T23:00:00.000Z) and TimeGenerated < datetime(2026-03-09T00:00:00.000Z) | project s_type = "nonInteractiveUser", s_written = TimeGenerated, s_created = column_ifexists("CreatedDateTime", datetime(null)), s_came = ingestion_time(), s_id = tostring(column_ifexists("Id", "")), r_ResultType = tostring(column_ifexists("ResultType", "")), r_Location = tostring(column_ifexists("Location", "")), r_LocationDetails = tostring(column_ifexists("LocationDetails", "")), r_Status = tostring(column_ifexists("Status", ""))),
      (AADServicePrincipalSignInLogs | where TimeGenerated >= datetime(2026-02-28T23:00:00.000Z) and TimeGenerated < datetime(2026-03-09T00:00:00.000Z) | project s_type = "servicePrincipal", s_written = TimeGenerated, s_created = column_ifexists("CreatedDateTime", datetime(null)), s_came = ingestion_time(), s_id = tostring(column_ifexists("Id", "")), r_ResultType = tostring(column_ifexists("ResultType", "")), r_Location = tostring(column_ifexists("Location", "")), r_LocationDetails = tostring(column_ifexists("LocationDetails", "")), r_Status = tostring(column_ifexists("Status", ""))),
      (AADManagedIdentitySignInLogs | where TimeGenerated >= datetime(2026-02-28T23:00:00.000Z) and TimeGenerated < datetime(2026-03-09T00:00:00.000Z) | project s_type = "managedIdentity", s_written = TimeGenerated, s_created = column_ifexists("CreatedDateTime", datetime(null)), s_came = ingestion_time(), s_id = tostring(column_ifexists("Id", "")), r_ResultType = tostring(column_ifexists("ResultType", "")), r_Location = tostring(column_ifexists("Location", "")), r_LocationDetails = tostring(column_ifexists("LocationDetails", "")), r_Status = tostring(column_ifexists("Status", "")))
    | extend s_time = tolong((coalesce(s_created, s_written) - datetime(1970-01-01)) / 1ms)
    | extend s_copyCode = coalesce(tolong(r_ResultType), 0)
    | extend s_seen = tolong((coalesce(s_came, s_written) - datetime(1970-01-01)) / 1ms) * 1000000 + s_copyCode - bin(s_copyCode, 1000000)
    | extend s_id = replace_regex(trim("[\\u0009\\u000a\\u000b\\u000c\\u000d \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff]+", s_id), @"^0{8}-0{4}-0{4}-0{4}-0{12}$", "")
    | extend s_id = iff(s_id matches regex @"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", tolower(s_id), s_id)
    | where isnotempty(s_id) and s_time >= long(1772323200000) and s_time < long(1772409600000)
    | project s_type, s_time, s_seen, s_id, r_Location, r_LocationDetails, r_Status, r_ResultType
    | summarize arg_max(s_seen, *) by s_id
    | extend c_Status = parse_json(r_Status)
    | extend c_ResultType = replace_regex(trim("[\\u0009\\u000a\\u000b\\u000c\\u000d \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff]+", r_ResultType), @"^0{8}-0{4}-0{4}-0{4}-0{12}$", "")
    | extend s_code = coalesce(tolong(tostring(c_Status.errorCode)), tolong(c_ResultType))
    | extend s_status = case(s_code == 0, "success", s_code in (long(16000), long(16001), long(16003), long(50055), long(50058), long(50059), long(50072), long(50074), long(50125), long(50127), long(50129), long(50140), long(50143), long(50144), long(51006), long(52004), long(65001), long(81010), long(81012), long(81014), long(29200), long(50019), long(50076), long(50097), long(50158), long(165100)), "interrupted", "failure")
    | extend c_LocationDetails = parse_json(r_LocationDetails)
    | extend s_countryText = replace_regex(trim("[\\u0009\\u000a\\u000b\\u000c\\u000d \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff]+", tostring(c_LocationDetails.countryOrRegion)), @"^0{8}-0{4}-0{4}-0{4}-0{12}$", "")
    | extend c_Location = replace_regex(trim("[\\u0009\\u000a\\u000b\\u000c\\u000d \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff]+", r_Location), @"^0{8}-0{4}-0{4}-0{4}-0{12}$", "")
    | extend s_countryWritten = coalesce(s_countryText, iff(c_Location contains ",", "", c_Location))
    | extend s_country = iff(strlen(s_countryWritten) == 2, toupper(s_countryWritten), s_countryWritten)
    | where isnotnull(s_code) and s_status in~ ("failure") and s_country in~ ("de")
    | project s_id, s_time, s_type, s_status
    | summarize s_n = count(), s_success = countif(s_status == "success"), s_failure = countif(s_status == "failure"), s_interrupted = countif(s_status == "interrupted") by s_at = bin(s_time, long(86400000))"
  `);
});
