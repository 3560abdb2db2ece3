/** What was typed before, newest last, and where ArrowUp and ArrowDown have got to in it. */
export interface History {
  /** Remembers a text and goes back to the end. */
  add(text: string): void;
  /** The text before the one shown. The draft being typed is kept for the way back. Undefined at the oldest. */
  earlier(draft: string): string | undefined;
  /** The text after the one shown, at last the draft. Undefined where nothing earlier is shown. */
  later(): string | undefined;
}

const key = "signpost.history";
const longest = 100;

/** The history of a tab, kept in its session storage. Storage that is blocked, full or spoilt only loses the past. */
export function openHistory(storage: Pick<Storage, "getItem" | "setItem">): History {
  let texts = load(storage);
  let at = texts.length;
  let draft = "";
  return {
    add(text) {
      texts = [...texts.filter((held) => held !== text), text].slice(-longest);
      at = texts.length;
      save(storage, texts);
    },
    earlier(typed) {
      if (at === 0) return undefined;
      if (at === texts.length) draft = typed;
      at -= 1;
      return texts[at];
    },
    later() {
      if (at >= texts.length) return undefined;
      at += 1;
      return texts[at] ?? draft;
    },
  };
}

function load(storage: Pick<Storage, "getItem">): string[] {
  try {
    const held: unknown = JSON.parse(storage.getItem(key) ?? "[]");
    return Array.isArray(held) ? held.filter((text) => typeof text === "string") : [];
  } catch {
    return [];
  }
}

function save(storage: Pick<Storage, "setItem">, texts: readonly string[]): void {
  try {
    storage.setItem(key, JSON.stringify(texts));
  } catch {
    // The history of this page view still works.
  }
}
