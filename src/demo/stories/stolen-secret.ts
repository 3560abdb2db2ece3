import { resources } from "../apps.ts";
import { atUtc } from "../calendar.ts";
import { places, rentedServer } from "../places.ts";
import { seededRandom } from "../random.ts";
import type { Story } from "../story.ts";
import { servicePrincipal, workloadSignIn } from "../workloads.ts";

const hrSync = servicePrincipal("hr-sync", "clientSecret", resources.graph);
const thief = rentedServer(places.panama, 141);

export const stolenSecret: Story = {
  title: "A stolen secret",
  account:
    "The night before last hr-sync signed in five times from a rented server in Panama; until then only the data centre had its secret.",
  question: "service principal sign-ins from Panama in the last 7 days",
  signIns: (today) => {
    const random = seededRandom("stolen secret");
    return Array.from({ length: 5 }, (_, i) =>
      workloadSignIn(hrSync, atUtc(today - 1, 3.1 + i * 0.12), random, { errorCode: 0 }, thief),
    );
  },
};
