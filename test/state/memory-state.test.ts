import { stateConformance } from "./conformance.ts";
import { memoryState } from "./memory-state.ts";

stateConformance("the memory state", memoryState);
