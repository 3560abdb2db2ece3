import type { Condition, Question } from "../question/question.ts";

/** Who may see the whole tenant's sign-ins, and where. Everyone else sees their own, and explanations. */
export interface Access {
  /** Entra object ids of people, lower case; "everyone" is for the local demo alone. */
  readonly readers: ReadonlySet<string> | "everyone";
  /** Who else reads; absent: nobody. */
  readonly directory?: Directory;
  /** Which conversations may be shown what the asker may see; absent: none. */
  readonly conversations?: Conversations;
}

/** What the tenant's directory says about people. */
export interface Directory {
  /**
   * Whether somebody holds one of the roles, or is in one of the groups, that may read the whole tenant's sign-ins.
   * "unknown" where the directory did not say: nobody may read more for that.
   * @param person Entra object id, lower case
   */
  standingOf(person: string): Promise<Standing>;
}
export type Standing = "reader" | "none" | "unknown";

export interface Conversations {
  /** Whether a reader has allowed answers to be shown to all in it. */
  isAllowed(conversation: string): Promise<boolean>;
}

/** Who asks what, and who reads the answer. */
export interface Request {
  readonly question: Question;
  /** The Entra object id that the platform vouches for. */
  readonly askerId: string | undefined;
  /** Others read what is said there. */
  readonly shared: boolean;
  readonly conversation?: string | undefined;
}

/** What may be answered: the question as asked, the question narrowed to the asker's own sign-ins, or nothing. */
export type Permission =
  | { readonly may: "all"; readonly audience: Audience }
  | { readonly may: "own"; readonly question: Question; readonly audience: Audience }
  | { readonly may: "nothing"; readonly reason: Reason };
/** Who may see the answer: all in the conversation, or the asker alone. */
export type Audience = "conversation" | "asker";
export type Reason = "not-a-reader" | "unknown-asker" | "unknown-standing";

/**
 * The one place that decides what an asker may see, and who may look on. It is asked for every message, button,
 * search, unfurled link, export, saved question and watch alike.
 */
export async function authorise(request: Request, access: Access): Promise<Permission> {
  const { question, askerId } = request;
  if (showsNoSignIns(question)) return { may: "all", audience: "conversation" };
  const audience = await audienceOf(request, access);
  if (isPersonal(question)) return { may: "all", audience };
  const standing = await standingOf(askerId, access);
  if (standing === "reader") return { may: "all", audience };
  // An empty id would ask for the sign-ins of unknown users.
  if (askerId === undefined || askerId === "") return { may: "nothing", reason: "unknown-asker" };
  const refused = {
    may: "nothing",
    reason: standing === "unknown" ? "unknown-standing" : "not-a-reader",
  } as const;
  if (isForReaders(question)) return refused;
  if (question.where.some((condition) => namesOthers(condition, askerId))) return refused;
  const own: Condition = { field: "user", is: [askerId] };
  const where = [...question.where.filter((c) => c.field !== "user" || c.is === undefined), own];
  return { may: "own", question: { ...question, where }, audience };
}

/** Who may see what is said of the asker's own questions: which they have saved, and what they asked last. */
export async function audienceOfOwn(
  request: Pick<Request, "shared" | "conversation">,
  access: Access,
): Promise<Audience> {
  const question: Question = { intent: "saved", where: [], notUnderstood: [] };
  return audienceOf({ ...request, question, askerId: undefined }, access);
}

/** A conversation is not a person: what the asker may see, the others in it may only where a reader has allowed it. */
async function audienceOf({ question, shared, conversation }: Request, access: Access): Promise<Audience> {
  if (!shared) return "conversation";
  // Said to all whom it concerns, and shows no sign-ins.
  if (isAboutConversation(question)) return "conversation";
  // Whoever has the link to a file gets it.
  if (question.intent === "export") return "asker";
  const isAllowed =
    conversation !== undefined && (await access.conversations?.isAllowed(conversation)) === true;
  return isAllowed ? "conversation" : "asker";
}

async function standingOf(askerId: string | undefined, { readers, directory }: Access): Promise<Standing> {
  if (readers === "everyone") return "reader";
  const person = askerId?.toLowerCase() ?? "";
  if (person === "") return "none";
  return readers.has(person) ? "reader" : ((await directory?.standingOf(person)) ?? "none");
}

/** What is the same for everybody: help, and what error codes mean. Without codes, those of sign-ins are explained. */
export function showsNoSignIns({ intent, codes }: Question): boolean {
  return intent === "help" || (intent === "explain" && codes !== undefined);
}

/** What shows nothing but what the asker has said themselves: it is looked up by who they are. */
function isPersonal({ intent }: Question): boolean {
  return ["save", "saved", "run", "forget", "watches", "unwatch", "mute", "unmute"].includes(intent);
}

/** What is decided for a whole conversation: what it is shown, and what becomes of an alert that was posted there. */
function isAboutConversation({ intent }: Question): boolean {
  return ["allow", "disallow", "acknowledge", "close", "reopen"].includes(intent);
}

/** What nobody has a part of their own of. */
function isForReaders(question: Question): boolean {
  return ["about", "audit", "alert", "alerts"].includes(question.intent) || isAboutConversation(question);
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
