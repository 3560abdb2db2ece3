import restify, { type Next, type Request, type RequestHandler, type Response, type Server } from "restify";
import type { EntraTokens } from "../alerts/entra-token.ts";
import { signatureHeader, type SignatureProblem, type Signatures } from "../alerts/signature.ts";
import type { Alert } from "../alerts/alert.ts";
import { readAlerts } from "../alerts/read-alert.ts";
import type { Desk, Taken } from "../alerts/desk.ts";
import { UserError } from "../errors.ts";
import { limits } from "../limits.ts";
import type { Log } from "../log.ts";

export interface AlertsEndpointOptions {
  readonly desk: Desk;
  /** Absent: nobody signs. */
  readonly signatures?: Signatures | undefined;
  /** Absent: no tokens are taken. */
  readonly tokens?: EntraTokens | undefined;
  /** Entra object ids of the applications whose tokens are taken. */
  readonly senders: readonly string[];
  readonly log: Log;
  /** Is told the HTTP status of each request that is refused. */
  readonly onRefused?: (status: number) => void;
  /** Is told what became of each alert. */
  readonly onTaken?: (result: Taken) => void;
}

/** Serves `POST /api/alerts`: alerts of senders that sign them, or have a token of Entra ID. */
export function mountAlerts(server: Server, options: AlertsEndpointOptions): void {
  const { desk, log, onRefused = () => {}, onTaken = () => {} } = options;
  const handlers: RequestHandler[] = [
    checkHeaders,
    restify.plugins.bodyReader({ maxBodySize: limits.bodyBytes }),
    receive,
  ];
  server.post("/api/alerts", handlers);

  function checkHeaders({ headers }: Request, response: Response, next: Next): void {
    const isJson = /^application\/json\s*(;|$)/i.test(headers["content-type"] ?? "");
    // A compressed body would be measured before it is unpacked.
    if (isJson && headers["content-encoding"] === undefined) return next();
    refuse(response, 415, "Send alerts as application/json, without content-encoding.");
    next(false);
  }

  async function receive(request: Request, response: Response): Promise<void> {
    const body = bytesOf(request.body);
    const trust = await trustIn(request, body).catch(() => undefined);
    if (trust === undefined) return refuse(response, 503, "Entra ID's keys are out of reach. Send it again.");
    if (trust !== "good") return refuse(response, 401, problems[trust]);
    let alerts: readonly Alert[];
    try {
      alerts = readAlerts(jsonIn(body));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return refuse(response, 422, error.message);
    }
    const taken: { id: string; result: Taken }[] = [];
    try {
      for (const alert of alerts) {
        const result = await desk.take(alert);
        onTaken(result);
        taken.push({ id: alert.id, result });
      }
    } catch (error) {
      // What was kept of it is known when it is sent again.
      options.signatures?.release(String(request.headers[signatureHeader] ?? ""));
      throw error;
    }
    response.sendRaw(202, JSON.stringify({ alerts: taken }), { "content-type": "application/json" });
  }

  async function trustIn({ headers }: Request, body: Uint8Array): Promise<Trust> {
    const signature = headers[signatureHeader];
    if (typeof signature === "string") return options.signatures?.judge(signature, body) ?? "none";
    const [, token] = /^Bearer (\S+)$/.exec(headers.authorization ?? "") ?? [];
    if (token === undefined) return "none";
    const sender = await options.tokens?.senderOf(token);
    return sender !== undefined && options.senders.includes(sender) ? "good" : "stranger";
  }

  function refuse(response: Response, status: number, reason: string): void {
    log.warn({ status }, "An alert was refused");
    onRefused(status);
    response.sendRaw(status, JSON.stringify({ error: reason }), { "content-type": "application/json" });
  }
}

type Trust = "good" | SignatureProblem | "none" | "stranger";

const problems: Readonly<Record<Exclude<Trust, "good">, string>> = {
  none: "A signature or a token is needed: docs/alerts.md says how to send alerts.",
  unreadable: "The signature is not of the form t=SECONDS,v1=HEX: docs/alerts.md says how to sign.",
  late: `The signature's time differs from this clock by more than ${limits.alertSkew / 60_000} minutes.`,
  wrong: "The signature does not fit the body and the secret.",
  repeated: "This signature has been taken before: to send it again, sign it anew.",
  stranger: "The token is not that of a sender whom ALERT_SENDERS names.",
};

/** The body as it was sent: its signature is over these bytes. */
function bytesOf(body: unknown): Uint8Array {
  return body instanceof Uint8Array ? body : Buffer.from(typeof body === "string" ? body : "", "utf8");
}

function jsonIn(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString("utf8"));
  } catch {
    throw new UserError("The body is not valid JSON.");
  }
}
