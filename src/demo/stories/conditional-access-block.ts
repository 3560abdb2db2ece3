import { type App, apps } from "../apps.ts";
import { atUtc } from "../calendar.ts";
import { people } from "../company.ts";
import { strangeDevice } from "../devices.ts";
import { blockedByPolicy, satisfiedByToken } from "../outcomes.ts";
import { seededRandom } from "../random.ts";
import { userSignIn } from "../records.ts";
import type { Story } from "../story.ts";

const tablet = strangeDevice(
  "Ios 18.6",
  "Safari 18.6",
  "Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/604.1",
);

/** Days ago, hour (UTC) and what she tried to open. */
const evenings: readonly (readonly [number, number, App])[] = [
  [6, 18.4, apps.outlookWeb],
  [6, 18.5, apps.teams],
  [5, 19.1, apps.exchange],
  [4, 18.8, apps.sharePoint],
  [4, 18.9, apps.sharePoint],
  [3, 20.2, apps.exchange],
  [2, 17.6, apps.teams],
  [2, 17.7, apps.outlookWeb],
  [1, 19.3, apps.sharePoint],
  [1, 19.35, apps.outlookWeb],
];

/** The ids that the documentation gives as examples belong to her last two attempts. */
const lastFlow = "d79f5bee-5860-4832-928f-3133e22ae912";
const lastRequest = "66ea54eb-6301-4ee5-be62-ff5a759b0100";

export const conditionalAccessBlock: Story = {
  title: "A conditional access block",
  account:
    "Evening after evening Alice opens her mail and files on a private tablet; the policy that requires a compliant device refuses it. She flagged the last one.",
  question: "failures for alice in the last 7 days",
  signIns: (today) => {
    const random = seededRandom("conditional access block");
    return evenings.map(([daysAgo, hours, app], index) => {
      const isLast = index === evenings.length - 1;
      return userSignIn(
        {
          at: atUtc(today - daysAgo, hours + random.between(0, 0.02)),
          account: people.alice,
          app,
          network: people.alice.home,
          device: tablet,
          isInteractive: true,
          correlationId: daysAgo === 1 ? lastFlow : undefined,
          also: isLast ? { id: lastRequest, originalRequestId: lastRequest, flaggedForReview: true } : {},
        },
        blockedByPolicy("compliantDevice", index % 3 === 2 ? 53003 : 53000, satisfiedByToken(true)),
        random,
      );
    });
  },
};
