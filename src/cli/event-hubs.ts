import type { TokenCredential } from "@azure/identity";
import type { EventHubConsumerClient } from "@azure/event-hubs";
import type { EventHubs } from "../config.ts";
import type { Log } from "../log.ts";
import type { Store } from "../store/store.ts";
import { systemClock } from "../clock.ts";
import { createEventHubSync, subscribeOptions } from "../sync/event-hubs.ts";

export interface HubReading {
  readonly store: Store;
  /** The tenant whose sign-ins they are; absent: that of the first. */
  readonly tenant: string | undefined;
  readonly credential: TokenCredential;
  readonly log: Log;
}

/** Receives event hubs into the store until the signal is aborted. What goes wrong is logged, and tried again. */
export async function receiveEventHubs(
  hubs: EventHubs,
  { credential, ...into }: HubReading,
  signal: AbortSignal,
): Promise<void> {
  const { checkpoints, handlers } = createEventHubSync({ ...into, clock: systemClock, signal });
  // Few need it, and it takes a while to load.
  const { EventHubConsumerClient } = await import("@azure/event-hubs");
  const { namespace, consumerGroup } = hubs;
  for (const name of hubs.names) {
    const client = new EventHubConsumerClient(consumerGroup, namespace, name, credential, checkpoints, {
      // All partitions at once: there is nobody to share them with.
      loadBalancingOptions: { strategy: "greedy" },
    });
    const subscription = client.subscribe(handlers, subscribeOptions);
    const close = async (): Promise<void> => {
      await subscription.close();
      await client.close();
    };
    // A connection that breaks while it is closed is closed.
    signal.addEventListener("abort", () => void close().catch(() => {}), { once: true });
  }
}

/** The client of an event hub from which nothing is received; it gives up after some seconds. */
export async function lookAtEventHub(
  { namespace, consumerGroup }: EventHubs,
  name: string,
  credential: TokenCredential,
): Promise<EventHubConsumerClient> {
  const { EventHubConsumerClient } = await import("@azure/event-hubs");
  return new EventHubConsumerClient(consumerGroup, namespace, name, credential, {
    retryOptions: { maxRetries: 0, timeoutInMs: 10_000 },
  });
}
