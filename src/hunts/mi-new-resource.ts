import type { Hunt } from "./hunt.ts";
import { findNewcomers } from "./newcomers.ts";

/** After reprise99's Identity-ManagedIdentityAccessingNewResources.kql. */
export const miNewResource = {
  name: "mi-new-resource",
  words: [
    "mi new resource",
    "mi new resources",
    "new resource for managed identities",
    "new resources for managed identities",
    "managed identity new resource",
    "managed identity new resources",
    "managed identities at new resources",
    "managed identities with new resources",
  ],
  summary: "A managed identity gets a token for a resource that is new for it.",
  explanation:
    "A managed identity and a resource that were not seen together before: who has taken over the machine asks for whatever its identity may reach. A new feature does, too.",
  thresholds: { baseline: "P30D" },
  fixed: "a success there for the first time",
  found: "not seen before",
  by: ["managedIdentity", "resource"],
  logs: ["managedIdentity"],
  reads: {
    where: [{ field: "status", is: ["success"] }],
    fields: ["managedIdentity", "resource", "status", "errorCode"],
  },
  finds: "new",
  find: (events, settings) => findNewcomers(events, settings, []),
} as const satisfies Hunt;
