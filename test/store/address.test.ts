import fc from "fast-check";
import { expect, test } from "vitest";
import { UserError } from "../../src/errors.ts";
import { isKusto, readStoreAddress, sayStoreAddress, type StoreAddress } from "../../src/store/address.ts";

const workspace = "11111111-2222-4333-8444-555555555555";

test.for<[string, string]>([
  ["data/signpost.db", "data/signpost.db"],
  ["  data/signpost.db\n", "data/signpost.db"],
  ["sqlite:data/signpost.db", "data/signpost.db"],
  ["SQLite: /var/lib/signpost/sign ins.db", "/var/lib/signpost/sign ins.db"],
  ["sign ins of march.db", "sign ins of march.db"],
  ["../other/signpost.db", "../other/signpost.db"],
  ["data/a:b.db", "data/a:b.db"],
  ["sqlite:postgres:x.db", "postgres:x.db"],
  [String.raw`C:\Signpost\signpost.db`, String.raw`C:\Signpost\signpost.db`],
  ["c:/Signpost/signpost.db", "c:/Signpost/signpost.db"],
  [String.raw`sqlite:D:\signpost.db`, String.raw`D:\signpost.db`],
])("%s is a file", ([text, path]) => {
  expect(readStoreAddress(text)).toEqual({ kind: "sqlite", path });
  expect(sayStoreAddress({ kind: "sqlite", path })).toBe(path);
});

test.for<[string, StoreAddress, string]>([
  [
    "clickhouse:https://signpost:hunter2@logs.contoso.com:8443/signpost",
    { kind: "clickhouse", url: "https://signpost:hunter2@logs.contoso.com:8443/signpost" },
    "ClickHouse database signpost on logs.contoso.com:8443",
  ],
  [
    "ClickHouse:http://127.0.0.1:8123/logs",
    { kind: "clickhouse", url: "http://127.0.0.1:8123/logs" },
    "ClickHouse database logs on 127.0.0.1:8123",
  ],
  [`loganalytics:${workspace}`, { kind: "loganalytics", workspace }, `Log Analytics workspace ${workspace}`],
  [
    "LOGANALYTICS: AAAAAAAA-bbbb-4ccc-8ddd-EEEEEEEEEEEE ",
    { kind: "loganalytics", workspace: "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee" },
    "Log Analytics workspace aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee",
  ],
  [
    "adx:https://contoso.westeurope.kusto.windows.net/Security",
    { kind: "adx", cluster: "https://contoso.westeurope.kusto.windows.net", database: "Security" },
    "Data Explorer database Security on contoso.westeurope.kusto.windows.net",
  ],
  [
    "adx:Contoso.WestEurope/Sign-in logs",
    { kind: "adx", cluster: "https://contoso.westeurope.kusto.windows.net", database: "Sign-in logs" },
    "Data Explorer database Sign-in logs on contoso.westeurope.kusto.windows.net",
  ],
  [
    "adx:trd-abc.z1.kusto.fabric.microsoft.com/Logs/",
    { kind: "adx", cluster: "https://trd-abc.z1.kusto.fabric.microsoft.com", database: "Logs" },
    "Data Explorer database Logs on trd-abc.z1.kusto.fabric.microsoft.com",
  ],
  [
    "adx:http://localhost:8080/NetDefaultDB",
    { kind: "adx", cluster: "http://localhost:8080", database: "NetDefaultDB" },
    "Data Explorer database NetDefaultDB on localhost:8080",
  ],
])("%s is a service, told without user and password", ([text, address, said]) => {
  expect(readStoreAddress(text)).toEqual(address);
  expect(sayStoreAddress(address)).toBe(said);
});

test.for([
  ["", /path of a file/],
  ["sqlite:", /path of a file/],
  ["sqlite://data/signpost.db", /path of a file/],
  ["data/\u0000.db", /path of a file/],
  [":memory:", /would be gone/],
  ["sqlite::memory:", /would be gone/],
  [
    "postgres://signpost:hunter2@db/signpost",
    /no kind of store "postgres".*sqlite:.*clickhouse:.*loganalytics:.*adx:/,
  ],
  ["https://signpost:hunter2@logs.contoso.com:8443", /Write clickhouse: before/],
  ["HTTP://logs.contoso.com:8123/signpost", /Write clickhouse: before/],
  ["constructor:x", /no kind of store "constructor"/],
  ["clickhouse:https://logs.contoso.com:8443", /Here the database is missing/],
  ["clickhouse:", /clickhouse:https:\/\/HOST:8443\/DATABASE/],
  ["clickhouse://logs.contoso.com:9000/signpost", /http address/],
  ["clickhouse:tcp://signpost:hunter2@logs.contoso.com:9000", /does not begin with https/],
  ["clickhouse:https://logs.contoso.com/signpost?password=hunter2", /something follows after/],
  ["clickhouse:https://logs.contoso.com/signpost#hunter2", /http address/],
  ["clickhouse:https://logs.contoso.com/a/b", /the database is no name/],
  ["loganalytics:", /Workspace ID.*Overview/],
  ["loganalytics:contoso-logs", /Workspace ID.*Overview/],
  [`loganalytics:/subscriptions/${workspace}/workspaces/logs`, /Workspace ID.*Overview/],
  ["adx:contoso.westeurope", /a cluster and a database/],
  ["adx:contoso.westeurope/", /a cluster and a database/],
  ["adx:https://contoso.westeurope.kusto.windows.net", /a cluster and a database/],
  ["adx:https://contoso.westeurope.kusto.windows.net/a/b", /a cluster and a database/],
  ["adx:http://contoso.westeurope.kusto.windows.net/Security", /on this machine alone/],
  ["adx:http://emulator.contoso.com:8080/NetDefaultDB", /on this machine alone/],
  // A token is sent to clusters of Azure alone.
  ["adx:https://kusto.windows.net.evil.example/Security", /CLUSTER\.REGION\.kusto/],
  ["adx:https://evil.example/Security", /CLUSTER\.REGION\.kusto.*Here the cluster is none/],
  ["adx:https://x@evil.example/Security", /CLUSTER\.REGION\.kusto/],
] as const)("%j is refused with what to write instead, and no password is told", ([text, said]) => {
  const refused = refusal(text);
  expect(refused).toMatch(said);
  expect(refused).not.toContain("hunter2");
});

test("any text is an address or refused to a person; what follows a kind is not repeated", () => {
  const kinds = [
    "sqlite:",
    "clickhouse:",
    "clickhouse:https://",
    "loganalytics:",
    "adx:",
    "adx:https://",
    "",
  ];
  const secret = "s3cr3t-s3cr3t";
  const texts = fc.tuple(fc.constantFrom(...kinds), fc.string({ unit: "binary" }), fc.string());
  fc.assert(
    fc.property(texts, ([kind, before, after]) => {
      const text = `${kind}${before}:${secret}@${after}`;
      const read = outcome(text);
      const refused = typeof read === "string" && kind !== "" ? read : "";
      expect(refused).not.toContain(secret);
    }),
  );
});

test("a password is never told, whatever it is", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 9 }), (password) => {
      const userinfo = `signpost:${encodeURIComponent(password)}`;
      const address = readStoreAddress(`clickhouse:https://${userinfo}@logs.contoso.com:8443/sign_ins`);
      expect(sayStoreAddress(address)).toBe("ClickHouse database sign_ins on logs.contoso.com:8443");
    }),
  );
});

test("Signpost writes to files and ClickHouse alone", () => {
  const texts = ["a.db", "clickhouse:http://localhost/logs", `loganalytics:${workspace}`, "adx:contoso/Logs"];
  expect(texts.map((text) => isKusto(readStoreAddress(text)))).toEqual([false, false, true, true]);
});

function outcome(text: string): StoreAddress | string {
  try {
    return readStoreAddress(text);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

function refusal(text: string): string {
  const said = outcome(text);
  if (typeof said !== "string") throw new Error("nothing was refused");
  return said;
}
