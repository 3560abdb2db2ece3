import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { messageOf, UserError } from "../errors.ts";
import type { Metrics } from "../metrics.ts";

/**
 * Serves `/metrics` on a port of its own: whoever reaches the bot need not see how much is asked.
 * @returns the port, and how to end it
 * @throws UserError where the port can't be listened on
 */
export async function serveMetrics(
  metrics: Metrics,
  host: string,
  port: number,
): Promise<{ readonly port: number; readonly close: () => void }> {
  const server = createServer((request, response) => void answer(request, response, metrics));
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (error) {
    throw new UserError(`METRICS_PORT=${port} can't be listened on: ${messageOf(error)}. Name another port.`);
  }
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, metrics: Metrics): Promise<void> {
  const isKnown = request.method === "GET" && request.url === "/metrics";
  const text = isKnown ? await metrics.text().catch(() => undefined) : undefined;
  response.statusCode = isKnown ? (text === undefined ? 500 : 200) : 404;
  response.setHeader("content-type", metrics.contentType);
  response.end(text ?? "");
}
