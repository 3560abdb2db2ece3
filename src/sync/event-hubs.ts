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
import type { Log } from "../log.ts";
import type { SignInType } from "../signin/sign-in.ts";
import type { Entry, Store } from "../store/store.ts";
import type { Clock } from "./clock.ts";
import { isForgotten, readForgotten } from "./forgotten.ts";
import { hubProblem, isOffsetUnknown } from "./hub-problem.ts";
import {
  arrived,
  astray,
  cursor,
  hubName,
  readReceived,
  waitedFor,
  type Hub,
  type Position,
  type Received,
} from "./received.ts";
import { claimStore, ownerOf } from "./tenant.ts";

/** How event hubs are to be subscribed to. */
export const subscribeOptions = {
  // The first reading takes all that the hub still holds.
  startPosition: { offset: "-1" },
  // An event holds hundreds of records and up to a megabyte: few of them bound the memory of many partitions.
  maxBatchSize: 10,
  prefetchCount: 10,
  maxWaitTimeInSeconds: 60,
  skipParsingBodyAsJson: true,
} as const satisfies SubscribeOptions;

/** What the client of an event hub needs so that what diagnostic settings stream into it comes into the store. */
export interface EventHubSync {
  readonly checkpoints: CheckpointStore;
  readonly handlers: SubscriptionEventHandlers;
}

/** What a few events hold. */
interface Delivery {
  readonly entries: readonly Entry[];
  /** The logs that their sign-ins belong to. */
  readonly types: readonly SignInType[];
  /** The tenant that they are of, where the store belongs to none yet. */
  readonly claim: string | undefined;
}

/** Milliseconds between two lines of the log on what was received, or on the same problem. */
const toldEvery = 60_000;
const problemToldEvery = 15 * 60_000;

/**
 * Receives from any number of event hubs into one store. Where reading goes on is kept in the transaction of the records,
 * so a crash loses nothing; what is delivered a second time changes nothing.
 */
export function createEventHubSync(options: {
  readonly store: Pick<Store, "write" | "cursor">;
  readonly clock: Clock;
  readonly log: Log;
  /** After its end nothing is written: the store is closed. */
  readonly signal: AbortSignal;
}): EventHubSync {
  const { store, clock, log, signal } = options;
  // One cursor tells of all partitions, so they are written one after another.
  const oneByOne = pLimit(1);
  let received: Received | undefined;
  let owner: string | undefined;
  /** By partition: since when its next events are waited for. */
  const waiting = new Map<string, number>();
  const problems = new Map<string, { readonly text: string; readonly at: number }>();
  const counts = { records: 0, new: 0, updated: 0, quarantined: 0, otherLogs: 0, otherTenants: 0 };
  let toldAt = -Infinity;

  const held = async (): Promise<Received> => (received ??= await readReceived(store));

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
      processInitialize: async (context) => void waiting.set(placeOf(context), clock.now()),
      processEvents: (events, context) =>
        oneByOne(async () => {
          if (signal.aborted) return;
          await (events.length === 0 ? noteWaiting(context) : keep(events, context));
          waiting.set(placeOf(context), clock.now());
          tell();
        }),
      processError: (error, context) =>
        oneByOne(async () => {
          if (signal.aborted) return;
          if (isOffsetUnknown(error)) await beginAnew(context);
          complain(error, context);
        }),
    },
  };

  /** Nothing came. That it was waited for tells that there was nothing; a link that broke ends the waiting early. */
  async function noteWaiting(context: PartitionContext): Promise<void> {
    const since = waiting.get(placeOf(context)) ?? Infinity;
    if (clock.now() - since < subscribeOptions.maxWaitTimeInSeconds * 1_000) return;
    await move(context, (hub) => waitedFor(hub, context.partitionId, since));
    problems.delete(hubName(context));
  }

  async function beginAnew(context: PartitionContext): Promise<void> {
    await move(context, (hub) => hub && astray(hub, context.partitionId));
  }

  async function keep(events: readonly ReceivedEventData[], context: PartitionContext): Promise<void> {
    const first = positionOf(events[0]);
    const last = positionOf(events.at(-1));
    if (first === undefined || last === undefined) return;
    const { eventHubName, partitionId } = context;
    const place = `Event hub ${eventHubName}, partition ${partitionId}`;
    const { entries, types, claim } = await readEvents(events, place);
    if (claim !== undefined) {
      await claimStore(store, claim);
      owner = claim;
    }
    await move(context, (hub) => arrived(hub, { partitionId, first, last, types }), entries);
    problems.delete(hubName(context));
  }

  /** Stores entries, and with the last of them how far the hub has been received. */
  async function move(
    context: PartitionContext,
    change: (hub: Hub | undefined) => Hub | undefined,
    entries: readonly Entry[] = [],
  ): Promise<void> {
    const before = await held();
    const hub = change(before[hubName(context)]);
    if (hub === undefined) return;
    const after = { ...before, [hubName(context)]: hub };
    let left = entries.length;
    for await (const batch of batchesOf(entries)) {
      left -= batch.length;
      if (left > 0) await write(batch);
      else await write(batch, after);
    }
    if (entries.length === 0) await write([], after);
    received = after;
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
    owner ??= await ownerOf(store);
    const entries: Entry[] = [];
    const types = new Set<SignInType>();
    let claim: string | undefined;
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
          claim ??= owner === undefined ? tenantId : undefined;
          if (tenantId !== undefined && tenantId !== (owner ?? claim)) {
            counts.otherTenants += 1;
            continue;
          }
          types.add(type);
          if (isForgotten(reading.signIn, forgotten)) continue;
        }
        entries.push(entryOf(reading, record, `${place}, event ${sequenceNumber}`));
      }
    }
    return { entries, types: [...types], claim };
  }

  function tell(): void {
    if (clock.now() - toldAt < toldEvery) return;
    toldAt = clock.now();
    const { otherTenants, ...told } = counts;
    if (counts.records + counts.otherLogs > 0) log.info(told, "Sign-ins were received from Event Hubs");
    if (otherTenants > 0)
      log.error(
        { records: otherTenants, tenant: owner },
        "Sign-ins of another tenant came from Event Hubs and were not stored: each tenant needs a store of its own",
      );
    for (const name of Object.keys(counts) as (keyof typeof counts)[]) counts[name] = 0;
  }

  /** The same problem comes again every ten seconds, from every partition. */
  function complain(error: Error | MessagingError, context: PartitionContext): void {
    const text = hubProblem(error, context.eventHubName);
    const name = hubName(context);
    const before = problems.get(name);
    if (before?.text === text && clock.now() - before.at < problemToldEvery) return;
    problems.set(name, { text, at: clock.now() });
    log.warn({ eventHub: context.eventHubName, reason: text }, "Sign-ins were not received");
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
