import { resources } from "../apps.ts";
import { atUtc, daysBetween } from "../calendar.ts";
import { seededRandom } from "../random.ts";
import type { Story } from "../story.ts";
import { servicePrincipal, workloadSignIn } from "../workloads.ts";

const ciDeploy = servicePrincipal("ci-deploy", "clientSecret", resources.azure);
const expired = { errorCode: 7000222, failureReason: "The provided client secret keys are expired." };

export const brokenSecret: Story = {
  title: "A broken secret",
  account:
    "The client secret of ci-deploy expired two days ago at midnight; its hourly deployment has failed ever since.",
  question: "service principal failures in the last 7 days",
  signIns: (today) =>
    daysBetween(today - 30, today).flatMap((day) => {
      const random = seededRandom(`ci-deploy ${today - day} days ago`);
      const status = day >= today - 2 ? expired : { errorCode: 0 };
      return Array.from({ length: 24 }, (_, clock) =>
        workloadSignIn(ciDeploy, atUtc(day, clock + random.between(0.25, 0.3)), random, status),
      );
    }),
};
