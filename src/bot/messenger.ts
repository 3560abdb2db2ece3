import type { Credentials } from "../config.ts";
import { limits } from "../limits.ts";
import type { Log } from "../log.ts";
import type { State } from "../state/state.ts";
import type { Tokens } from "../tokens.ts";
import { TeamsAdapter } from "./adapter.ts";
import { createConnector } from "./connector.ts";
import { createFindPeople, type FindPeople } from "./mentions.ts";
import { tooLarge } from "./notices.ts";
import { createOutbox, type Outbox } from "./outbox.ts";
import { createPersonalChats, type PersonalChats } from "./personal-chat.ts";

export interface MessengerOptions {
  /** Absent in local mode, as are the tokens. */
  readonly credentials?: Credentials | undefined;
  readonly tokens?: Tokens | undefined;
  readonly state: State;
  readonly log: Log;
  /** Milliseconds that the connector may take for one message. */
  readonly sendTime?: number | undefined;
  /** Milliseconds that a turn waits for a message. */
  readonly sendWait?: number | undefined;
  /** Whether Teams may be asked to show a message to one member of a conversation alone. */
  readonly targeted?: boolean | undefined;
  /** As `Math.random`. */
  readonly random?: () => number;
}

/** All that takes messages to people. */
export interface Messenger {
  readonly adapter: TeamsAdapter;
  readonly chats: PersonalChats;
  readonly findPeople: FindPeople;
  readonly outbox: Outbox;
}

export function createMessenger(options: MessengerOptions): Messenger {
  const {
    credentials,
    tokens,
    state,
    log,
    sendTime = limits.sendTime,
    sendWait,
    targeted = false,
    random,
  } = options;
  const connector = createConnector({
    token: tokens && (() => tokens("https://api.botframework.com", sendTime)),
    time: sendTime,
  });
  const outbox = createOutbox({
    letters: state.letters,
    connector,
    log,
    tooLarge,
    ...(random !== undefined && { random }),
  });
  const adapter = new TeamsAdapter({
    credentials,
    log,
    outbox,
    connector,
    ...(sendWait !== undefined && { sendWait }),
    ...(random !== undefined && { random }),
  });
  return {
    adapter,
    chats: createPersonalChats({ state, connector, outbox, log, targeted }),
    findPeople: createFindPeople(connector),
    outbox,
  };
}
