import { explained } from "../views/reason.ts";
import type { ExplainView } from "../views/view.ts";
import type { Command } from "./command.ts";

/** What error codes mean and how to fix them. Needs no data and no permission. */
export const explain: Command = {
  intent: "explain",
  summary: "What an error code means, its likely cause and what to do.",
  examples: ["what is 50126", "explain AADSTS50076", "why 53003"],
  run: ({ question }) => {
    const codes = (question.codes ?? []).map(explained);
    const [only] = codes;
    const view: ExplainView = {
      card: "explain",
      headline:
        codes.length === 1 && only !== undefined
          ? `${only.title}: ${only.meaning}`
          : `${codes.length} error codes`,
      codes,
      buttons: (question.codes ?? [])
        .filter((code) => code !== 0)
        .slice(0, 2)
        .flatMap((code) => [
          { title: `Who had ${code}`, ask: `top 10 by user errorCode:${code} last 7 days` },
          { title: `Newest ${code}`, ask: `sign-ins errorCode:${code} last 7 days` },
        ]),
    };
    return Promise.resolve(view);
  },
};
