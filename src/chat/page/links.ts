import { adaptiveCards } from "./adaptive-cards.ts";

/** The address that a link may lead to: https only, so that no script or file is ever opened. */
export function safeLink(url: string | undefined): string | undefined {
  const parsed = URL.canParse(url ?? "") ? new URL(url ?? "") : undefined;
  return parsed?.protocol === "https:" ? parsed.href : undefined;
}

/** `Action.OpenUrl` that writes no other address into the page: a middle click would follow it past all handlers. */
export class SafeOpenUrl extends adaptiveCards.OpenUrlAction {
  override getHref(): string {
    return safeLink(this.url) ?? "";
  }
}
