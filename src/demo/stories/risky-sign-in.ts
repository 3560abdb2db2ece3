import { apps } from "../apps.ts";
import { atUtc } from "../calendar.ts";
import { people } from "../company.ts";
import { strangeDevice } from "../devices.ts";
import { passwordAccepted, promptAnswered } from "../outcomes.ts";
import { homeLine, places } from "../places.ts";
import { seededRandom } from "../random.ts";
import { userSignIn } from "../records.ts";
import type { Story } from "../story.ts";

const library = homeLine(places.stockholm, 95);
const publicComputer = strangeDevice(
  "Windows10",
  "Firefox 128.0",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0",
);

export const riskySignIn: Story = {
  title: "A risky sign-in",
  account:
    "Heidi signed in from a library's computer, which was new for her: medium risk, gone when she passed MFA. Lena's low risk was dismissed.",
  question: "sign-ins at medium risk in the last 30 days",
  signIns: (today) => {
    const random = seededRandom("risky sign-in");
    const mfaPassed = userSignIn(
      {
        at: atUtc(today - 5, 16.3),
        account: people.heidi,
        app: apps.officeHome,
        network: library,
        device: publicComputer,
        isInteractive: true,
        also: {
          riskLevelDuringSignIn: "medium",
          riskLevelAggregated: "none",
          riskState: "remediated",
          riskDetail: "userPassedMFADrivenByRiskBasedPolicy",
          riskEventTypes_v2: ["unfamiliarFeatures"],
        },
      },
      promptAnswered("notification"),
      random,
    );
    const dismissed = userSignIn(
      {
        at: atUtc(today - 11, 12.2),
        account: people.lena,
        app: apps.timesheets,
        network: people.lena.mobile,
        device: people.lena.phone,
        isInteractive: true,
        also: {
          riskLevelDuringSignIn: "low",
          riskLevelAggregated: "low",
          riskState: "dismissed",
          riskDetail: "adminDismissedRiskForSignIn",
          riskEventTypes_v2: ["unfamiliarFeatures"],
        },
      },
      passwordAccepted(),
      random,
    );
    return [mfaPassed, dismissed];
  },
};
