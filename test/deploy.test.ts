import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { expect, test } from "vitest";
import { readConfig } from "../src/config.ts";
import { settings } from "../src/settings.ts";

/** What can be known of the Dockerfile and the Azure description without either: that they fit the program. */

const root = new URL("../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");
const cloudInit = read("deploy/cloud-init.yaml");
const bicep = read("deploy/azure.bicep");

/** The content of a file that cloud-init writes. */
function written(path: string): string {
  const [, after = ""] = cloudInit.split(`- path: ${path}\n`);
  const lines = after.slice(after.indexOf("content: |\n") + 11).split("\n");
  const end = lines.findIndex((line) => line !== "" && !line.startsWith("      "));
  return lines.slice(0, end).join("\n").replaceAll(/^ {6}/gm, "");
}

const filled = (text: string): string =>
  text
    .replaceAll("<hostName>", "signpost.westeurope.cloudapp.azure.com")
    .replaceAll("<clientId>", "11111111-2222-4333-8444-555555555555")
    .replaceAll("<tenantId>", "66666666-7777-4888-9999-aaaaaaaaaaaa")
    .replaceAll("<settings>", "RETENTION_DAYS=90\nDEFAULT_TIMEZONE=Europe/Berlin");

test("Azure fills in all that cloud-init leaves open, and nothing else", () => {
  const open = new Set([...cloudInit.matchAll(/<(\w+)>/g)].map(([mark]) => mark));
  const given = [...bicep.matchAll(/'(<\w+>)':/g)].map(([, mark]) => mark);
  expect(new Set(given)).toEqual(open);
});

test("the settings of the machine are a whole configuration", () => {
  const env = parseEnv(filled(written("/etc/signpost.env")));
  expect(Object.keys(env).filter((name) => !(name in settings))).toEqual([]);
  expect(readConfig({ ...env, NODE_ENV: "production" })).toMatchObject({
    host: "127.0.0.1",
    port: 3978,
    credentials: { type: "UserAssignedMSI" },
    retentionDays: 90,
    sync: true,
    store: { kind: "sqlite", path: "/var/lib/signpost/signpost.db" },
    state: "/var/lib/signpost/signpost-state.db",
  });
});

test("another store in the settings leaves what the bot remembers on the machine's disk", () => {
  const address = "loganalytics:11111111-2222-4333-8444-555555555555";
  const settings = filled(written("/etc/signpost.env")).replace("RETENTION_DAYS=90", `STORE=${address}`);
  expect(readConfig(parseEnv(settings))).toMatchObject({
    store: { kind: "loganalytics" },
    state: "/var/lib/signpost/signpost-state.db",
    sync: false,
  });
});

test.each(["/usr/local/sbin/signpost-update", "/usr/local/bin/signpost"])(
  "%s is one that a shell reads",
  (path) => {
    const script = written(path);
    const { status, stderr } = spawnSync("sh", ["-n"], { input: script, encoding: "utf8" });
    expect([script.startsWith("#!/bin/sh\n"), status, stderr]).toEqual([true, 0, ""]);
  },
);

test("the image holds what the package does, and listens where it is looked at", () => {
  const dockerfile = read("Dockerfile");
  const { files } = JSON.parse(read("package.json")) as { files: string[] };
  for (const file of files) expect(dockerfile).toMatch(new RegExp(`COPY --from=build .*/app/${file}\\b`));
  const { port } = readConfig({ AUTH: "off" });
  expect(dockerfile).toContain(`EXPOSE ${port}`);
  expect(dockerfile).toContain(`127.0.0.1:${port}/healthz`);
  for (const [, name = ""] of dockerfile.matchAll(/\b([A-Z_]+)=\S/g))
    expect([...Object.keys(settings), "NODE_ENV"]).toContain(name);
});
