import nock from "nock";
import { afterAll, vi } from "vitest";

/** Files that share a process leave it as they found it: what one replaced would be replaced for all that follow, in an order nobody chose. */
afterAll(() => {
  nock.cleanAll();
  nock.enableNetConnect();
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});
