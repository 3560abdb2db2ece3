import { UserError } from "../../src/errors.ts";
import { memoryAlerts } from "./memory-alerts.ts";
import { memoryLetters } from "./memory-letters.ts";
import { limits } from "../../src/limits.ts";
import { fold } from "../../src/question/fold.ts";
import type { Question } from "../../src/question/question.ts";
import type { Address } from "../../src/state/letters.ts";
import type { AuditEntry, Place, SavedQuestion, State, Watch } from "../../src/state/state.ts";

/** A state that keeps everything in maps: what the others are compared with. */
export function memoryState(): State {
  const last = new Map<string, { question: Question; at: number }>();
  const saved = new Map<string, SavedQuestion & { person: string }>();
  const watches = new Map<string, Watch>();
  const allowed = new Set<string>();
  const trail: AuditEntry[] = [];
  const chats = new Map<string, Address>();
  let given = 0;

  const placeKey = ({ person, conversation }: Place): string => JSON.stringify([person, conversation]);
  const savedKey = (person: string, name: string): string => JSON.stringify([person, fold(name)]);
  const of = <Item extends { person: string }>(items: Map<string, Item>, person: string): Item[] =>
    [...items.values()].filter((item) => item.person === person);

  return {
    async lastQuestion(place, now) {
      const held = last.get(placeKey(place));
      return held !== undefined && held.at > now - limits.conversationTime ? held.question : undefined;
    },
    async rememberQuestion(place, question, now) {
      const held = last.get(placeKey(place));
      if (held === undefined || now >= held.at) last.set(placeKey(place), { question, at: now });
    },
    async savedQuestions(person) {
      return of(saved, person)
        .toSorted((a, b) => Number(fold(a.name) > fold(b.name)) - Number(fold(a.name) < fold(b.name)))
        .map(({ name, question }) => ({ name, question }));
    },
    async saveQuestion(person, { name, question }) {
      const key = savedKey(person, name);
      const isKnown = saved.has(key);
      if (!isKnown && of(saved, person).length >= limits.savedQuestions)
        throw new UserError(`You have ${limits.savedQuestions} saved questions: "forget NAME".`);
      saved.set(key, { person, name, question });
      return isKnown ? "replaced" : "new";
    },
    async forgetQuestion(person, name) {
      return saved.delete(savedKey(person, name));
    },
    async watches(conversation) {
      return [...watches.values()].filter((watch) => watch.conversation === conversation);
    },
    allWatches: async () => [...watches.values()],
    async followWatch(id, progress) {
      const watch = watches.get(id);
      if (watch !== undefined) watches.set(id, { ...watch, ...progress });
    },
    async muteWatch(id, mutedUntil) {
      const watch = watches.get(id);
      if (watch !== undefined) watches.set(id, { ...watch, mutedUntil });
    },
    async watch(id) {
      return watches.get(id);
    },
    async addWatch(place, question, now) {
      if (of(watches, place.person).length >= limits.watches)
        throw new UserError(`You have ${limits.watches} watches: "unwatch ID".`);
      const progress = { told: 0, toldUpTo: now, untold: 0, suspects: [] };
      const watch = { ...place, id: String(++given), question, since: now, ...progress, mutedUntil: 0 };
      watches.set(watch.id, watch);
      return watch;
    },
    async removeWatch(id) {
      return watches.delete(id);
    },
    async allowConversation({ conversation }) {
      const isNew = !allowed.has(conversation);
      allowed.add(conversation);
      return isNew;
    },
    async disallowConversation(conversation) {
      return allowed.delete(conversation);
    },
    async isAllowed(conversation) {
      return allowed.has(conversation);
    },
    async personalChat(person) {
      return chats.get(person);
    },
    async rememberPersonalChat(person, chat) {
      chats.set(person, chat);
    },
    alerts: memoryAlerts(),
    letters: memoryLetters(),
    async audit(entry) {
      trail.unshift(entry);
    },
    async readAudit({ from = -Infinity, to = Infinity, people, outcome, limit, offset }) {
      const found = trail
        .filter((one) => one.at >= from && one.at < to && people?.includes(one.person) !== false)
        .filter((one) => outcome === undefined || one.outcome === outcome)
        .toSorted((a, b) => b.at - a.at);
      const count = (name: string): number => found.filter((one) => one.outcome === name).length;
      return {
        entries: found.slice(offset, offset + limit),
        answered: count("answered"),
        refused: count("refused"),
      };
    },
    async close() {},
  };
}
