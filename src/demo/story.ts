import type { SignIn } from "../signin/sign-in.ts";
import type { Day } from "./calendar.ts";

/** Something that happened at Contoso and that can be found in its log. */
export interface Story {
  readonly title: string;
  /** What happened, in one line. */
  readonly account: string;
  /** What to ask the bot to see it. */
  readonly question: string;
  /** Its records in no order, told so that `today` (UTC) is the last day. Some may lie in the future. */
  readonly signIns: (today: Day) => SignIn[];
}
