import type { Channels, Spot } from "../alerts/posts.ts";
import type { Say } from "../alerts/teller.ts";
import { limits } from "../limits.ts";
import type { Address, Letter } from "../state/letters.ts";
import type { NoticeView } from "../views/view.ts";
import { messageOf, type Looks } from "./message.ts";
import type { Outbox } from "./outbox.ts";

/**
 * Where the connector of Teams is reached by whoever begins a conversation, in the public cloud.
 * Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
 */
export const usualServiceUrl = "https://smba.trafficmanager.net/teams/";

/** Posts of the bot in channels, by way of the outbox. */
export function createAlertChannels(
  outbox: Outbox,
  looks: Looks,
  {
    serviceUrl = usualServiceUrl,
    clock = Date.now,
  }: { readonly serviceUrl?: string; readonly clock?: () => number } = {},
): Channels {
  const letterOf = (to: Spot, key: string, view: NoticeView): Letter => ({
    ...addressOf(to),
    key,
    activity: messageOf(view, looks),
    deadline: clock() + limits.alertDeadline,
  });

  return {
    async post(to, key, view) {
      const letter = letterOf(to, key, view);
      // Asked a second time, it says whether it was given up or waits for the next start.
      const id = (await outbox.send(letter)) ?? (await outbox.send(letter));
      if (id === undefined) return "lost";
      return id === "" ? "later" : { id };
    },
    change: (to, id, view) => outbox.change(letterOf(to, "", view), id),
  };

  function addressOf({ channel, below }: Spot): Address {
    // A post of a channel begins a thread, which is called by it.
    return { serviceUrl, conversation: below === undefined ? channel : `${channel};messageid=${below}` };
  }
}

/** Says what is told without being asked, by way of the outbox. */
export function createSay(outbox: Outbox, looks: Looks, clock: () => number = Date.now): Say {
  return async (to, key, view) => {
    const activity = messageOf(view, looks);
    await outbox.put({ ...to, key, activity, deadline: clock() + limits.watchDeadline });
  };
}
