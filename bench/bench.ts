import { parseBench } from "./parse.ts";

/** `npm run bench`: every benchmark, each beside what one would use instead, in the same run. */
await parseBench();
