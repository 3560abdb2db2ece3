import { z } from "zod";
import { signInTypes, type SignInType } from "../signin/sign-in.ts";
import type { Store } from "../store/store.ts";
import { common, union, without, type Range, type Ranges } from "./ranges.ts";

/** How far a partition of an event hub has been received. */
const Partition = z.object({
  /** The last event that was stored; absent where none was. */
  last: z.object({ offset: z.string(), sequenceNumber: z.number() }).optional(),
  /** Whether the hub did not know that event any more. */
  isAstray: z.literal(true).optional(),
  /** Everything that had been put there by then was received: milliseconds since 1970. */
  upTo: z.number(),
});

const Hub = z.object({
  partitions: z.record(z.string(), Partition),
  /** The logs that came in it. */
  types: z.array(z.enum(signInTypes)).readonly(),
  /** Nothing from before that was received: milliseconds since 1970. */
  since: z.number(),
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
  readonly consumerGroup: string;
}

export function hubName({ fullyQualifiedNamespace, eventHubName, consumerGroup }: HubAddress): string {
  return [fullyQualifiedNamespace, eventHubName, consumerGroup].join("/").toLowerCase();
}

/** Empty where there is none, or one of another version: then all that the hubs hold is received anew, which changes nothing. */
export async function readReceived(store: Pick<Store, "cursor">): Promise<Received> {
  try {
    return ReceivedSchema.parse(JSON.parse((await store.cursor(cursor)) ?? "{}"));
  } catch {
    return {};
  }
}

/** Events of one partition that came together. */
export interface Arrival {
  readonly partitionId: string;
  readonly first: Position;
  readonly last: Position;
  readonly types: readonly SignInType[];
}

export interface Position {
  readonly offset: string;
  readonly sequenceNumber: number;
  /** Milliseconds since 1970. */
  readonly enqueued: number;
}

/** Milliseconds that it is remembered what was lost: longer than Entra ID keeps sign-ins. */
const lostKept = 35 * 86_400_000;

/** The hub once these events are stored. Event Hubs numbers the events of a partition one by one: a leap is a loss. */
export function arrived(hub: Hub | undefined, { partitionId, first, last, types }: Arrival): Hub {
  const held = hub?.partitions[partitionId];
  const was = held?.last?.sequenceNumber;
  const isLoss = held?.isAstray === true || (was !== undefined && first.sequenceNumber > was + 1);
  const gap: Range = [isLoss && held !== undefined ? held.upTo : Infinity, first.enqueued];
  const { offset, sequenceNumber } = last;
  // What comes a second time does not move it back.
  const isNewer = held?.isAstray === true || was === undefined || sequenceNumber > was;
  return {
    partitions: {
      ...hub?.partitions,
      [partitionId]: {
        last: isNewer ? { offset, sequenceNumber } : held?.last,
        upTo: Math.max(held?.upTo ?? -Infinity, last.enqueued),
      },
    },
    types: signInTypes.filter((type) => hub?.types.includes(type) === true || types.includes(type)),
    since: Math.min(hub?.since ?? Infinity, first.enqueued),
    lost: without(union(hub?.lost ?? [], gap), [-Infinity, last.enqueued - lostKept]),
  };
}

/** The hub once a partition has been waited for since a moment and nothing came. */
export function waitedFor(hub: Hub | undefined, partitionId: string, since: number): Hub {
  const held = hub?.partitions[partitionId];
  const partition = { ...held, upTo: Math.max(held?.upTo ?? -Infinity, since) };
  return { types: [], since, lost: [], ...hub, partitions: { ...hub?.partitions, [partitionId]: partition } };
}

/**
 * The hub that does not know the last event of a partition any more: it was made anew. All that it holds is to be
 * received, of the other partitions as well, of which there may be fewer now.
 */
export function astray(hub: Hub, partitionId: string): Hub {
  const held = hub.partitions[partitionId];
  return held === undefined ? hub : { ...hub, partitions: { [partitionId]: { ...held, isAstray: true } } };
}

/** What was received of one log by all hubs that have it; undefined where none has. */
export function receivedOf(
  received: Received,
  type: SignInType,
): { readonly covered: Ranges; readonly since: number } | undefined {
  const hubs = Object.values(received).filter(({ types }) => types.includes(type));
  if (hubs.length === 0) return undefined;
  return {
    covered: hubs.map(rangesOf).reduce(common),
    since: Math.max(...hubs.map(({ since }) => since)),
  };
}

function rangesOf({ partitions, since, lost }: Hub): Ranges {
  const upTo = Math.min(...Object.values(partitions).map((partition) => partition.upTo));
  return lost.reduce<Ranges>(without, union([], [since, upTo]));
}
