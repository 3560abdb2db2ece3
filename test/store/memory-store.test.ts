import { storeConformance } from "./conformance.ts";
import { memoryStore } from "./memory-store.ts";

storeConformance("the memory store", async () => memoryStore());
