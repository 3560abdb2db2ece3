import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";

/** Microsoft 365 Agents Playground: for evaluation alone, so nothing depends on it, and it is no dependency. */
const packaged = "node_modules/@microsoft/m365agentsplayground/cli.js";
const places = [
  process.env["PLAYGROUND_PATH"],
  fileURLToPath(new URL(`../../${packaged}`, import.meta.url)),
].filter((place) => place !== undefined);
const program = places.find((place) => existsSync(place));

export const skipsPlayground = program === undefined;
export const playgroundHint = skipsPlayground
  ? " (needs it: npm install --no-save @microsoft/m365agentsplayground)"
  : "";

export interface Playground {
  readonly url: string;
  stop(): void;
}

/** Starts it for a bot. @param folder where its configuration is written */
export async function startPlayground(bot: string, folder: string): Promise<Playground> {
  writeFileSync(join(folder, ".m365agentsplayground.yml"), configuration);
  const port = await freePort();
  const args = ["-e", `${bot}/api/messages`, "-c", "msteams", "-p", String(port), "--disable-telemetry"];
  const child: ChildProcess = spawn(process.execPath, [program ?? "", ...args], {
    cwd: folder,
    // With a PATH that knows no browser it opens none.
    env: { PATH: "/usr/bin:/bin", HOME: folder, APPLICATION_INSIGHTS_NO_STATSBEAT: "true", BROWSER: "none" },
    stdio: "ignore",
  });
  const url = `http://localhost:${port}/`;
  await answering(url);
  return { url, stop: () => void child.kill("SIGKILL") };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

async function answering(url: string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (
      await fetch(url).then(
        () => true,
        () => false,
      )
    )
      return;
    await setTimeout(100);
  }
  throw new Error(`Nothing answers at ${url}.`);
}

const guid = (digit: number): string => `33333333-3333-4333-8333-33333333333${digit}`;
const person = (name: string, digit: number): object => ({
  id: `29:${name.toLowerCase()}`,
  name,
  userPrincipleName: `${name.toLowerCase()}@contoso.com`,
  aadObjectId: guid(digit),
  givenName: name,
  surname: "Test",
  email: `${name.toLowerCase()}@contoso.com`,
});

/** YAML that is JSON: who takes part, and where. The misspelt property is the program's own. */
const configuration = JSON.stringify({
  version: "0.1.1",
  tenantId: "11111111-1111-4111-8111-111111111111",
  bot: { id: "22222222-2222-4222-8222-222222222222", name: "Signpost" },
  currentUser: person("Robin", 0),
  users: ["Ann", "Ben", "Cem", "Dee", "Eve"].map((name, index) => person(name, index + 1)),
  personalChat: { id: "a:personal" },
  groupChat: { id: "19:group@thread.v2", name: "Incident" },
  team: {
    id: "19:general@thread.tacv2",
    name: "SOC",
    aadGroupId: "44444444-4444-4444-8444-444444444444",
    channels: [{ id: "19:alerts@thread.tacv2", name: "Alerts" }],
  },
});
