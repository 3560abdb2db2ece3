import { apps, resources } from "../apps.ts";
import { atUtc, daysBetween } from "../calendar.ts";
import { backupAccount } from "../company.ts";
import { strangeDevice } from "../devices.ts";
import { passwordAccepted } from "../outcomes.ts";
import { dataCentre } from "../places.ts";
import { seededRandom } from "../random.ts";
import { userSignIn } from "../records.ts";
import type { Story } from "../story.ts";

export const serviceAccount: Story = {
  title: "A service account",
  account: "Every night svc-backup signs in with nothing but a password, exempt from MFA.",
  question: "sign-ins without mfa for svc-backup in the last 30 days",
  signIns: (today) =>
    daysBetween(today - 30, today).flatMap((day) => {
      const random = seededRandom(`service account on ${day}`);
      return [1, 1.5, 4].map((hours) =>
        userSignIn(
          {
            at: atUtc(day, hours + random.between(0, 0.02)),
            account: backupAccount,
            app: apps.azurePowerShell,
            resource: resources.graph,
            network: dataCentre,
            device: strangeDevice("Linux", undefined, "MSAL.NetCore/4.66.0 backup-runner/3.2"),
            isInteractive: true,
            clientAppUsed: "Mobile Apps and Desktop clients",
            authenticationProtocol: "ropc",
          },
          passwordAccepted(),
          random,
        ),
      );
    }),
};
