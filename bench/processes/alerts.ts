import { createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createDesk } from "../../src/alerts/desk.ts";
import { createSignatures, signatureHeader } from "../../src/alerts/signature.ts";
import { createAlertChannels } from "../../src/bot/alert-channels.ts";
import { mountAlerts } from "../../src/bot/alerts-endpoint.ts";
import { createMessenger } from "../../src/bot/messenger.ts";
import { startServer } from "../../src/bot/server.ts";
import { openSqliteState } from "../../src/state/sqlite/open-state.ts";
import { renderCard } from "../../src/views/render.ts";
import { plainSummary } from "../../src/views/text.ts";
import { openInThreads } from "../engines/signpost.ts";
import { timesOf, type Times } from "../run/statistics.ts";
import { answerTasks } from "./child.ts";
import { askWhile, type Asked } from "./asking.ts";

export interface FloodTask {
  /** The store that is asked meanwhile. */
  readonly path: string;
  readonly state: string;
  readonly alerts: number;
  /** Requests that are under way at once. */
  readonly senders: number;
}

export interface Flood {
  readonly milliseconds: number;
  /** Of one request with one alert. */
  readonly request: Times;
  /** What Teams was sent: new posts, and changes of them. */
  readonly posts: number;
  readonly changes: number;
  readonly asked: Asked;
  readonly peakBytes: number;
}

const secret = "a secret of more than thirty-two characters";
const silent = { debug: none, info: none, warn: none, error: console.error };
function none(): void {}

/** Takes alerts by http, each in a request of its own, while questions are asked. */
answerTasks(async ({ path, state: statePath, alerts, senders }: FloodTask): Promise<Flood> => {
  const { store } = await openInThreads(path, "service");
  const state = openSqliteState(statePath);
  const teams = await startTeams();
  const messenger = createMessenger({ state, log: silent });
  const looks = { render: renderCard, summarise: plainSummary };
  const desk = createDesk({
    alerts: state.alerts,
    store: async () => store,
    channels: createAlertChannels(messenger.outbox, looks, { serviceUrl: teams.url }),
    routes: [{ channel: "19:soc@thread.tacv2" }],
    timezone: "UTC",
    log: silent,
  });
  const server = await startServer({
    config: { host: "127.0.0.1", port: 0, credentials: undefined },
    adapter: messenger.adapter,
    bot: async () => {},
    log: silent,
    mount: (routes) =>
      mountAlerts(routes, { desk, signatures: createSignatures(secret), senders: [], log: silent }),
  });
  const samples: number[] = [];
  const start = performance.now();
  const { asked } = await askWhile(store, async () => {
    let next = 0;
    const sender = async (): Promise<void> => {
      while (next < alerts) samples.push(await send(server.url, next++));
    };
    await Promise.all(Array.from({ length: senders }, sender));
    await desk.close();
  });
  const milliseconds = performance.now() - start;
  await server.close();
  await messenger.outbox.close();
  await state.close();
  await store.close();
  teams.close();
  const { posts, changes } = teams;
  return {
    milliseconds,
    request: timesOf(samples),
    posts: posts(),
    changes: changes(),
    asked,
    peakBytes: process.resourceUsage().maxRSS * 1_024,
  };
});

/** @returns milliseconds until it was acknowledged */
async function send(url: string, number: number): Promise<number> {
  const body = JSON.stringify({
    id: `flood-${number}`,
    title: `Failed sign-ins ${number}`,
    severity: "high",
    time: new Date().toISOString(),
    users: [`user${number}@contoso.com`],
  });
  const time = Math.floor(Date.now() / 1_000);
  const signature = createHmac("sha256", secret).update(`${time}.${body}`).digest("hex");
  const start = performance.now();
  const response = await fetch(`${url}/api/alerts`, {
    method: "POST",
    headers: { "content-type": "application/json", [signatureHeader]: `t=${time},v1=${signature}` },
    body,
  });
  await response.arrayBuffer();
  if (response.status !== 202) throw new Error(`An alert was answered with ${response.status}.`);
  return performance.now() - start;
}

/** What takes posts in the place of Teams, in a tenth of a second each. */
async function startTeams(): Promise<{
  readonly url: string;
  readonly posts: () => number;
  readonly changes: () => number;
  readonly close: () => void;
}> {
  let [posts, changes] = [0, 0];
  const server: Server = createServer((request, response) => {
    request.resume();
    request.on("end", () => {
      if (request.method === "POST") posts += 1;
      else changes += 1;
      setTimeout(() => {
        response.setHeader("content-type", "application/json");
        response.end(JSON.stringify({ id: String(posts) }));
      }, 100);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    posts: () => posts,
    changes: () => changes,
    close: () => void server.close(),
  };
}
