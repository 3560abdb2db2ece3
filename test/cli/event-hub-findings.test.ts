import type { PartitionProperties } from "@azure/event-hubs";
import { expect, test } from "vitest";
import { eventHubFinding, type HubClient } from "../../src/cli/event-hub-findings.ts";
import { hubName, type Received } from "../../src/sync/received.ts";
import { address } from "../sync/fake-hub.ts";

const at = Date.parse("2026-03-31T12:00:00Z");

function properties(partitionId: string, last: number): PartitionProperties {
  return {
    eventHubName: address.eventHubName,
    partitionId,
    beginningSequenceNumber: 3,
    lastEnqueuedSequenceNumber: last,
    lastEnqueuedOffset: "0",
    lastEnqueuedOnUtc: new Date(at),
    isEmpty: last < 0,
  };
}

function clientOf(last: Readonly<Record<string, number>>): { client: HubClient; closed: () => number } {
  let closed = 0;
  const client: HubClient = {
    getPartitionIds: async () => Object.keys(last),
    getPartitionProperties: async (id) => properties(id, last[id] ?? -1),
    close: async () => void (closed += 1),
  };
  return { client, closed: () => closed };
}

const received = (partitions: Received[string]["partitions"]): Received => ({
  [hubName(address)]: { partitions, types: {}, lost: [] },
});

test.each([
  [{}, "nothing received yet"],
  [
    received({ "0": { last: { offset: "9", sequenceNumber: 9 }, upTo: at }, "1": { upTo: at + 60_000 } }),
    "all received up to 31 Mar 2026 12:00",
  ],
  [
    received({ "0": { last: { offset: "2", sequenceNumber: 2 }, upTo: at } }),
    "7 events still to be received",
  ],
])("it is said how far a hub has been received, case %#", async (known, said) => {
  const { client, closed } = clientOf({ "0": 9, "1": -1 });
  const { level, text } = await eventHubFinding(address, async () => client, known);
  expect(level).toBe("ok");
  expect(text).toContain(
    `Event hub insights-logs-signinlogs: is there and may be looked at, 2 partitions, ${said}`,
  );
  expect(closed()).toBe(1);
});

test("a hub that may not be received is said with what to do", async () => {
  const { client, closed } = clientOf({});
  const refused = Object.assign(new Error("secret"), { code: "UnauthorizedError" });
  const forbidden = { ...client, getPartitionIds: () => Promise.reject(refused) };
  const finding = await eventHubFinding(address, async () => forbidden, {});
  expect(finding).toEqual({ level: "FIX", text: expect.stringMatching(/Data Receiver/) });
  expect(closed()).toBe(1);
});
