import { limits } from "../limits.ts";
import type { Aside } from "./personal-chat.ts";
import type { NoticeView, View } from "../views/view.ts";

/** Said where a card's button carries no sentence: an older card, or one that is not ours. */
export const deadButton: NoticeView = {
  card: "notice",
  tone: "warning",
  headline: "This button does nothing any more.",
  lines: ["Type what you want to know instead."],
  buttons: [{ title: "Help", ask: "help" }],
};

/** Said in the place of an answer that went to the asker's personal chat. It tells nothing of the question. */
export const answeredPrivately: Readonly<Record<Aside, NoticeView>> = {
  "personal chat": answered("in our personal chat"),
  "targeted message": answered("to you alone"),
};

function answered(where: string): NoticeView {
  return {
    card: "notice",
    tone: "default",
    headline: `Not everyone here may see the answer, so I gave it ${where}.`,
    lines: ['Who may see the whole tenant\'s sign-ins can show answers here with "allow here".'],
    buttons: [],
  };
}

/** Said where the bot may not write to the asker. */
export const cannotWrite: NoticeView = {
  card: "notice",
  tone: "warning",
  headline: "Not everyone here may see the answer, and I cannot write to you alone yet.",
  lines: ["Open a chat with me and ask there: look for Signpost under Apps. Error codes I explain here too."],
  buttons: [{ title: "Help", ask: "help" }],
};

/** Said in the place of a message that Teams found too large. */
export const tooLarge: object = {
  type: "message",
  text: "The answer is too large for Teams. Ask for less: fewer rows, a shorter time, or one user.",
};

/** Said where somebody consents to a file that is not there any more, or was never theirs. */
export const noSuchOffer: NoticeView = {
  card: "notice",
  tone: "warning",
  headline: "This file is not there any more.",
  lines: [`A file waits for ${limits.offerTime / 60_000} minutes. Ask for the export again.`],
  buttons: [],
};

/** Said to who has several files under way already. */
export const stillMaking: NoticeView = {
  card: "notice",
  tone: "warning",
  headline: "I am still making the files that you asked for before, so I did not begin this one.",
  lines: ["Ask again when one of them is there."],
  buttons: [],
};

/** Said where a file has more bytes than are carried. */
export function offerTooLarge(most: number): NoticeView {
  return {
    card: "notice",
    tone: "warning",
    headline: `The file is larger than ${most / 1_000_000} MB, so Teams does not carry it.`,
    lines: ["Ask for a shorter time, fewer columns, or use the download link if the answer has one."],
    buttons: [],
  };
}

/** Said where a file could not be made or carried. */
export function offerFailed(incident: string): NoticeView {
  return {
    card: "notice",
    tone: "warning",
    headline: `The file could not be handed over (ref ${incident}).`,
    lines: ["Ask for the export again; if it keeps happening, tell your administrator this reference."],
    buttons: [],
  };
}

/**
 * Said at the deadline.
 * @param timeLimit milliseconds that the answer was given
 * @param typed milliseconds that the same question has in a message
 */
export function tooSlow(timeLimit: number, typed = timeLimit): NoticeView {
  return {
    card: "notice",
    tone: "warning",
    headline: `That took longer than ${timeLimit / 1_000} seconds, so I stopped.`,
    lines: [
      ...(typed > timeLimit ? [`Typed as a message, a question may take ${typed / 1_000} seconds.`] : []),
      "Ask about a shorter time (for example the last 24 hours), or name one user, app or address.",
    ],
    buttons: [{ title: "Help", ask: "help" }],
  };
}

/**
 * Said where the store did not answer.
 * @param told what the store's failure tells whoever asks
 */
export function storeFailed(told: string): NoticeView {
  return { card: "notice", tone: "warning", headline: told, lines: [], buttons: [] };
}

/** Said to who has so many questions under way already. */
export function tooMany(most: number): NoticeView {
  return {
    card: "notice",
    tone: "warning",
    headline: `I am still working on ${most} questions of yours, so I did not begin this one.`,
    lines: ["Ask again when one of them is answered."],
    buttons: [],
  };
}

/** The help for a conversation that the bot has just been added to. In a shared one only mentions reach it. */
export function welcome(help: View, conversationType: string | undefined): View {
  if (help.card !== "help" || conversationType === undefined || conversationType === "personal") return help;
  const place = conversationType === "channel" ? "this team" : "this group chat";
  return {
    ...help,
    notes: [...help.notes, `In ${place} I only see messages that mention me: begin with @Signpost.`],
  };
}
