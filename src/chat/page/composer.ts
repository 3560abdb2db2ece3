import { openHistory } from "./history.ts";

/** The field that questions are typed into. */
export interface Composer {
  focus(): void;
}

/** Enter sends, Shift+Enter starts a new line, ArrowUp and ArrowDown walk through what was sent before. */
export function wireComposer(
  form: HTMLFormElement,
  field: HTMLTextAreaElement,
  onSend: (text: string) => void,
): Composer {
  const history = openHistory(sessionStorage);

  function show(text: string): void {
    field.value = text;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = field.value.trim();
    field.focus();
    if (text === "") return;
    history.add(text);
    show("");
    onSend(text);
  });
  field.addEventListener("input", () => show(field.value));
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      form.requestSubmit();
      return;
    }
    const recalled = recall(event.key);
    if (recalled === undefined) return;
    event.preventDefault();
    show(recalled);
    field.setSelectionRange(recalled.length, recalled.length);
  });
  return { focus: () => field.focus() };

  /** Inside a text of several lines the arrows move the cursor, as everywhere. */
  function recall(key: string): string | undefined {
    const before = field.value.slice(0, field.selectionStart);
    const after = field.value.slice(field.selectionEnd);
    if (key === "ArrowUp" && !before.includes("\n")) return history.earlier(field.value);
    if (key === "ArrowDown" && !after.includes("\n")) return history.later();
    return undefined;
  }
}
