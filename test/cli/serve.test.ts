import { once } from "node:events";
import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { signpostHere } from "./in-process.ts";
import { collect, ended, printed, signpost, startSignpost, temporaryFolder } from "./signpost.ts";

vi.setConfig({ testTimeout: 60_000 });

const folder = temporaryFolder();
afterAll(folder.remove);
const cwd = folder.path;

test("serve refuses to start without credentials, and names the settings", async () => {
  const { status, stdout, stderr } = await signpost(["serve"], { cwd });
  expect([status, stdout]).toEqual([2, ""]);
  for (const name of ["MICROSOFT_APP_ID", "MICROSOFT_APP_TENANT_ID", "MICROSOFT_APP_PASSWORD", "AUTH=off"])
    expect(stderr).toContain(name);
});

test.each([
  ["serve", { AUTH: "off", HOST: "0.0.0.0" }, /HOST must be 127\.0\.0\.1/],
  ["demo", { HOST: "0.0.0.0" }, /HOST must be 127\.0\.0\.1/],
  ["serve", { AUTH: "off", NODE_ENV: "production" }, /not for NODE_ENV=production/],
  ["serve", { AUTH: "off", PORT: "70000" }, /PORT must be a whole number/],
])("%s with %j is refused", async (command, env, message) => {
  const { status, stderr } = await signpostHere([command], { cwd, env });
  expect(status).toBe(2);
  expect(stderr).toMatch(message);
});

async function freePort(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return String(port);
}

test("a port that is taken is named, with what to do", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  for (const command of ["serve", "demo"]) {
    const { status, stderr } = await signpost([command], { cwd, env: { AUTH: "off", PORT: String(port) } });
    expect(status).toBe(2);
    expect(stderr).toContain(`${port}`);
    expect(stderr).toMatch(/in use|taken/);
    expect(stderr).not.toMatch(/\n {4}at /);
  }
  other.close();
});

test("serve in local mode answers, and ends on a signal with status 0", async () => {
  const service = startSignpost(["serve"], { cwd, env: { AUTH: "off", PORT: "0" } });
  const output = collect(service);
  const url = await printed(output, /http:\/\/127\.0\.0\.1:\d+/);
  expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: "ok" });
  service.kill("SIGTERM");
  expect(await ended(service)).toBe(0);
});

test("what appears in the folder that is watched is there in the next answer; /readyz and /metrics tell how old it is", async () => {
  const metricsPort = await freePort();
  const created = new Date(Date.now() - 3_600_000).toISOString();
  mkdirSync(join(cwd, "logs"));
  const path = join(cwd, "logs", "signins.json");
  const record = {
    id: "00000000-0000-4000-8000-000000000001",
    createdDateTime: created,
    userPrincipalName: "watched@contoso.com",
    userId: "7d4a3c2b-1111-4222-8333-444455556666",
    isInteractive: true,
    status: { errorCode: 0 },
  };
  writeFileSync(path, JSON.stringify([record]));
  utimesSync(path, new Date(created), new Date(created));
  const service = startSignpost(["serve", "--store", "watched.db"], {
    cwd,
    env: { AUTH: "off", PORT: "0", WATCH_FOLDER: join(cwd, "logs"), METRICS_PORT: metricsPort },
  });
  const url = await printed(collect(service), /http:\/\/127\.0\.0\.1:\d+/);
  const readyz = async (): Promise<unknown> => (await fetch(`${url}/readyz`)).json();
  await vi.waitFor(async () => expect(JSON.stringify(await readyz())).toContain(created), 20_000);
  expect(await readyz()).toMatchObject({ status: "ok", newestRecord: { at: created } });
  const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  expect(metrics).toContain(`signpost_newest_record_timestamp_seconds ${Date.parse(created) / 1_000}`);
  service.kill("SIGTERM");
  expect(await ended(service)).toBe(0);
  const { stdout } = await signpostHere(["ask", "--store", "watched.db", "top users last 24 hours"], { cwd });
  expect(stdout).toContain("watched@contoso.com");
});

test("a demo that is stopped while its data is made ends at once", async () => {
  const service = startSignpost(["demo"], { cwd, env: { PORT: "0", LOG_LEVEL: "info" } });
  const output = collect(service);
  await printed(output, /Making the demo company's sign-ins/);
  service.kill("SIGINT");
  expect(await ended(service)).toBe(0);
  expect(output.stdout).not.toContain("Open http");
});
