import { adaptiveCards } from "./adaptive-cards.ts";
import { isOwnFile } from "./own-file.ts";

/**
 * The address that a link may lead to: https, so that no script or file of the machine is ever opened, and files that
 * this page's own server made.
 */
export function safeLink(url: string | undefined): string | undefined {
  const parsed = URL.canParse(url ?? "") ? new URL(url ?? "") : undefined;
  const isSafe = parsed?.protocol === "https:" || (parsed !== undefined && isOwnFile(parsed, location.port));
  return isSafe ? parsed?.href : undefined;
}

/** `Action.OpenUrl` that writes no other address into the page: a middle click would follow it past all handlers. */
export class SafeOpenUrl extends adaptiveCards.OpenUrlAction {
  override getHref(): string {
    return safeLink(this.url) ?? "";
  }
}
