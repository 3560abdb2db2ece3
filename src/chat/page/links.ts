import { adaptiveCards } from "./adaptive-cards.ts";

/**
 * The address that a link may lead to: https, so that no script or file of the machine is ever opened, and files that
 * this page's own server made.
 */
export function safeLink(url: string | undefined): string | undefined {
  const parsed = URL.canParse(url ?? "") ? new URL(url ?? "") : undefined;
  return parsed !== undefined && (parsed.protocol === "https:" || isOwnFile(parsed))
    ? parsed.href
    : undefined;
}

/** The page may have been opened under another name of this machine than the server calls itself by. */
function isOwnFile({ protocol, hostname, port, pathname, username, search, hash }: URL): boolean {
  return (
    protocol === "http:" &&
    ["localhost", "127.0.0.1", "[::1]"].includes(hostname) &&
    port === location.port &&
    /^\/chat\/exports\/[\w-]+$/.test(pathname) &&
    username + search + hash === ""
  );
}

/** `Action.OpenUrl` that writes no other address into the page: a middle click would follow it past all handlers. */
export class SafeOpenUrl extends adaptiveCards.OpenUrlAction {
  override getHref(): string {
    return safeLink(this.url) ?? "";
  }
}
