import { once } from "node:events";
import { fileURLToPath } from "node:url";
import {
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type Activity,
  type TurnContext,
} from "botbuilder";
import restify from "restify";
import { mountChat, type ChatOptions } from "../../src/bot/local-chat.ts";

/** A bot behind the real adapter, with the chat page, on a free port of this machine. */
export interface ChatBot {
  readonly origin: string;
  /** What the bot was sent, in order. */
  readonly received: Partial<Activity>[];
  close(): Promise<void>;
}

/** The page as `npm test` has compiled it. */
const pageFolder = fileURLToPath(new URL("../../dist/chat/page/", import.meta.url));

export async function startChatBot(
  answer: (context: TurnContext) => Promise<unknown>,
  options: ChatOptions = {},
): Promise<ChatBot> {
  const received: Partial<Activity>[] = [];
  const server = restify.createServer();
  const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
  server.use(restify.plugins.jsonBodyParser({ mapParams: false }));
  // oxlint-disable-next-line oxc/no-async-endpoint-handlers -- restify, unlike Express, awaits its handlers
  server.post("/api/messages", receive);
  const chat = mountChat(server, { pageFolder, ...options });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  return {
    origin: `http://127.0.0.1:${port}`,
    received,
    async close() {
      chat.close();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };

  async function receive(request: restify.Request, response: restify.Response): Promise<void> {
    await adapter.process(request, response, async (context) => {
      received.push(context.activity);
      await answer(context);
    });
  }
}

export function cardActivity(body: readonly object[], actions: readonly object[] = []): Partial<Activity> {
  const content = { type: "AdaptiveCard", version: "1.5", body, actions };
  return {
    type: "message",
    attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", content }],
  };
}
