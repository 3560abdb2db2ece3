import { apps } from "../apps.ts";
import { atUtc } from "../calendar.ts";
import { fabrikam, people } from "../company.ts";
import { stopped } from "../outcomes.ts";
import { offices } from "../places.ts";
import { seededRandom } from "../random.ts";
import { userSignIn } from "../records.ts";
import type { Story } from "../story.ts";

const denied = stopped(
  500021,
  "Access to the tenant is denied: it is not among those that the network's proxy lets through.",
);

export const tenantRestriction: Story = {
  title: "A tenant restriction",
  account: "From the Berlin office Frank opened a partner's files, which the proxy there does not allow.",
  question: "error 500021 in the last 30 days",
  signIns: (today) => {
    const random = seededRandom("tenant restriction");
    return [10.1, 10.15, 14.6].map((hours) =>
      userSignIn(
        {
          at: atUtc(today - 6, hours),
          account: people.frank,
          app: apps.sharePoint,
          network: offices.berlin,
          device: people.frank.laptop,
          isInteractive: true,
          also: {
            resourceTenantId: fabrikam.id,
            crossTenantAccessType: "b2bCollaboration",
            isTenantRestricted: true,
          },
        },
        denied,
        random,
      ),
    );
  },
};
