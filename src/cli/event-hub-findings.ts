import type { EventHubConsumerClient, PartitionProperties } from "@azure/event-hubs";
import { hubProblem } from "../sync/hub-problem.ts";
import { hubName, receivedUpTo, type HubAddress, type Received } from "../sync/received.ts";
import { fullTime, plural } from "../views/words.ts";
import type { Finding } from "./finding.ts";

export type HubClient = Pick<EventHubConsumerClient, "getPartitionIds" | "getPartitionProperties" | "close">;

/**
 * Whether an event hub can be received, and how far that is.
 * @param received what the store knows of it
 */
export async function eventHubFinding(
  address: HubAddress,
  open: () => Promise<HubClient>,
  received: Received,
): Promise<Finding> {
  const { eventHubName } = address;
  let client: HubClient | undefined;
  try {
    client = await open();
    const partitions: PartitionProperties[] = [];
    for (const id of await client.getPartitionIds()) partitions.push(await client.getPartitionProperties(id));
    const far = howFar(partitions, received[hubName(address)]);
    return {
      level: "ok",
      text: `Event hub ${eventHubName}: is there and may be looked at, ${plural(partitions.length, "partition")}, ${far}`,
    };
  } catch (error) {
    const known = error instanceof Error ? error : new Error("unknown");
    return { level: "FIX", text: `Event Hubs: ${hubProblem(known, eventHubName)}` };
  } finally {
    await client?.close().catch(() => {});
  }
}

function howFar(partitions: readonly PartitionProperties[], hub: Received[string] | undefined): string {
  if (hub === undefined) return "nothing received yet";
  const behind = partitions.reduce((sum, { partitionId, isEmpty, ...numbers }) => {
    const { last, isAstray = false } = hub.partitions[partitionId] ?? {};
    const before = numbers.beginningSequenceNumber - 1;
    const received = last === undefined || isAstray ? before : Math.max(last.sequenceNumber, before);
    return isEmpty ? sum : sum + Math.max(0, numbers.lastEnqueuedSequenceNumber - received);
  }, 0);
  const lost =
    hub.lost.length === 0
      ? ""
      : `; ${plural(hub.lost.length, "gap")} where events were gone before they came`;
  if (behind > 0) return `${plural(behind, "event")} still to be received${lost}`;
  const upTo = receivedUpTo(hub);
  return upTo === 0 ? "nothing received yet" : `all received up to ${fullTime(upTo, "UTC")}${lost}`;
}
