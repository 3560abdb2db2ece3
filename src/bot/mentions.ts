import type { Activity } from "botbuilder";
import { z } from "zod";
import { beforeDeadline } from "../deadline.ts";
import { limits } from "../limits.ts";
import type { Address } from "../state/letters.ts";
import type { Connector } from "./connector.ts";

export const Mention = z.object({
  type: z.literal("mention"),
  text: z.string().min(1).max(1_000),
  mentioned: z.object({ id: z.string().min(1).max(500) }),
});

/** More than anyone mentions; what is over stays in the text. */
export const maxMentions = 20;

/** The mentions of an activity that are well made. */
export function mentionsOf({ entities }: Pick<Activity, "entities">): readonly z.infer<typeof Mention>[] {
  const some: unknown[] = Array.isArray(entities) ? entities.slice(0, maxMentions) : [];
  return some.flatMap((entity) => Mention.safeParse(entity).data ?? []);
}

/** Entra object ids of the people whom an activity mentions, by the ids that Teams gives them. */
export type FindPeople = (activity: Activity) => Promise<ReadonlyMap<string, string>>;

/**
 * Asks Teams who the people are that an activity mentions: names are what anybody may choose. What Teams said is kept
 * for some thousand people, whose ids do not change.
 */
export function createFindPeople(connector: Pick<Connector, "objectIdOf">, most = 5_000): FindPeople {
  const known = new Map<string, string>();
  return async (activity) => {
    const to = { serviceUrl: activity.serviceUrl, conversation: activity.conversation.id };
    const others = mentionsOf(activity)
      .map(({ mentioned }) => mentioned.id)
      .filter((id) => id !== activity.recipient.id);
    const found = await Promise.all(
      [...new Set(others)].map(async (id) => {
        const objectId = known.get(id) ?? (await asked(to, id));
        if (objectId === undefined) return [];
        known.set(id, objectId);
        const [oldest] = known.keys();
        if (known.size > most && oldest !== undefined) known.delete(oldest);
        return [[id, objectId] as const];
      }),
    );
    return new Map(found.flat());
  };

  function asked(to: Address, id: string): Promise<string | undefined> {
    return beforeDeadline<string | undefined>(
      limits.peopleTime,
      () => connector.objectIdOf(to, id),
      () => undefined,
    );
  }
}
