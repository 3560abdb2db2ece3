import type * as Library from "adaptivecards";

declare global {
  /** Set by `adaptivecards.js`, which the page loads as a classic script before its modules. */
  // oxlint-disable-next-line no-var -- a property of the global object is declared with var
  var AdaptiveCards: typeof Library;
}

/** The library that draws cards. */
export const adaptiveCards = globalThis.AdaptiveCards;
