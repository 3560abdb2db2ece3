import { apps } from "../apps.ts";
import { atUtc } from "../calendar.ts";
import { contractor } from "../company.ts";
import { strangeDevice } from "../devices.ts";
import { promptAnswered } from "../outcomes.ts";
import { homeLine, places } from "../places.ts";
import { seededRandom } from "../random.ts";
import { userSignIn } from "../records.ts";
import type { Story } from "../story.ts";

const tablet = strangeDevice(
  "Windows10",
  "Edge 143.0.0",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36 Edg/143.0.0.0",
);

export const returnedContractor: Story = {
  title: "A contractor who came back",
  account:
    "Oscar's project ended in spring; two days ago, after months of silence, his account was used again.",
  question: "sign-ins for oscar in the last 7 days",
  signIns: (today) => {
    const random = seededRandom("returned contractor");
    return [apps.officeHome, apps.sharePoint, apps.sharePoint].map((app, i) =>
      userSignIn(
        {
          at: atUtc(today - 2, 10.3 + i * 0.2),
          account: contractor,
          app,
          network: homeLine(places.stockholm, 61),
          device: tablet,
          isInteractive: true,
        },
        promptAnswered(contractor.factor),
        random,
      ),
    );
  },
};
