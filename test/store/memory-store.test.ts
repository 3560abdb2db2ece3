import { storeConformance } from "./conformance.ts";
import { memoryStore } from "./memory-store.ts";

// The others are compared with it: here it is shown that the questions can be put.
storeConformance("the memory store", async () => memoryStore(), 0.2, 0.2);
