import type { Request, Response, Server } from "restify";
import { limits } from "../limits.ts";
import { askPath, chatLink } from "../links/own.ts";

/** A question's link opens the chat with the bot, the question typed: it is for whoever follows it to send it. */
export function mountLinks(server: Server, appId: string): void {
  server.get(askPath, async (request: Request, response: Response) => {
    const question = new URL(request.url ?? "", "http://localhost").searchParams.get("q") ?? "";
    const location = chatLink(appId, question.slice(0, limits.commandLength));
    response.sendRaw(302, "", { location });
  });
}
