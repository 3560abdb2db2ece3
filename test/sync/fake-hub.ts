import type {
  PartitionContext,
  ReceivedEventData,
  SubscribeOptions,
  SubscriptionEventHandlers,
} from "@azure/event-hubs";
import type { EventHubSync } from "../../src/sync/event-hubs.ts";

export const address = {
  fullyQualifiedNamespace: "contoso-logs.servicebus.windows.net",
  eventHubName: "insights-logs-signinlogs",
  consumerGroup: "$Default",
};

/** An event hub in memory, through the types of the SDK: numbers its events, forgets old ones, knows nobody's place. */
export class FakeHub {
  readonly partitions = new Map<string, ReceivedEventData[]>();
  readonly #next = new Map<string, number>();
  readonly eventHubName: string;

  constructor(eventHubName = address.eventHubName) {
    this.eventHubName = eventHubName;
  }

  /** @param shift makes the offsets differ from those of another hub, in bytes */
  put(partitionId: string, body: unknown, enqueued: number, shift = 0): void {
    const sequenceNumber = this.#next.get(partitionId) ?? 0;
    this.#next.set(partitionId, sequenceNumber + 1);
    const event: ReceivedEventData = {
      body: body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body)),
      offset: String(sequenceNumber * 1_000 + shift),
      sequenceNumber,
      enqueuedTimeUtc: new Date(enqueued),
      partitionKey: null,
      getRawAmqpMessage: () => ({ body }),
    };
    this.partitions.set(partitionId, [...(this.partitions.get(partitionId) ?? []), event]);
  }

  /** What the hub's retention does. */
  expire(partitionId: string, events: number): void {
    this.partitions.set(partitionId, (this.partitions.get(partitionId) ?? []).slice(events));
  }

  context(partitionId: string): PartitionContext {
    return { ...address, eventHubName: this.eventHubName, partitionId, updateCheckpoint: async () => {} };
  }

  /**
   * One life of the SDK's processor: every partition from where the checkpoints say, else from its beginning, in batches;
   * a handler that fails ends its partition's reading, as an error of the service does.
   * @param options.idle called before each of the two empty batches that a partition without more events gives
   */
  async run(
    { checkpoints, handlers }: EventHubSync,
    options: Pick<SubscribeOptions, "maxBatchSize"> & { readonly idle?: () => void } = {},
  ): Promise<void> {
    const { fullyQualifiedNamespace, consumerGroup } = address;
    const { maxBatchSize = 10, idle } = options;
    for (const [partitionId, events] of this.partitions) {
      const context = this.context(partitionId);
      const known = await checkpoints.listCheckpoints(
        fullyQualifiedNamespace,
        this.eventHubName,
        consumerGroup,
      );
      const offset = known.find((checkpoint) => checkpoint.partitionId === partitionId)?.offset;
      await handlers.processInitialize?.(context).catch((error) => handlers.processError(error, context));
      const newest = events.at(-1);
      if (offset !== undefined && (newest === undefined || Number(offset) > Number(newest.offset))) {
        await handlers.processError(offsetUnknown(offset), context);
        continue;
      }
      const left = events.filter((event) => offset === undefined || Number(event.offset) > Number(offset));
      await this.#deliver(handlers, context, left, maxBatchSize, idle);
    }
  }

  async #deliver(
    handlers: SubscriptionEventHandlers,
    context: PartitionContext,
    events: readonly ReceivedEventData[],
    size: number,
    idle: (() => void) | undefined,
  ): Promise<void> {
    try {
      for (let at = 0; at < events.length; at += size)
        await handlers.processEvents(events.slice(at, at + size), context);
      if (idle === undefined) return;
      for (const _ of [1, 2]) {
        idle();
        await handlers.processEvents([], context);
      }
    } catch (error) {
      await handlers.processError(error as Error, context);
    }
  }
}

function offsetUnknown(offset: string): Error {
  return Object.assign(
    new Error(`The supplied offset '${offset}' is invalid. The last offset in the system is '0'`),
    { name: "MessagingError", code: "ArgumentError" },
  );
}
