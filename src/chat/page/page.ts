import {
  isInPlace,
  pressedButton,
  sentenceOf,
  typedMessage,
  type Conversation,
  type MessageActivity,
  type Moment,
} from "./activities.ts";
import { wireComposer } from "./composer.ts";
import { listen, type BotEvent } from "./events.ts";
import { showMessages } from "./messages.ts";
import { postActivity } from "./post.ts";

const conversation: Conversation = { id: crypto.randomUUID(), origin: location.origin };
const typing = find("typing", HTMLElement);
const connection = find("connection", HTMLElement);
const examples = find("examples", HTMLElement);

const messages = showMessages(find("log", HTMLElement), {
  onSubmit(data, title, activityId) {
    const shown = isInPlace(data) ? "" : (sentenceOf(data) ?? title);
    void send(shown, pressedButton(conversation, moment(), data, activityId));
  },
  onOpen: (url) => void window.open(url, "_blank", "noopener,noreferrer"),
  onBlocked: () => messages.addNotice("That was not opened: cards may only open https addresses."),
});
const composer = wireComposer(
  {
    form: find("composer", HTMLFormElement),
    field: find("question", HTMLTextAreaElement),
    suggestions: find("suggestions", HTMLElement),
    suggested: find("suggested", HTMLElement),
  },
  ask,
);

listen(conversation.id, {
  onEvent: show,
  onState: (open) => void (connection.hidden = open),
});
examples.addEventListener("click", ({ target }) => {
  if (!(target instanceof HTMLButtonElement)) return;
  composer.focus();
  ask(target.textContent);
});
composer.focus();
askFromAddress();

function ask(text: string): void {
  void send(text, typedMessage(conversation, moment(), text));
}

/** A link may carry a question: `/?ask=failures+for+alice`. It is taken out of the address, so a reload asks nothing. */
function askFromAddress(): void {
  const text = new URLSearchParams(location.search).get("ask")?.trim() ?? "";
  if (text === "") return;
  history.replaceState(undefined, "", location.pathname);
  ask(text);
}

async function send(shown: string, activity: MessageActivity): Promise<void> {
  examples.hidden = true;
  if (shown !== "") messages.addOwn(shown);
  typing.hidden = false;
  const failure = await postActivity(activity);
  typing.hidden = true;
  if (failure !== undefined) messages.addNotice(failure);
}

function show({ kind, activity }: BotEvent): void {
  typing.hidden = activity.type !== "typing";
  if (kind === "remove") messages.remove(activity.id);
  else if (activity.type === "message") messages.putAnswer(activity);
}

function moment(): Moment {
  return {
    now: new Date(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    locale: navigator.language,
  };
}

function find<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`index.html has no ${kind.name} with the id "${id}".`);
}
