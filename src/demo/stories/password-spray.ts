import type { SignIn } from "../../signin/sign-in.ts";
import { apps } from "../apps.ts";
import { atUtc, minute } from "../calendar.ts";
import { type Account, backupAccount, invoicesMailbox, mallory, people } from "../company.ts";
import { strangeDevice } from "../devices.ts";
import { type Outcome, passwordWrong, promptDenied, promptShown, stopped } from "../outcomes.ts";
import { places, rentedServer } from "../places.ts";
import { seededRandom } from "../random.ts";
import { type Attempt, userSignIn } from "../records.ts";
import { inOneFlow } from "../sequences.ts";
import type { Story } from "../story.ts";

const network = rentedServer(places.panama, 66);
const targets: readonly Account[] = [...Object.values(people), mallory, backupAccount, invoicesMailbox];
/** The one whose password they guess. */
const guessed: Account = people.judy;

/** Tools say what they like about themselves: the second of these would like to be a link on somebody's card. */
const tools = ["python-requests/2.32.3", "<b>hi</b> [free](https://evil.example) python-requests/2.32.3"];

const locked = stopped(50053, "The account is locked, or the address has been seen in malicious activity.");
const disabled = stopped(50057, "The user account is disabled.");

export const passwordSpray: Story = {
  title: "A password spray",
  account:
    "Four nights ago one address tried two passwords on every account within half an hour; Judy's was right, MFA stopped it.",
  question: "failures from 203.0.113.66 in the last 7 days",
  signIns: (today) => {
    const random = seededRandom("password spray");
    const start = atUtc(today - 4, 2.2);
    const signIns: SignIn[] = [];
    for (const round of [0, 1]) {
      for (const [index, account] of targets.entries()) {
        const attempt: Attempt = {
          at: start + round * 14 * minute + Math.round((index + random.between(0.1, 0.9)) * 0.8 * minute),
          account,
          app: apps.azurePowerShell,
          network,
          device: strangeDevice(undefined, undefined, tools[(round + index) % 2]),
          isInteractive: true,
          clientAppUsed: "Mobile Apps and Desktop clients",
          authenticationProtocol: "ropc",
        };
        if (account === guessed && round === 1) {
          signIns.push(...inOneFlow(attempt, [promptShown(50074), promptDenied("ignored")], random));
        } else {
          signIns.push(userSignIn(attempt, answerTo(account, round), random));
        }
      }
    }
    return signIns;
  },
};

/** Smart lockout steps in for every third account of the second round. */
function answerTo(account: Account, round: number): Outcome {
  if (account === mallory) return disabled;
  return round === 1 && targets.indexOf(account) % 3 === 0 ? locked : passwordWrong();
}
