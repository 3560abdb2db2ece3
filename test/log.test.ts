import { expect, test } from "vitest";
import { createLog, reference } from "../src/log.ts";

function logged(fields: object): string {
  const lines: string[] = [];
  createLog("info", { write: (line) => void lines.push(line) }).error(fields, "Something happened");
  return lines.join("");
}

test("an event is one line of JSON with its time and level", () => {
  const line = logged({ status: 401, reason: "two\nlines" });
  expect(line.indexOf("\n")).toBe(line.length - 1);
  expect(JSON.parse(line)).toEqual({
    level: "error",
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
    status: 401,
    reason: "two\nlines",
    msg: "Something happened",
  });
});

const token = "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0.c2lnbmF0dXJl";

test.for([
  { authorization: `Bearer ${token}` },
  { headers: { authorization: "hunter2" } },
  { request: { headers: { cookie: "hunter2" } } },
  { credentials: { password: "hunter2" } },
  { err: new Error(`refused: Bearer hunter2`) },
  { err: new Error(`the token ${token} is bad`) },
  { err: new Error("posted client_id=1&client_secret=hunter2&scope=x") },
  { err: Object.assign(new Error("refused"), { request: { body: "hunter2", headers: { a: "hunter2" } } }) },
  { err: `hunter2`.replace("hunter2", `Bearer hunter2`) },
])("secrets stay out, case %#", (fields) => {
  expect(logged(fields)).not.toMatch(/hunter2|eyJ/);
});

test("an error keeps what tells about it", () => {
  const err = Object.assign(new TypeError("no such table"), { code: "SQLITE_ERROR", statusCode: 500 });
  expect(JSON.parse(logged({ err }))).toMatchObject({
    err: {
      type: "TypeError",
      message: "no such table",
      stack: expect.stringContaining("log.test.ts") as string,
      code: "SQLITE_ERROR",
      statusCode: 500,
    },
  });
});

test("events below the level are not written", () => {
  const lines: string[] = [];
  const log = createLog("warn", { write: (line) => void lines.push(line) });
  log.debug({}, "a");
  log.info({}, "b");
  log.warn({}, "c");
  expect(lines).toHaveLength(1);
});

test("a reference has four characters that are not mistaken for each other", () => {
  expect([0, 0.5, 0.999_999].map((value) => reference(() => value))).toEqual(["2222", "HHHH", "ZZZZ"]);
});
