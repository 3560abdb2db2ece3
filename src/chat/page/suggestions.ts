import { element } from "./element.ts";

/** What a text that is being typed may become. */
export interface Suggestion {
  readonly text: string;
  readonly detail: string;
}

/** The list over the field that questions are typed into. */
export interface Suggestions {
  /** Shows what the text may become; a look-up under way is given up. */
  lookUp(typed: string): void;
  close(): void;
  readonly isOpen: boolean;
  /** Goes to the next or the one before; beyond both ends none is chosen. */
  move(step: 1 | -1): void;
  /** The text that is chosen. */
  chosen(): string | undefined;
}

/**
 * @param list takes the options
 * @param status says how many there are, to those who do not see them
 * @param onTake an option was pressed
 */
export function openSuggestions(
  field: HTMLTextAreaElement,
  list: HTMLElement,
  status: HTMLElement,
  onTake: (text: string) => void,
): Suggestions {
  let shown: readonly Suggestion[] = [];
  let at = -1;
  let lookUp = new AbortController();

  function show(suggestions: readonly Suggestion[]): void {
    shown = suggestions;
    at = -1;
    list.replaceChildren(...suggestions.map(renderOption));
    list.hidden = suggestions.length === 0;
    status.textContent =
      suggestions.length === 0 ? "" : `${suggestions.length} suggestions: ArrowDown goes through them`;
    mark();
  }

  function mark(): void {
    for (const [index, option] of [...list.children].entries())
      option.setAttribute("aria-selected", String(index === at));
    const active = list.children[at];
    active?.scrollIntoView({ block: "nearest" });
    if (active === undefined) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", active.id);
  }

  // The field keeps the focus, so that the keyboard of a phone stays.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => {
    const option = target instanceof Element ? target.closest("[role=option]") : null;
    const taken = option === null ? undefined : shown[[...list.children].indexOf(option)];
    if (taken !== undefined) onTake(taken.text);
  });
  field.addEventListener("blur", () => show([]));

  return {
    lookUp(typed) {
      lookUp.abort();
      lookUp = new AbortController();
      const { signal } = lookUp;
      fetchSuggestions(typed, signal).then(
        (suggestions) => signal.aborted || show(suggestions),
        // Who types on does without them.
        () => signal.aborted || show([]),
      );
    },
    close() {
      lookUp.abort();
      show([]);
    },
    get isOpen() {
      return shown.length > 0;
    },
    move(step) {
      const places = shown.length + 1;
      at = ((at + 1 + step + places) % places) - 1;
      mark();
    },
    chosen: () => shown[at]?.text,
  };
}

async function fetchSuggestions(typed: string, signal: AbortSignal): Promise<readonly Suggestion[]> {
  if (typed.trim() === "") return [];
  const response = await fetch(`/chat/suggestions?text=${encodeURIComponent(typed)}`, { signal });
  return response.ok ? ((await response.json()) as readonly Suggestion[]) : [];
}

function renderOption({ text, detail }: Suggestion, index: number): HTMLElement {
  const option = element("li", "");
  option.id = `suggestion-${index}`;
  option.setAttribute("role", "option");
  option.append(element("span", "text", text));
  if (detail !== "") option.append(" ", element("span", "detail", detail));
  return option;
}
