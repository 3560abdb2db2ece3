import { apps } from "../apps.ts";
import { atUtc, daysBetween } from "../calendar.ts";
import { mallory } from "../company.ts";
import { everydayOf } from "../everyday.ts";
import { stopped } from "../outcomes.ts";
import { seededRandom } from "../random.ts";
import { userSignIn } from "../records.ts";
import type { Story } from "../story.ts";

const disabled = stopped(50057, "The user account is disabled.");
const leftDaysAgo = 9;
/** Days ago and hour (UTC) at which she tried again herself. */
const tries = [
  [8, 20.1],
  [8, 20.15],
  [3, 21.4],
  [1, 20.6],
] as const;

export const disabledAccount: Story = {
  title: "A disabled account",
  account:
    "Mallory left nine days ago; her phone still asks for mail every three hours, and she tried the portal four times.",
  question: "failures for mallory in the last 30 days",
  signIns: (today) => {
    const random = seededRandom("disabled account");
    const worked = daysBetween(today - 31, today - leftDaysAgo - 1).flatMap((day) =>
      everydayOf(mallory, day),
    );
    const phone = Array.from({ length: leftDaysAgo * 8 }, (_, i) =>
      userSignIn(
        {
          at: atUtc(today - leftDaysAgo, 8 + i * 3 + random.between(0, 0.5)),
          account: mallory,
          app: apps.outlookMobile,
          network: mallory.mobile,
          device: mallory.phone,
          isInteractive: false,
        },
        disabled,
        random,
      ),
    );
    const herself = tries.map(([daysAgo, hours]) =>
      userSignIn(
        {
          at: atUtc(today - daysAgo, hours),
          account: mallory,
          app: apps.officeHome,
          network: mallory.home,
          device: mallory.phone,
          isInteractive: true,
        },
        disabled,
        random,
      ),
    );
    return [...worked, ...phone, ...herself];
  },
};
