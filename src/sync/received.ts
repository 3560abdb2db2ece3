import { z } from "zod";
import { signInTypes, type SignInType } from "../signin/sign-in.ts";
import type { Store } from "../store/store.ts";
import { union, without, type Range, type Ranges } from "./ranges.ts";

/** How far a partition of an event hub has been received. */
const Partition = z.object({
  /** The last event that was stored; absent where none was. */
  last: z.object({ offset: z.string(), sequenceNumber: z.number() }).optional(),
  /** Whether that event is none of the hub that there is now. */
  isAstray: z.literal(true).optional(),
  /** Everything that had been put there by then was received: milliseconds since 1970. */
  upTo: z.number(),
});

const Hub = z.object({
  partitions: z.record(z.string(), Partition),
  /** The logs that came in it, each with the time when its first event was put there: milliseconds since 1970. */
  types: z.partialRecord(z.enum(signInTypes), z.number()),
  /** When events were put there that were gone before they could be received. */
  lost: z.array(z.tuple([z.number(), z.number()]).readonly()).readonly(),
});
export type Hub = z.infer<typeof Hub>;

const ReceivedSchema = z.record(z.string(), Hub);

/**
 * What has been received of each event hub, by the name that `hubName` gives it: one cursor of the store, moved in the
 * transaction of the records that it speaks of.
 */
export type Received = Readonly<Record<string, Hub>>;
export const cursor = "event-hubs";

export interface HubAddress {
  readonly fullyQualifiedNamespace: string;
  readonly eventHubName: string;
}

/** Without the consumer group: where a partition was left is the same for all of them. */
export function hubName({ fullyQualifiedNamespace, eventHubName }: HubAddress): string {
  return `${fullyQualifiedNamespace}/${eventHubName}`.toLowerCase();
}

/**
 * Empty where there is none, or one of another version: then all that the hubs hold is received anew, which changes
 * nothing.
 */
export async function readReceived(store: Pick<Store, "cursor">): Promise<Received> {
  const text = (await store.cursor(cursor)) ?? "{}";
  try {
    return ReceivedSchema.parse(JSON.parse(text));
  } catch {
    return {};
  }
}

/** Events of one partition that came together, in their order. */
export interface Arrival {
  readonly partitionId: string;
  readonly first: Position;
  readonly last: Position;
  /** The logs, each with when its first event was put there: milliseconds since 1970. */
  readonly types: ReadonlyMap<SignInType, number>;
}

export interface Position {
  readonly offset: string;
  readonly sequenceNumber: number;
  /** Milliseconds since 1970. */
  readonly enqueued: number;
}

/** Sign-ins are put into the hub some minutes after they were made, so more is missing than the time of a loss says. */
const putLate = 3_600_000;
/** Milliseconds that it is remembered what was lost: longer than Entra ID keeps sign-ins. */
const lostKept = 35 * 86_400_000;

const nothing: Hub = { partitions: {}, types: {}, lost: [] };

/** The hub with a partition of which nothing is known yet: until it is, the hub has not been received. */
export function opened(hub: Hub = nothing, partitionId: string): Hub {
  if (hub.partitions[partitionId] !== undefined) return hub;
  return { ...hub, partitions: { ...hub.partitions, [partitionId]: { upTo: 0 } } };
}

/** The hub once these events are stored. Event Hubs numbers the events of a partition one by one: a leap is a loss. */
export function arrived(hub: Hub = nothing, { partitionId, first, last, types }: Arrival): Hub {
  const { isAstray = false, last: was, upTo = 0 } = hub.partitions[partitionId] ?? {};
  const isLoss = isAstray || (was !== undefined && first.sequenceNumber > was.sequenceNumber + 1);
  const gap: Range = [isLoss ? upTo - putLate : Infinity, first.enqueued];
  const { offset, sequenceNumber } = last;
  // What comes a second time does not move it back.
  const isNewer = isAstray || was === undefined || sequenceNumber > was.sequenceNumber;
  const begun = Object.fromEntries(
    [...types].map(([type, enqueued]) => [type, Math.min(hub.types[type] ?? Infinity, enqueued)]),
  );
  return {
    partitions: {
      ...hub.partitions,
      [partitionId]: {
        last: isNewer ? { offset, sequenceNumber } : was,
        upTo: Math.max(upTo, last.enqueued),
      },
    },
    types: { ...hub.types, ...begun },
    lost: without(union(hub.lost, gap), [-Infinity, last.enqueued - lostKept]),
  };
}

/** The hub once a partition has been waited for since a moment and nothing came. */
export function waitedFor(hub: Hub = nothing, partitionId: string, since: number): Hub {
  const held = hub.partitions[partitionId];
  const partition = { ...held, upTo: Math.max(held?.upTo ?? 0, since) };
  return { ...hub, partitions: { ...hub.partitions, [partitionId]: partition } };
}

/** Whether events are of another hub than those before, which had its name: they are newer, and their numbers are not. */
export function isOfAnotherHub(
  hub: Hub | undefined,
  partitionId: string,
  { enqueued, sequenceNumber }: Position,
): boolean {
  const held = hub?.partitions[partitionId];
  if (held?.last === undefined || held.isAstray === true) return false;
  return sequenceNumber <= held.last.sequenceNumber && enqueued > held.upTo;
}

/**
 * The hub, which has been made anew. All that it holds is to be received, of the other partitions as well, of which there
 * may be fewer now.
 */
export function astray(hub: Hub, partitionId: string): Hub {
  const held = hub.partitions[partitionId];
  if (held === undefined) return hub;
  const upTo = Math.min(...Object.values(hub.partitions).map((partition) => partition.upTo));
  return { ...hub, partitions: { [partitionId]: { ...held, isAstray: true, upTo } } };
}

/** Everything that had been put into the hub by then was received: milliseconds since 1970; 0 where that is not known. */
export function receivedUpTo({ partitions }: Hub): number {
  const ends = Object.values(partitions).map(({ upTo }) => upTo);
  return ends.length === 0 ? 0 : Math.min(...ends);
}

/** What was received of one log; undefined where no hub has it. Each that has it has all of it. */
export function receivedOf(
  received: Received,
  type: SignInType,
): { readonly covered: Ranges; readonly since: number } | undefined {
  const hubs = Object.values(received).flatMap((hub) => {
    const since = hub.types[type];
    return since === undefined ? [] : [{ since, covered: rangesOf(hub, since) }];
  });
  if (hubs.length === 0) return undefined;
  return {
    covered: hubs.flatMap(({ covered }) => covered).reduce(union, []),
    since: Math.min(...hubs.map(({ since }) => since)),
  };
}

function rangesOf(hub: Hub, since: number): Ranges {
  return hub.lost.reduce<Ranges>(without, union([], [since, receivedUpTo(hub)]));
}
