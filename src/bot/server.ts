import { STATUS_CODES } from "node:http";
import type { Activity, InvokeResponse } from "botbuilder";
import restify, { type Next, type Request, type RequestHandler, type Response, type Server } from "restify";
import type { Config } from "../config.ts";
import { beforeDeadline } from "../deadline.ts";
import { UserError } from "../errors.ts";
import { limits } from "../limits.ts";
import { reference, type Log } from "../log.ts";
import type { TeamsAdapter, Turn } from "./adapter.ts";
import { refuseActivity, refuseEnvelope, type Refusal } from "./guard.ts";

export interface ServerOptions {
  readonly config: Pick<Config, "host" | "port" | "credentials">;
  readonly adapter: TeamsAdapter;
  readonly bot: Turn;
  readonly log: Log;
  /** Is told the HTTP status of each activity that is refused. */
  readonly onRefused?: ((status: number) => void) | undefined;
  /** Adds further routes before the server listens. */
  readonly mount?: (server: Server) => void;
  /** As `Math.random`; names the incidents. */
  readonly random?: () => number;
  /** Milliseconds after which a message is acknowledged, answered or not. */
  readonly acknowledgeTime?: number | undefined;
  /** Milliseconds that turns have to finish once the server is closed. */
  readonly closeTime?: number;
}

export interface RunningServer {
  /** Origin, e.g. "http://127.0.0.1:3978". */
  readonly url: string;
  /** Takes no more requests, lets turns finish for some seconds, and cuts what is left. A second call does nothing. */
  close(): Promise<void>;
}

/**
 * Serves `/api/messages` behind the guard, and `/healthz`.
 * @throws {UserError} where the address can't be listened on
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { config, adapter, bot, log, mount, random = Math.random, closeTime = 8_000 } = options;
  const { acknowledgeTime = limits.acknowledgeTime } = options;
  const { credentials } = config;
  const server = restify.createServer({ name: "" });
  let closing: Promise<void> | undefined;
  /** Turns that may go on after their request. */
  const turns = new Set<Promise<void>>();

  server.server.requestTimeout = 15_000;
  server.pre(secure);
  server.on("restifyError", sendError);
  server.get("/healthz", async (_request: Request, response: Response) => {
    response.sendRaw(200, '{"status":"ok"}', { "content-type": "application/json" });
  });
  // restify tells asynchronous handlers by their two parameters, and takes what they reject with to `sendError`.
  const handlers: RequestHandler[] = [
    checkEnvelope,
    restify.plugins.bodyReader({ maxBodySize: limits.bodyBytes }),
    ...restify.plugins.jsonBodyParser({ bodyReader: true, mapParams: false }),
    checkActivity,
    receive,
  ];
  server.post("/api/messages", handlers);
  mount?.(server);
  await listen(server, config);
  return { url: urlOf(server, config.host), close: () => (closing ??= close()) };

  function secure(_request: Request, response: Response, next: Next): void {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (closing !== undefined) response.setHeader("connection", "close");
    next();
  }

  function checkEnvelope(request: Request, response: Response, next: Next): void {
    const { remoteAddress, localPort } = request.socket;
    proceed(
      refuseEnvelope({ headers: request.headers, remoteAddress, localPort }, credentials),
      response,
      next,
    );
  }

  function checkActivity(request: Request, response: Response, next: Next): void {
    proceed(refuseActivity(request.body, credentials), response, next);
  }

  function proceed(refusal: Refusal | undefined, response: Response, next: Next): void {
    if (refusal === undefined) return next();
    log.warn({ status: refusal.status, reason: refusal.reason }, "An activity was refused");
    options.onRefused?.(refusal.status);
    sendText(response, refusal.status, refusal.reason);
    next(false);
  }

  async function receive(request: Request, response: Response): Promise<void> {
    const activity = request.body as Activity;
    const answer = await acknowledged(activity, () =>
      adapter.receive(request.headers.authorization ?? "", activity, bot),
    );
    if (answer.status === 401) {
      log.warn({ status: 401 }, "An activity with a false token was refused");
      options.onRefused?.(401);
    }
    sendAnswer(response, answer);
  }

  /** A turn that takes long goes on while its message is acknowledged; an invoke has its answer in the response. */
  async function acknowledged(
    activity: Activity,
    run: () => Promise<InvokeResponse>,
  ): Promise<InvokeResponse> {
    const turn = run();
    if (activity.type === "invoke") return turn;
    let isLate = false;
    const settled = turn.then(
      () => undefined,
      (err: unknown) => (isLate ? log.error({ err }, "A turn broke after its request") : undefined),
    );
    turns.add(settled);
    void settled.finally(() => turns.delete(settled));
    return beforeDeadline(
      acknowledgeTime,
      () => turn,
      () => {
        isLate = true;
        return { status: 200 };
      },
    );
  }

  /** What went wrong is for the log alone. */
  function sendError(_request: Request, response: Response, err: unknown, done: () => void): void {
    const status = statusOf(err);
    if (status < 500) {
      log.warn({ status }, "A request was refused");
      sendText(response, status, texts[status] ?? STATUS_CODES[status] ?? "Bad Request");
    } else {
      const incident = reference(random);
      log.error({ err, reference: incident }, "A request broke");
      sendText(response, 500, `Something broke (ref ${incident}).`);
    }
    done();
  }

  async function close(): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    const cut = setTimeout(() => server.server.closeAllConnections(), closeTime);
    await closed;
    clearTimeout(cut);
    await beforeDeadline(
      closeTime,
      async () => void (await Promise.all(turns)),
      () => undefined,
    );
  }
}

const headers: Readonly<Record<string, string>> = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

const texts: Readonly<Record<number, string>> = {
  400: "The body is not valid JSON.",
  413: `The body is longer than ${limits.bodyBytes} bytes.`,
};

function sendAnswer(response: Response, { status, body }: InvokeResponse<unknown>): void {
  if (typeof body === "string") sendText(response, status, body);
  else response.sendRaw(status, JSON.stringify(body) ?? "", { "content-type": "application/json" });
}

function sendText(response: Response, status: number, text: string): void {
  response.sendRaw(status, `${text}\n`, { "content-type": "text/plain; charset=utf-8" });
}

function statusOf(error: unknown): number {
  const status = (error as { statusCode?: unknown } | undefined)?.statusCode;
  return typeof status === "number" && status >= 400 && status < 600 ? status : 500;
}

async function listen(server: Server, { host, port }: Pick<Config, "host" | "port">): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, host, () => resolve());
    });
  } catch (error) {
    throw explain(error, host, port);
  }
}

function explain(error: unknown, host: string, port: number): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case "EADDRINUSE":
      return new UserError(`Port ${port} is taken. Stop the program that has it, or set PORT=${port + 1}.`);
    case "EACCES":
      return new UserError(`Port ${port} may not be opened by this account. Set PORT to one above 1023.`);
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return new UserError(`HOST=${host} is no address of this machine. Set HOST=0.0.0.0, or remove it.`);
    default:
      return error;
  }
}

function urlOf(server: Server, host: string): string {
  const { port } = server.address();
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
