import type {
  CheckpointStore,
  MessagingError,
  PartitionContext,
  ReceivedEventData,
  SubscribeOptions,
  SubscriptionEventHandlers,
} from "@azure/event-hubs";
import pLimit from "p-limit";
import { batchesOf } from "../ingest/batches.ts";
import { readJson } from "../ingest/json-formats.ts";
import { JsonSplitter } from "../ingest/json-records.ts";
import { quarantined } from "../ingest/normalise.ts";
import type { SourceRecord } from "../ingest/quarantine.ts";
import { entryOf } from "../ingest/read.ts";
import { isSignInLog } from "../ingest/sign-in-type.ts";
import { messageOf, StoreFailure } from "../errors.ts";
import { logFailure, type Log } from "../log.ts";
import type { SignInType } from "../signin/sign-in.ts";
import type { Entry, Store } from "../store/store.ts";
import type { Clock } from "../clock.ts";
import { isForgotten, readForgotten } from "./forgotten.ts";
import { hubProblem, isOffsetUnknown } from "./hub-problem.ts";
import {
  arrived,
  astray,
  cursor,
  hubName,
  isOfAnotherHub,
  opened,
  readReceived,
  waitedFor,
  type Hub,
  type Position,
  type Received,
} from "./received.ts";
import { claimStore, ownerOf } from "./tenant.ts";

/**
 * How event hubs are to be subscribed to. One event at a time, which holds up to hundreds of records and a megabyte: the
 * client asks for a whole batch whenever it waits, whether or not the one before has come, so that with longer batches
 * what may come at once would grow without bound.
 */
export const subscribeOptions = {
  // The first reading takes all that the hub still holds.
  startPosition: { offset: "-1" },
  maxBatchSize: 1,
  prefetchCount: 1,
  maxWaitTimeInSeconds: 60,
  skipParsingBodyAsJson: true,
} as const satisfies SubscribeOptions;

/** Waits without an event after which a link is made anew, because each lets one event more come at once. */
const quietWaits = 60;

/** What the client of an event hub needs so that what diagnostic settings stream into it comes into the store. */
export interface EventHubSync {
  readonly checkpoints: CheckpointStore;
  readonly handlers: SubscriptionEventHandlers;
}

export interface EventHubSyncOptions {
  readonly store: Pick<Store, "write" | "cursor">;
  /** The tenant whose sign-ins they are, in lower case; absent: that of the first. */
  readonly tenant?: string | undefined;
  readonly clock: Clock;
  readonly log: Log;
  /** After its end nothing is written: the store is closed. */
  readonly signal: AbortSignal;
}

/** What a few events hold. */
interface Delivery {
  readonly entries: readonly Entry[];
  /** The logs that their sign-ins belong to, each with when its first was put there. */
  readonly types: ReadonlyMap<SignInType, number>;
}

/** How a partition is waited for. */
interface Waiting {
  /** Since when: milliseconds since 1970. */
  readonly since: number;
  /** Since when the wait before was, where nothing came either. */
  readonly before?: number | undefined;
  /** Waits since the link was made. */
  readonly quiet: number;
}

/** Thrown so that the client opens a partition once more. */
class OpenAgain extends Error {}

/** What came could not be stored. */
class NotStored extends Error {}

/** Milliseconds between two lines of the log on what was received, or on the same problem. */
const toldEvery = 60_000;
const problemToldEvery = 15 * 60_000;

/** Milliseconds that a wait may seem shorter than it was: clocks are set. */
const tolerance = 1_000;

/**
 * Receives from any number of event hubs into one store. Where reading goes on is kept in the transaction of the records,
 * so a crash loses nothing; what is delivered a second time changes nothing. Where a handler fails, the client reads the
 * partition again from there.
 */
export function createEventHubSync({ store, tenant, clock, log, signal }: EventHubSyncOptions): EventHubSync {
  // One cursor tells of all partitions, so they are written one after another.
  const oneByOne = pLimit(1);
  let reading: Promise<Received> | undefined;
  /** By partition. */
  const waiting = new Map<string, Waiting>();
  /** When each problem was last told. */
  const problems = new Map<string, number>();
  const counts = { records: 0, new: 0, updated: 0, quarantined: 0, otherLogs: 0, otherTenants: 0 };
  let toldAt = -Infinity;

  return {
    checkpoints: {
      // This process reads all partitions: there is nobody to share them with.
      listOwnership: async () => [],
      claimOwnership: async (claims) => claims,
      // The handlers keep them, with the records.
      updateCheckpoint: async () => {},
      async listCheckpoints(fullyQualifiedNamespace, eventHubName, consumerGroup) {
        const address = { fullyQualifiedNamespace, eventHubName, consumerGroup };
        const { partitions = {} } = (await held())[hubName(address)] ?? {};
        return Object.entries(partitions).flatMap(([partitionId, { last, isAstray = false }]) =>
          last === undefined || isAstray ? [] : [{ ...address, partitionId, ...last }],
        );
      },
    },
    handlers: {
      processInitialize: (context) =>
        inTurn(async () => {
          waiting.set(placeOf(context), { since: clock.now(), quiet: 0 });
          await move(context, (hub) => opened(hub, context.partitionId));
        }),
      processEvents: (events, context) =>
        inTurn(async () => {
          const place = placeOf(context);
          const { since = clock.now(), before, quiet = 0 } = waiting.get(place) ?? {};
          if (events.length > 0) {
            await keep(events, context);
            waiting.set(place, { since: clock.now(), quiet });
          } else {
            await noteWaiting(context, since, before);
            waiting.set(place, { since: clock.now(), before: since, quiet: quiet + 1 });
          }
          tell();
          if (quiet >= quietWaits) throw new OpenAgain("the link is made anew");
        }),
      processError: (error, context) =>
        inTurn(async () => {
          if (error instanceof OpenAgain) return;
          complain(error, context);
          if (isOffsetUnknown(error)) await move(context, (hub) => hub && astray(hub, context.partitionId));
        }),
    },
  };

  async function inTurn(work: () => Promise<void>): Promise<void> {
    await oneByOne(async () => {
      if (!signal.aborted) await work();
    });
  }

  async function held(): Promise<Received> {
    reading ??= readReceived(store);
    try {
      return await reading;
    } catch (error) {
      reading = undefined;
      throw error;
    }
  }

  /**
   * Nothing came. That tells of the time before the last wait alone: a link that is broken is silent as well, until the
   * client notices.
   */
  async function noteWaiting(
    context: PartitionContext,
    since: number,
    before: number | undefined,
  ): Promise<void> {
    const isWhole = clock.now() - since >= subscribeOptions.maxWaitTimeInSeconds * 1_000 - tolerance;
    if (isWhole && before !== undefined)
      await move(context, (hub) => waitedFor(hub, context.partitionId, before));
  }

  async function keep(events: readonly ReceivedEventData[], context: PartitionContext): Promise<void> {
    const [first, last] = [positionOf(events[0]), positionOf(events.at(-1))];
    if (first === undefined || last === undefined) return;
    const { eventHubName, partitionId } = context;
    if (isOfAnotherHub((await held())[hubName(context)], partitionId, first)) {
      await move(context, (hub) => hub && astray(hub, partitionId));
      complain(Object.assign(new Error("another offset"), { code: "ArgumentError" }), context);
      throw new OpenAgain("the event hub was made anew");
    }
    try {
      const place = `Event hub ${eventHubName}, partition ${partitionId}`;
      const { entries, types } = await readEvents(events, place);
      await move(context, (hub) => arrived(hub, { partitionId, first, last, types }), entries);
    } catch (cause) {
      throw new NotStored("what came could not be stored", { cause });
    }
  }

  /** Stores entries, and with the last of them how far the hub has been received. */
  async function move(
    context: PartitionContext,
    change: (hub: Hub | undefined) => Hub | undefined,
    entries: readonly Entry[] = [],
  ): Promise<void> {
    const before = await held();
    const hub = change(before[hubName(context)]);
    if (hub === undefined || hub === before[hubName(context)]) return;
    const after = { ...before, [hubName(context)]: hub };
    let left = entries.length;
    for await (const batch of batchesOf(entries)) {
      left -= batch.length;
      await write(batch, left > 0 ? undefined : after);
    }
    if (entries.length === 0) await write([], after);
    reading = Promise.resolve(after);
  }

  async function write(batch: readonly Entry[], after?: Received): Promise<void> {
    const moved = after && { name: cursor, value: JSON.stringify(after) };
    const written = await store.write(batch, moved);
    counts.records += batch.length;
    counts.new += written.new;
    counts.updated += written.updated;
    counts.quarantined += written.quarantined;
  }

  async function readEvents(events: readonly ReceivedEventData[], place: string): Promise<Delivery> {
    const forgotten = await readForgotten(store);
    let owner = tenant ?? (await ownerOf(store));
    const entries: Entry[] = [];
    const types = new Map<SignInType, number>();
    for (const { body, enqueuedTimeUtc, sequenceNumber } of events) {
      const origin = { modified: enqueuedTimeUtc.toISOString() };
      for (const record of recordsOf(body)) {
        if ("value" in record && isOfAnotherLog(record.value)) {
          counts.otherLogs += 1;
          continue;
        }
        const reading = "reason" in record ? quarantined(record.reason) : readJson(record.value, origin);
        if (reading.kind === "signIn") {
          const { tenantId, type } = reading.signIn;
          owner ??= tenantId;
          if (tenantId !== undefined && tenantId !== owner) {
            counts.otherTenants += 1;
            continue;
          }
          types.set(type, Math.min(types.get(type) ?? Infinity, enqueuedTimeUtc.getTime()));
          if (isForgotten(reading.signIn, forgotten)) continue;
        }
        entries.push(entryOf(reading, record, `${place}, event ${sequenceNumber}`));
      }
    }
    await claimStore(store, owner);
    return { entries, types };
  }

  function tell(): void {
    if (clock.now() - toldAt < toldEvery) return;
    toldAt = clock.now();
    const { otherTenants, ...told } = counts;
    if (counts.records + counts.otherLogs > 0) log.info(told, "Sign-ins were received from Event Hubs");
    if (otherTenants > 0)
      log.error(
        { records: otherTenants },
        "Sign-ins of another tenant came from Event Hubs and were not stored: each tenant needs a store of its own",
      );
    for (const name of Object.keys(counts) as (keyof typeof counts)[]) counts[name] = 0;
  }

  /** The same problem comes again every ten seconds, from every partition. */
  function complain(error: Error | MessagingError, context: PartitionContext): void {
    const cause = error instanceof NotStored ? error.cause : error;
    const isOurs = error instanceof NotStored || cause instanceof StoreFailure;
    const reason = isOurs ? messageOf(cause) : hubProblem(error, context.eventHubName);
    const key = `${hubName(context)} ${reason}`;
    if (clock.now() - (problems.get(key) ?? -Infinity) < problemToldEvery) return;
    problems.set(key, clock.now());
    if (isOurs) logFailure(log, cause, "What came from Event Hubs was not stored; it is received again");
    else log.warn({ eventHub: context.eventHubName, reason }, "Sign-ins were not received");
  }
}

function placeOf(context: PartitionContext): string {
  return `${hubName(context)}/${context.partitionId}`;
}

function positionOf(event: ReceivedEventData | undefined): Position | undefined {
  if (event === undefined) return undefined;
  const { offset, sequenceNumber, enqueuedTimeUtc } = event;
  return { offset, sequenceNumber, enqueued: enqueuedTimeUtc.getTime() };
}

/** The records of one event: Azure Monitor puts many into it. */
function recordsOf(body: unknown): readonly SourceRecord[] {
  const text =
    body instanceof Uint8Array
      ? Buffer.from(body).toString("utf8")
      : typeof body === "string"
        ? body
        : JSON.stringify(body ?? null);
  const splitter = new JsonSplitter();
  return [...splitter.push(text), ...splitter.end()];
}

/** One event hub may take all that diagnostic settings stream. */
function isOfAnotherLog(record: unknown): boolean {
  const { category } = (record ?? {}) as { readonly category?: unknown };
  return typeof category === "string" && !isSignInLog(category);
}
