import { expect, test } from "vitest";
import { UserError } from "../../../src/errors.ts";
import { readPlace, tableIn } from "../../../src/store/clickhouse/place.ts";

test("an address is taken apart, and what may be shown has no user and no password", () => {
  expect(readPlace("https://bot:p%40ss@ch.example.com:8443/logs")).toEqual({
    address: "https://ch.example.com:8443",
    user: "bot",
    password: "p@ss",
    database: "logs",
  });
});

test("a password apart counts, and the usual user is ClickHouse's", () => {
  expect(readPlace("http://localhost:8123/logs", "s3cret")).toMatchObject({
    user: "default",
    password: "s3cret",
  });
});

test.each([
  "",
  "logs",
  "ftp://host/logs",
  "https://bot:hunter2@host:8443",
  "https://bot:hunter2@host:8443/",
  "https://bot:hunter2@host:8443/a/b",
  "https://bot:hunter2@host:8443/logs?wait=1",
  "https://bot:hunter2@host:8443/logs#x",
  "https://bot:hunter2@host:8443/%zz",
  "https://bot:hunter2%zz@host:8443/logs",
  "https://bot:hunter2@host:99999/logs",
])("%s is refused without showing its password", (url) => {
  expect(() => readPlace(url)).toThrow(UserError);
  expect(() => readPlace(url)).not.toThrow(/hunter2/);
});

test("names that are hostile stay names", () => {
  const place = readPlace("https://host/a%60%20b%5C");
  expect(tableIn(place, "sign_in")).toBe("`a\\` b\\\\`.`sign_in`");
});
