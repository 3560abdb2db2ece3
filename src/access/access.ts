import type { Condition, Question } from "../question/question.ts";

/** Who may see the whole tenant's sign-ins. Everyone else sees their own, and explanations. */
export interface Access {
  /** Entra object ids, lower case; "everyone" is for the local demo alone. */
  readonly readers: ReadonlySet<string> | "everyone";
}

/** What may be answered: the question as asked, the question narrowed to the asker's own sign-ins, or nothing. */
export type Permission =
  | { readonly may: "all" }
  | { readonly may: "own"; readonly question: Question }
  | { readonly may: "nothing"; readonly reason: "not-a-reader" | "unknown-asker" };

/**
 * The one place that decides what an asker may see. It is asked for every message and every button alike.
 * @param askerId the Entra object id that the platform vouches for
 */
export function permit(question: Question, askerId: string | undefined, { readers }: Access): Permission {
  if (showsNoSignIns(question) || isPersonal(question)) return { may: "all" };
  if (readers === "everyone" || (askerId !== undefined && readers.has(askerId.toLowerCase())))
    return { may: "all" };
  // An empty id would ask for the sign-ins of unknown users.
  if (askerId === undefined || askerId === "") return { may: "nothing", reason: "unknown-asker" };
  if (question.intent === "about") return { may: "nothing", reason: "not-a-reader" };
  const others = question.where.some((condition) => namesOthers(condition, askerId));
  if (others) return { may: "nothing", reason: "not-a-reader" };
  const own: Condition = { field: "user", is: [askerId] };
  return {
    may: "own",
    question: {
      ...question,
      where: [...question.where.filter((c) => c.field !== "user" || c.is === undefined), own],
    },
  };
}

/** What is the same for everybody: help, and what error codes mean. Without codes, those of sign-ins are explained. */
export function showsNoSignIns({ intent, codes }: Question): boolean {
  return intent === "help" || (intent === "explain" && codes !== undefined);
}

/** What shows nothing but what the asker has said themselves: it is looked up by who they are. */
function isPersonal({ intent }: Question): boolean {
  return ["save", "saved", "run", "forget", "watches", "unwatch"].includes(intent);
}

/** Asking for somebody by name is refused, not silently answered with one's own sign-ins. */
function namesOthers({ field, is }: Condition, askerId: string): boolean {
  return field === "user" && is !== undefined && is.some((value) => !meansAsker(value, askerId));
}

/** Whether a user's name in a question means the one who asks: "me", or their own object id. */
export function meansAsker(value: string, askerId: string | undefined): boolean {
  const said = value.toLowerCase();
  return said === "me" || said === askerId?.toLowerCase();
}
