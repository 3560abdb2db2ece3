/** Where a question is opened by its link: `/ask?q=failures+for+alice`. */
export const askPath = "/ask";

const guid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;

/**
 * What a link asks: an error code of Microsoft's look-up page, a sign-in of the Entra admin center or the Azure portal
 * that names its request or correlation id, or a question of Signpost's own. Undefined for any other.
 * @param origin Signpost's own, e.g. "https://signpost.contoso.com"
 */
export function questionOfLink(link: string, origin: string | undefined): string | undefined {
  if (!URL.canParse(link)) return undefined;
  const url = new URL(link);
  if (url.protocol !== "https:" || url.username !== "") return undefined;
  if (origin !== undefined && url.origin === origin && url.pathname === askPath)
    return url.searchParams.get("q")?.trim() || undefined;
  switch (url.hostname) {
    case "login.microsoftonline.com": {
      const code = url.searchParams.get("code") ?? "";
      return url.pathname === "/error" && /^\d{1,8}$/.test(code) ? `what is ${code}` : undefined;
    }
    case "entra.microsoft.com":
    case "portal.azure.com": {
      // The page and its values stand behind the hash.
      const place = decoded(url.hash);
      const id = /sign-?in/i.test(place) ? /(?:request|correlation)id[^0-9a-f]{1,8}/i.exec(place) : null;
      const found = id === null ? null : guid.exec(place.slice(id.index));
      return found === null ? undefined : `show ${found[0].toLowerCase()}`;
    }
    default:
      return undefined;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Opens the chat with the bot in Teams, the question typed. Source: Teams, "Create deep links to a chat". */
export function chatLink(appId: string, question: string): string {
  const query = new URLSearchParams({ users: `28:${appId}`, message: question });
  return `https://teams.microsoft.com/l/chat/0/0?${query.toString()}`;
}
