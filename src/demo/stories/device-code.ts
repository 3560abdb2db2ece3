import { apps, resources } from "../apps.ts";
import { atUtc } from "../calendar.ts";
import { people } from "../company.ts";
import { strangeDevice } from "../devices.ts";
import { promptAnswered, satisfiedByToken } from "../outcomes.ts";
import { dataCentre, places, rentedServer } from "../places.ts";
import { seededRandom } from "../random.ts";
import { type Attempt, userSignIn } from "../records.ts";
import type { Story } from "../story.ts";

const commandLine = strangeDevice(
  "Linux",
  undefined,
  "python/3.12.8 (Linux-6.8.0-x86_64-with-glibc2.39) AZURECLI/2.80.0",
);
const transferred = { originalTransferMethod: "deviceCodeFlow" } as const;

export const deviceCode: Story = {
  title: "A device code",
  account:
    "Kofi signs the build server in to Azure CLI with device codes; five days ago somebody else's code was entered by Ivan, and tokens went to a rented server.",
  question: "sign-ins with protocol:deviceCode in the last 30 days",
  signIns: (today) => {
    const random = seededRandom("device code");
    const shared = {
      app: apps.azureCli,
      device: commandLine,
      isInteractive: true,
      clientAppUsed: "Mobile Apps and Desktop clients",
      authenticationProtocol: "deviceCode",
      also: transferred,
    } satisfies Partial<Attempt>;
    const routine = [26, 19, 12, 4].map((daysAgo) =>
      userSignIn(
        { ...shared, at: atUtc(today - daysAgo, 9.4), account: people.kofi, network: dataCentre },
        promptAnswered("fido2"),
        random,
      ),
    );
    const phished: Attempt = {
      ...shared,
      at: atUtc(today - 5, 13.1),
      account: people.ivan,
      network: rentedServer(places.singapore, 88),
      sessionId: "f1d6a3b0-7c42-4e95-b8d1-3a60c9e2f574",
    };
    const renewed = [0.4, 0.9, 1.6].map((hours) =>
      userSignIn(
        {
          ...phished,
          at: phished.at + Math.round(hours * 3_600_000),
          resource: resources.graph,
          isInteractive: false,
          authenticationProtocol: "oAuth2",
        },
        satisfiedByToken(true),
        random,
      ),
    );
    return [...routine, userSignIn(phished, promptAnswered("notification"), random), ...renewed];
  },
};
