import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { ClickHouseClient, ClickHouseError } from "@clickhouse/client";

export interface ClickHouseServer {
  /** Scheme, host and port. */
  readonly address: string;
  /** What requests had: their parameters in the address, in the order in which they came. */
  readonly requests: URLSearchParams[];
  close(): Promise<void>;
}

/**
 * ClickHouse's HTTP interface before the engine of this process: what comes over the wire, and how values are written on
 * it, is the client's own. Source: https://clickhouse.com/docs/interfaces/http
 */
export async function serveClickHouse(
  client: ClickHouseClient,
  user: string,
  password: string,
): Promise<ClickHouseServer> {
  const requests: URLSearchParams[] = [];
  const credentials = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
  const server: Server = createServer((request, response) => {
    const fail = (code: number, status: number, text: string): void => {
      response.writeHead(status, { "x-clickhouse-exception-code": String(code) }).end(text);
    };
    const answer = async (): Promise<void> => {
      const { query, params } = await readRequest(request, requests);
      if (request.headers.authorization !== credentials) {
        fail(516, 403, `Code: 516. DB::Exception: ${user}: Authentication failed. (AUTHENTICATION_FAILED)`);
        return;
      }
      const set = [...params].map(([name, text]) => `SET param_${name} = '${quoted(text)}'; `).join("");
      const { stream } = await client.exec({ query: set + query });
      response.end(await buffer(stream));
    };
    answer().catch((error: unknown) => {
      const { code, type = "", message } = error as Partial<ClickHouseError>;
      fail(Number(code), 500, `Code: ${code}. DB::Exception: ${message} (${type})`);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

interface Asked {
  readonly query: string;
  /** Values as texts, as the wire has them. */
  readonly params: Map<string, string>;
}

async function readRequest(request: IncomingMessage, requests: URLSearchParams[]): Promise<Asked> {
  const { searchParams } = new URL(request.url ?? "", "http://localhost");
  requests.push(searchParams);
  const body = await buffer(request);
  const type = request.headers["content-type"] ?? "";
  const fields: [string, string][] = type.startsWith("multipart/form-data")
    ? [...(await new Response(body, { headers: { "content-type": type } }).formData())].map(
        ([name, value]) => [name, typeof value === "string" ? value : ""],
      )
    : [["body", body.toString()]];
  const all = new Map([...searchParams, ...fields]);
  const params = [...all].flatMap(([name, text]): [string, string][] =>
    name.startsWith("param_") ? [[name.slice("param_".length), text]] : [],
  );
  // Rows to be inserted follow the query.
  const query = [all.get("query"), all.get("body")]
    .filter((text) => text !== undefined && text !== "")
    .join("\n");
  return { query, params: new Map(params) };
}

function quoted(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("'", "\\'");
}
