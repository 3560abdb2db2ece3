import { type App, resources } from "../apps.ts";
import { atUtc } from "../calendar.ts";
import { people } from "../company.ts";
import { stopped } from "../outcomes.ts";
import { seededRandom } from "../random.ts";
import { inOneFlow } from "../sequences.ts";
import type { Story } from "../story.ts";

/** Whoever registers an application chooses its name: this one would like to run in somebody's spreadsheet. */
const lure: App = {
  id: "e4b80d57-2c91-4f3a-a6e8-71d05c9f3b24",
  name: '=HYPERLINK("https://evil.example/pay","Invoice viewer")',
  ownerTenantId: "91c3e7d2-5a48-4b06-8f1d-d60b2e9a7f35",
  resource: resources.graph,
  group: "other",
};

const consentMissing = stopped(65001, "The user or administrator has not consented to use the application.");
const adminNeeded = stopped(
  90094,
  "The permissions that are asked for need the consent of an administrator.",
);

export const consentPhishing: Story = {
  title: "Consent phishing",
  account:
    "A mail led Erin, Judy and Nina to a foreign application that wanted their mailboxes; it needed an administrator's consent and got none.",
  question: "error 90094 in the last 30 days",
  signIns: (today) => {
    const random = seededRandom("consent phishing");
    return [people.erin, people.judy, people.nina].flatMap((account, index) =>
      inOneFlow(
        {
          at: atUtc(today - 7, 9.2 + index * 0.7),
          account,
          app: lure,
          network: account.home,
          device: account.laptop,
          isInteractive: true,
        },
        [consentMissing, adminNeeded],
        random,
      ),
    );
  },
};
