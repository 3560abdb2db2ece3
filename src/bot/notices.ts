import type { NoticeView, View } from "../views/view.ts";

/** Said where a card's button carries no sentence: an older card, or one that is not ours. */
export const deadButton: NoticeView = {
  card: "notice",
  tone: "warning",
  headline: "This button does nothing any more.",
  lines: ["Type what you want to know instead."],
  buttons: [{ title: "Help", ask: "help" }],
};

/** Said at the deadline, in milliseconds. */
export function tooSlow(timeLimit: number): NoticeView {
  return {
    card: "notice",
    tone: "warning",
    headline: `That took longer than ${timeLimit / 1_000} seconds, so I stopped.`,
    lines: ["Ask about a shorter time (for example the last 24 hours), or name one user, app or address."],
    buttons: [{ title: "Help", ask: "help" }],
  };
}

/** Said to who has so many questions under way already. */
export function tooMany(most: number): NoticeView {
  return {
    card: "notice",
    tone: "warning",
    headline: `I am still working on ${most} questions of yours, so I did not begin this one.`,
    lines: ["Ask again when one of them is answered: none takes longer than a few seconds."],
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
