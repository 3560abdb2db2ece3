import type { KeptLetter, Letters } from "../../src/state/letters.ts";

/** Letters in a map: what the others are compared with. */
export function memoryLetters(): Letters {
  const held = new Map<
    number,
    { letter: KeptLetter; status: "waiting" | "sending" | "over"; sent: string | undefined }
  >();
  const set = (number: number, change: object): void => {
    const found = held.get(number);
    if (found !== undefined) held.set(number, { ...found, ...change });
  };
  return {
    async add(letter) {
      const known = [...held.values()].find((one) => one.letter.key === letter.key);
      if (known !== undefined) return known.status === "over" ? { sent: known.sent } : "under way";
      const number = held.size + 1;
      held.set(number, { letter: { ...letter, number }, status: "waiting", sent: undefined });
      return { number };
    },
    sent: async (key) => [...held.values()].find(({ letter }) => letter.key === key)?.sent,
    async begin(number) {
      const isWaiting = held.get(number)?.status === "waiting";
      if (isWaiting) set(number, { status: "sending" });
      return isWaiting;
    },
    putBack: async (number) => set(number, { status: "waiting" }),
    finish: async (number, sent) => set(number, { status: "over", sent }),
    async afterRestart() {
      const lost = [...held.values()].filter(({ status }) => status === "sending");
      for (const { letter } of lost) set(letter.number, { status: "over" });
      const waiting = [...held.values()].filter(({ status }) => status === "waiting");
      return { waiting: waiting.map(({ letter }) => letter), lost: lost.length };
    },
  };
}
