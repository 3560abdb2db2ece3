import { openHistory } from "./history.ts";
import { openSuggestions } from "./suggestions.ts";

/** The field that questions are typed into. */
export interface Composer {
  focus(): void;
}

/** The parts of the composer. */
export interface ComposerParts {
  readonly form: HTMLFormElement;
  readonly field: HTMLTextAreaElement;
  readonly suggestions: HTMLElement;
  /** Says how many suggestions there are. */
  readonly suggested: HTMLElement;
}

/**
 * Enter sends, Shift+Enter starts a new line. ArrowDown goes into the suggestions, where Enter takes one and Escape closes
 * them; ArrowUp and, without suggestions, ArrowDown walk through what was sent before.
 */
export function wireComposer(parts: ComposerParts, onSend: (text: string) => void): Composer {
  const { form, field } = parts;
  const history = openHistory(sessionStorage);
  const suggestions = openSuggestions(field, parts.suggestions, parts.suggested, take);

  function show(text: string): void {
    field.value = text;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
  }

  function write(text: string): void {
    show(text);
    field.setSelectionRange(text.length, text.length);
  }

  function take(text: string): void {
    suggestions.close();
    write(text);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = field.value.trim();
    field.focus();
    suggestions.close();
    if (text === "") return;
    history.add(text);
    show("");
    onSend(text);
  });
  field.addEventListener("input", () => {
    show(field.value);
    if (field.selectionEnd === field.value.length) suggestions.lookUp(field.value);
    else suggestions.close();
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (suggestions.isOpen && inSuggestions(event.key)) return event.preventDefault();
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      form.requestSubmit();
      return;
    }
    const recalled = recall(event.key);
    if (recalled === undefined) return;
    event.preventDefault();
    suggestions.close();
    write(recalled);
  });
  return { focus: () => field.focus() };

  /** Whether the key is one of the open list. */
  function inSuggestions(key: string): boolean {
    const chosen = suggestions.chosen();
    if (key === "ArrowDown" || (key === "ArrowUp" && chosen !== undefined))
      suggestions.move(key === "ArrowDown" ? 1 : -1);
    else if (key === "Escape") suggestions.close();
    else if (key === "Enter" && chosen !== undefined) take(chosen);
    else return false;
    return true;
  }

  /** Inside a text of several lines the arrows move the cursor, as everywhere. */
  function recall(key: string): string | undefined {
    const before = field.value.slice(0, field.selectionStart);
    const after = field.value.slice(field.selectionEnd);
    if (key === "ArrowUp" && !before.includes("\n")) return history.earlier(field.value);
    if (key === "ArrowDown" && !after.includes("\n")) return history.later();
    return undefined;
  }
}
