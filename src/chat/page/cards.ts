import type { Action, AdaptiveCard, CardObject, PropertyDefinition } from "adaptivecards";
import { adaptiveCards } from "./adaptive-cards.ts";
import { registerCharts } from "./chart-element.ts";
import { hostConfig } from "./host-config.ts";
import { SafeOpenUrl, safeLink } from "./links.ts";
import { literal, plainText } from "./text.ts";
import { ToggleVisibility } from "./toggle.ts";

export interface CardHandlers {
  /** A button that sends something was pressed: its data, with the card's inputs in it, and its title. */
  readonly onSubmit: (data: unknown, title: string) => void;
  /** A link was followed that may be opened. */
  readonly onOpen: (url: string) => void;
  /** A link or action was pressed that this page does not carry out. */
  readonly onBlocked: () => void;
}

prepareLibrary();

/** Draws an Adaptive Card. Undefined where the JSON is none or nothing of it can be drawn. */
export function renderCard(json: unknown, handlers: CardHandlers): HTMLElement | undefined {
  if (typeof json !== "object" || json === null) return undefined;
  const card: AdaptiveCard = new adaptiveCards.AdaptiveCard();
  card.hostConfig = new adaptiveCards.HostConfig(hostConfig);
  card.onPreProcessPropertyValue = shownText;
  card.onExecuteAction = (action) => carryOut(action, handlers);
  try {
    card.parse(json);
    return card.render();
  } catch {
    return undefined;
  }
}

/** Text never becomes HTML: the processor declines, and then the library assigns it as plain text. */
function prepareLibrary(): void {
  adaptiveCards.AdaptiveCard.onProcessMarkdown = (_text, result) => {
    result.didProcess = false;
  };
  adaptiveCards.GlobalSettings.allowPreProcessingPropertyValues = true;
  adaptiveCards.GlobalRegistry.actions.register("Action.OpenUrl", SafeOpenUrl);
  adaptiveCards.GlobalRegistry.actions.register("Action.ToggleVisibility", ToggleVisibility);
  registerCharts();
}

function shownText(sender: CardObject, property: PropertyDefinition, value: unknown): unknown {
  if (property.name !== "text" || typeof value !== "string") return value;
  return literal(sender instanceof adaptiveCards.TextBlock ? plainText(value) : value);
}

function carryOut(action: Action, handlers: CardHandlers): void {
  if (action instanceof adaptiveCards.SubmitAction || action instanceof adaptiveCards.ExecuteAction) {
    handlers.onSubmit(action.data, action.title ?? "");
    return;
  }
  const url = action instanceof adaptiveCards.OpenUrlAction ? safeLink(action.url) : undefined;
  if (url === undefined) handlers.onBlocked();
  else handlers.onOpen(url);
}
