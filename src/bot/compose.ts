import type { Activity } from "botbuilder";
import { z } from "zod";
import { limits } from "../limits.ts";
import type { NoticeView, View } from "../views/view.ts";
import type { Home } from "../links/own.ts";
import { questionToShow } from "../links/to-show.ts";

export interface ComposeOptions {
  /** What somebody alone is answered. */
  readonly answer: (activity: Activity, text: string, via: "search" | "link") => Promise<View>;
  readonly render: (view: View) => object;
  readonly summarise: (view: View) => string;
  /** Whose own links are recognised. */
  readonly home: Home;
}

/** The invokes of the message extension; others are none of its. */
export const composeInvokes: ReadonlySet<string> = new Set([
  "composeExtension/query",
  "composeExtension/queryLink",
]);

const Query = z.object({
  parameters: z
    .array(z.object({ name: z.string().optional(), value: z.string().max(limits.commandLength).catch("") }))
    .max(5),
});
const Link = z.object({ url: z.string().max(limits.commandLength) });

/**
 * Answers the box where one writes: a search, or a link that was pasted. Whatever is put into a conversation is read by
 * all in it, so it is the question alone, with a button that answers each reader as far as they may see. What an error
 * code means is the same for everybody, and is shown.
 * @returns the body of the response; one without attachments where there is nothing to show
 */
export async function composeResponse(activity: Activity, options: ComposeOptions): Promise<object> {
  if (activity.name === "composeExtension/queryLink") {
    const link = Link.safeParse(activity.value).data?.url;
    const question = link === undefined ? undefined : questionToShow(link, options.home);
    // No sign-ins are looked up for a link: Teams keeps what it is told for half an hour, and shows it to others.
    return result(question === undefined ? [] : [await attachment(activity, question, undefined, options)]);
  }
  const question = Query.safeParse(activity.value).data?.parameters.find(isTyped)?.value.trim() ?? "";
  if (question === "") return result([]);
  const view = await options.answer(activity, question, "search");
  return result([await attachment(activity, question, view, options)]);
}

/** Teams sends "initialRun" before anything is typed. */
function isTyped({ name }: { readonly name?: string | undefined }): boolean {
  return name !== "initialRun";
}

function result(attachments: readonly object[]): object {
  return { composeExtension: { type: "result", attachmentLayout: "list", attachments } };
}

async function attachment(
  activity: Activity,
  question: string,
  answered: View | undefined,
  { answer, render, summarise }: ComposeOptions,
): Promise<object> {
  const isCode = /^what is \d+$/.test(question);
  const view = answered ?? (isCode ? await answer(activity, question, "link") : undefined);
  const isForAll = view !== undefined && ["explain", "help"].includes(view.card) && isSameForAll(view);
  const shown = isForAll ? view : questionView(question);
  return {
    contentType: "application/vnd.microsoft.card.adaptive",
    // Teams draws cards of links up to this version.
    content: { ...render(shown), version: "1.3" },
    preview: {
      contentType: "application/vnd.microsoft.card.thumbnail",
      // Plain text: the asker alone sees it, before anything is sent.
      content: {
        title: summarise(questionView(question)),
        text: view === undefined ? "Each reader gets the answer as far as they may see it." : summarise(view),
      },
    },
  };
}

/** Codes alone, not those of somebody's sign-ins, which have a title and a range. */
function isSameForAll(view: View): boolean {
  return view.card === "help" || (view.card === "explain" && view.title === "" && view.range === "");
}

function questionView(question: string): NoticeView {
  return {
    card: "notice",
    tone: "default",
    headline: question,
    lines: ["A question about sign-ins. Each reader gets the answer as far as they may see it."],
    buttons: [{ title: "Show the answer", ask: question }],
  };
}
