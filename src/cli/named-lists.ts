import { demoLists } from "../demo/lists.ts";
import { listsOf, type Lists } from "../lists.ts";

/** The lists of the configuration; where it has none, the demo company has its own. */
export function namedLists(configured: Lists, isDemo: boolean): Lists {
  return isDemo && configured.size === 0 ? listsOf(demoLists, "The demo") : configured;
}
