/** Where a question is opened by its link: `/ask?q=failures+for+alice`. */
export const askPath = "/ask";

/** Where Signpost is reached, as far as it knows. */
export interface Home {
  /** "https://signpost.contoso.com"; in local mode that of the chat page, "http://127.0.0.1:3978". */
  readonly origin?: string | undefined;
  /** Application id of the bot: the chat with it has a link that needs no address of ours. */
  readonly appId?: string | undefined;
}

/** The link that opens a sentence; undefined where there is nowhere to lead to. `sentenceOfOwnLink` reads it back. */
export function linkTo(sentence: string, { origin, appId }: Home): string | undefined {
  if (origin !== undefined) return `${origin}${askPath}?${new URLSearchParams({ q: sentence }).toString()}`;
  return appId === undefined ? undefined : chatLink(appId, sentence);
}

/** Opens the chat with the bot in Teams, the question typed. Source: Teams, "Create deep links to a chat". */
export function chatLink(appId: string, question: string): string {
  const query = new URLSearchParams({ users: `28:${appId}`, message: question });
  return `https://teams.microsoft.com/l/chat/0/0?${query.toString()}`;
}

const teamsHosts: ReadonlySet<string> = new Set(["teams.microsoft.com", "teams.cloud.microsoft"]);

/** What a link of Signpost's own asks; undefined for any other, also for one into the chat with another bot. */
export function sentenceOfOwnLink(url: URL, { origin, appId }: Home): string | undefined {
  if (url.origin === origin && url.pathname === askPath) return said(url, "q");
  const isChat = url.protocol === "https:" && teamsHosts.has(url.host) && url.pathname === "/l/chat/0/0";
  if (!isChat || appId === undefined || url.searchParams.get("users") !== `28:${appId}`) return undefined;
  return said(url, "message");
}

function said({ searchParams }: URL, name: string): string | undefined {
  return searchParams.get(name)?.trim() || undefined;
}
