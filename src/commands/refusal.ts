import type { Reason } from "../access/access.ts";
import type { NoticeView } from "../views/view.ts";

/** Why nothing is shown, and what to do. */
export function refusal(reason: Reason): NoticeView {
  return {
    card: "notice",
    tone: "warning",
    ...refusals[reason],
    buttons: [
      ...(reason === "unknown-asker" ? [] : [{ title: "My sign-ins", ask: "my sign-ins last 7 days" }]),
      { title: "Help", ask: "help" },
    ],
  };
}

const refusals: Readonly<Record<Reason, Pick<NoticeView, "headline" | "lines">>> = {
  "unknown-asker": {
    headline: "I cannot tell who is asking, so I show no sign-ins.",
    lines: ["Anonymous and some guest accounts carry no directory id. Error codes I explain to everybody."],
  },
  "not-a-reader": {
    headline: "You may see your own sign-ins here, not those of others.",
    lines: [
      "Whoever may read the sign-in logs in Entra may see all of them here, and whom the administrator of this bot has named. Error codes I explain to everybody.",
    ],
  },
  "unknown-standing": {
    headline: "Microsoft Graph did not tell me what you may see, so I show no sign-ins of others.",
    lines: [
      "Ask again in a minute. If it goes on, tell the administrator of this bot: doctor says what is missing.",
    ],
  },
};
