import { noLists } from "../lists.ts";
import { signInTypes } from "../signin/sign-in.ts";
import type { NoticeView } from "../views/view.ts";
import { howOld, fullTime, number, plural } from "../views/words.ts";
import type { Command } from "./command.ts";
import { namesOfLists } from "./lists.ts";
import { readLines, unreadLines } from "./unread-logs.ts";

const names = {
  interactiveUser: "Interactive user sign-ins",
  nonInteractiveUser: "Non-interactive user sign-ins",
  servicePrincipal: "Service principal sign-ins",
  managedIdentity: "Managed identity sign-ins",
} as const;

/** What the store holds and how fresh it is. */
export const about: Command = {
  intent: "about",
  group: "help",
  summary: "What data there is and how fresh it is.",
  menu: [{ title: "about", what: "What data there is and how fresh it is.", example: "about" }],
  examples: ["about", "how fresh is the data"],
  run: ({ coverage, scope, synced }, { version, source, lists = noLists, retentionDays = 0 }) => {
    const { now, timezone } = scope;
    const newest = coverage.newest;
    const view: NoticeView = {
      card: "notice",
      tone: "default",
      headline:
        newest === undefined
          ? "The store is empty: there are no sign-ins yet."
          : `${plural(coverage.signIns, "sign-in")}, the newest ${howOld(newest, now)}.`,
      lines: [
        ...signInTypes.map((type) => {
          const held = coverage.types[type];
          return held === undefined
            ? `${names[type]}: none stored.`
            : `${names[type]}: ${number(held.signIns)}, from ${fullTime(held.oldest, timezone)} to ${fullTime(held.newest, timezone)}.`;
        }),
        ...readLines({ scope, synced }),
        ...unreadLines({ scope: { ...scope, range: {} }, synced }, signInTypes),
        ...coverage.quarantined.map(({ reason, records }) => `Not readable (${reason}): ${number(records)}.`),
        ...(retentionDays === 0
          ? []
          : [`Sign-ins are kept for ${plural(retentionDays, "day")}; older ones are removed.`]),
        ...(lists.size === 0 ? [] : [`Named lists: ${namesOfLists(lists)}.`]),
        `Signpost ${version}, ${source}. Times in ${timezone}.`,
      ],
      buttons: [
        { title: "Summary", ask: "summary last 24 hours" },
        { title: "Help", ask: "help" },
      ],
    };
    return Promise.resolve(view);
  },
};
