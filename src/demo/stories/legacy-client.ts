import { apps } from "../apps.ts";
import { atUtc } from "../calendar.ts";
import { invoicesMailbox } from "../company.ts";
import { strangeDevice } from "../devices.ts";
import { blockedByPolicy, passwordAccepted, passwordWrong } from "../outcomes.ts";
import { offices } from "../places.ts";
import { seededRandom } from "../random.ts";
import { userSignIn } from "../records.ts";
import type { Story } from "../story.ts";

const everyHours = 2;
const hoursToPasswordFixed = 72;
/** Up to the end of today. */
const hours = 168;

export const legacyClient: Story = {
  title: "A legacy client",
  account:
    "An old scanner in London fetches the invoices mailbox by IMAP: three days with a wrong password, since then blocked by policy.",
  question: "legacy auth failures in the last 7 days",
  signIns: (today) => {
    const random = seededRandom("legacy client");
    return Array.from({ length: hours / everyHours }, (_, i) => {
      const passed = i * everyHours;
      return userSignIn(
        {
          at: atUtc(today - 6, passed + random.between(0, 0.1)),
          account: invoicesMailbox,
          app: apps.exchange,
          network: offices.london,
          device: strangeDevice(undefined, undefined, "BAV2ROPC"),
          isInteractive: true,
          clientAppUsed: "IMAP4",
          authenticationProtocol: "ropc",
        },
        passed < hoursToPasswordFixed
          ? passwordWrong()
          : blockedByPolicy("blockLegacy", 53003, passwordAccepted()),
        random,
      );
    });
  },
};
