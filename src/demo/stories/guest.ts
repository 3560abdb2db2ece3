import { apps } from "../apps.ts";
import { atLocal, daysBetween, isWeekend } from "../calendar.ts";
import { adele } from "../company.ts";
import { strangeDevice } from "../devices.ts";
import { satisfiedByToken } from "../outcomes.ts";
import { homeLine, places } from "../places.ts";
import { seededRandom } from "../random.ts";
import { userSignIn } from "../records.ts";
import type { Story } from "../story.ts";

const network = homeLine(places.amsterdam, 90);
const device = strangeDevice(
  "Windows11",
  "Edge 143.0.0",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36 Edg/143.0.0.0",
);

export const guest: Story = {
  title: "A guest",
  account:
    "Adele Vance of the partner Fabrikam works with Contoso's files on weekdays; her own tenant vouches for her MFA.",
  question: "sign-ins of guests in the last 30 days",
  signIns: (today) =>
    daysBetween(today - 30, today)
      .filter((day) => !isWeekend(day))
      .flatMap((day) => {
        const random = seededRandom(`guest on ${day}`);
        const visits = random.chance(0.8) ? random.whole(1, 4) : 0;
        return Array.from({ length: visits }, () =>
          userSignIn(
            {
              at: atLocal(day, random.between(9, 17), network.place.zone),
              account: adele,
              app: random.pick([apps.sharePoint, apps.teamsWeb]),
              network,
              device,
              isInteractive: true,
            },
            satisfiedByToken(true),
            random,
          ),
        );
      }),
};
