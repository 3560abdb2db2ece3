import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Request, Response, Server } from "restify";
import { z } from "zod";
import { UserError } from "../errors.ts";
import { limits } from "../limits.ts";
import { askPath } from "../links/own.ts";
import { createChatFeed } from "./local-chat-feed.ts";
import type { Suggestion } from "../suggestions/suggest.ts";
import { sendDownload } from "./downloads.ts";
import { createFileShelf, type FileShelf } from "./file-shelf.ts";

export interface ChatOptions {
  /** Folder of the compiled page. */
  readonly pageFolder?: string;
  /** Conversations and events a conversation that are kept in memory. */
  readonly conversations?: number;
  readonly events?: number;
  /** Files that cards link to. */
  readonly files?: FileShelf;
  /** What a text that is being typed may become; nothing where it is absent. */
  readonly suggest?: (typed: string) => Promise<readonly Suggestion[]>;
}

export interface LocalChat {
  /** Ends the open event streams. Call it before closing the server, which otherwise waits for them. */
  close(): void;
}

/**
 * Serves the chat page at `/` and, under `/chat`, its files, its event stream and a Bot Framework connector for
 * the adapter to answer to: the `serviceUrl` of the page's activities is `<origin>/chat/connector`. For a server on a
 * loopback address only: there is no authentication, so requests for other hosts or from other origins are refused.
 * @throws {UserError} where the page has not been compiled.
 */
export function mountChat(server: Server, options: ChatOptions = {}): LocalChat {
  const files = readFiles(options.pageFolder ?? fileURLToPath(new URL("../chat/page/", import.meta.url)));
  const feed = createChatFeed({
    conversations: options.conversations ?? 100,
    events: options.events ?? 200,
  });
  const shelf = options.files ?? createFileShelf();
  const heartbeat = setInterval(() => feed.beat(), 15_000).unref();
  const activities = "/chat/connector/v3/conversations/:conversationId/activities";

  server.get("/", local(sendFile(() => files.get("index.html"))));
  server.get(askPath, local(openQuestion));
  server.get("/chat/:file", local(sendFile((request) => files.get(String(request.params.file)))));
  server.get("/chat/events", local(openStream));
  server.get("/chat/suggestions", local(sendSuggestions));
  server.get(
    filePath(":id"),
    local((request, response) => sendDownload(shelf, request, response)),
  );
  server.post(activities, local(add));
  server.post(`${activities}/:activityId`, local(add));
  server.put(`${activities}/:activityId`, local(update));
  server.del(`${activities}/:activityId`, local(remove));

  return {
    close() {
      clearInterval(heartbeat);
      feed.close();
    },
  };

  /** A question's link opens the page, which asks it. */
  async function openQuestion(request: Request, response: Response): Promise<void> {
    const question = new URL(request.url ?? "", "http://localhost").searchParams.get("q") ?? "";
    const query = new URLSearchParams({ ask: question.slice(0, limits.commandLength) });
    response.sendRaw(302, "", { location: `/?${query.toString()}` });
  }

  async function openStream(request: Request, response: Response): Promise<void> {
    const conversation = ConversationId.safeParse(
      new URL(request.url ?? "", "http://localhost").searchParams.get("conversation"),
    );
    if (!conversation.success) return refuse(response, 400, "The conversation's id is missing or malformed.");
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write("retry: 1000\n\n");
    const lastEventId = z.string().safeParse(request.headers["last-event-id"]).data;
    const unsubscribe = feed.subscribe(conversation.data, lastEventId, {
      send: (frame) =>
        void (response.writableLength > unreadBytes ? response.destroy() : response.write(frame)),
      end: () => void response.end(),
    });
    response.once("close", unsubscribe);
  }

  async function sendSuggestions(request: Request, response: Response): Promise<void> {
    const typed = new URL(request.url ?? "", "http://localhost").searchParams.get("text") ?? "";
    response.send(200, (await options.suggest?.(typed)) ?? []);
  }

  async function add(request: Request, response: Response): Promise<void> {
    await deliver(request, response, "add", randomUUID());
  }

  async function update(request: Request, response: Response): Promise<void> {
    await deliver(request, response, "update", String(request.params.activityId));
  }

  async function remove(request: Request, response: Response): Promise<void> {
    const conversation = ConversationId.safeParse(request.params.conversationId);
    if (!conversation.success) return refuse(response, 404, "There is no such conversation.");
    feed.publish(conversation.data, { kind: "remove", activity: { id: String(request.params.activityId) } });
    response.send(200, {});
  }

  async function deliver(
    request: Request,
    response: Response,
    kind: "add" | "update",
    id: string,
  ): Promise<void> {
    const conversation = ConversationId.safeParse(request.params.conversationId);
    if (!conversation.success) return refuse(response, 404, "There is no such conversation.");
    const activity = ShownActivity.safeParse(await readJson(request));
    if (!activity.success) {
      return refuse(response, 400, `This is not an activity: ${z.prettifyError(activity.error)}`);
    }
    feed.publish(conversation.data, { kind, activity: { ...activity.data, id } });
    response.send(200, { id });
  }
}

/** Where a file of the shelf is fetched. The page lets links lead there: see its `links.ts`. */
export function filePath(id: string): string {
  return `/chat/exports/${id}`;
}

/** Bytes that a page may leave unread before its stream is cut; it reconnects and gets what it missed. */
const unreadBytes = 4 * 1024 * 1024;

const ConversationId = z.string().regex(/^[\w-]{1,64}$/);

/** What the page shows of an activity; everything else stays here. */
const ShownActivity = z.object({
  type: z.string(),
  text: z.string().optional(),
  textFormat: z.string().optional(),
  attachments: z.array(z.object({ contentType: z.string(), content: z.unknown() })).optional(),
});

/** The library that draws cards creates these Trusted Types policies; no other HTML may be made from text. */
const policies = [
  "adaptivecards#markdownPassthroughPolicy",
  "adaptivecards#restoreContentsPolicy",
  "adaptivecards#deprecatedExportedFunctionPolicy",
];

const headers = {
  "cache-control": "no-store",
  "content-security-policy": [
    "default-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    `trusted-types ${policies.join(" ")}`,
  ].join("; "),
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
};

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

interface PageFile {
  readonly contentType: string;
  readonly content: Buffer;
}

/** The files of the page by name. Requests look names up here and never become paths. */
function readFiles(folder: string): ReadonlyMap<string, PageFile> {
  if (!existsSync(join(folder, "page.js"))) {
    throw new UserError(`The chat page is not in ${folder}. Compile it: npm run build`);
  }
  const page = readdirSync(folder).map((name) => [name, join(folder, name)] as const);
  const library = createRequire(import.meta.url).resolve("adaptivecards/dist/adaptivecards.min.js");
  const files = new Map<string, PageFile>();
  for (const [name, path] of [...page, ["adaptivecards.js", library] as const]) {
    const contentType = contentTypes[extname(name)];
    if (contentType !== undefined) files.set(name, { contentType, content: readFileSync(path) });
  }
  return files;
}

type Handler = (request: Request, response: Response) => Promise<void>;

function sendFile(find: (request: Request) => PageFile | undefined): Handler {
  return async (request, response) => {
    const file = find(request);
    if (file === undefined) return refuse(response, 404, "There is no such file.");
    response.sendRaw(200, file.content, { "content-type": file.contentType });
  };
}

/** Puts the security headers on, and refuses what other web pages could send here (DNS rebinding, cross-site posts). */
function local(handle: Handler): Handler {
  return async (request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const { host = "", origin } = request.headers;
    const isLoopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host);
    if (isLoopback && (origin === undefined || origin === `http://${host}`)) return handle(request, response);
    refuse(response, 403, "The chat page answers to this machine only: open it at http://localhost.");
  };
}

/** The JSON of a request, whether or not the server has parsed it already; undefined where it is none or too long. */
async function readJson(request: Request): Promise<unknown> {
  if (typeof request.body === "object" && request.body !== null) return request.body;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > limits.bodyBytes) return undefined;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    return undefined;
  }
}

/** An error in the form that the Bot Framework's connector uses. */
function refuse(response: Response, status: number, message: string): void {
  response.send(status, { error: { code: String(status), message } });
}
