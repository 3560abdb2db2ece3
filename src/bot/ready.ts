import type { Request, Response, Server } from "restify";
import { beforeDeadline } from "../deadline.ts";

/** Whoever asks wants to know how it is now, not to wait for what it will be (milliseconds). */
const patience = 2_000;

/**
 * Serves `/readyz`: 200 once questions can be answered, with how fresh the store is; else 503.
 * @param readiness rejects while nothing can be answered
 */
export function mountReady(server: Server, readiness: () => Promise<object>): void {
  server.get("/readyz", async (_request: Request, response: Response) => {
    const ready = await beforeDeadline<object | undefined>(patience, readiness, () => undefined).catch(
      () => undefined,
    );
    const body = JSON.stringify(ready ?? { status: "not ready" });
    response.sendRaw(ready === undefined ? 503 : 200, body, { "content-type": "application/json" });
  });
}
