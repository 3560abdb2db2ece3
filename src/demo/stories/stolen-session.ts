import { apps, resources } from "../apps.ts";
import { atUtc } from "../calendar.ts";
import { people } from "../company.ts";
import { strangeDevice } from "../devices.ts";
import { promptAnswered, satisfiedByToken, stopped } from "../outcomes.ts";
import { places, rentedServer } from "../places.ts";
import { seededRandom } from "../random.ts";
import { type Attempt, userSignIn } from "../records.ts";
import type { Story } from "../story.ts";

/** The session id that the documentation gives as an example. */
const sessionId = "0045f5a8-1d2e-4c11-9b7c-0d8fd2a1c001";
const revoked = stopped(
  50133,
  "The session is not valid, because it was revoked or its password has changed.",
);

export const stolenSession: Story = {
  title: "A stolen session",
  account:
    "Dave signed in at home; seven hours later a script in Singapore went on with his very session, until it was revoked in the morning.",
  question: "high risk non-interactive sign-ins in the last 7 days",
  signIns: (today) => {
    const random = seededRandom("stolen session");
    const own: Attempt = {
      at: atUtc(today - 2, 19.8),
      account: people.dave,
      app: apps.graphExplorer,
      network: people.dave.home,
      device: people.dave.laptop,
      isInteractive: true,
      sessionId,
    };
    const stolen = (hours: number): Attempt => ({
      ...own,
      at: atUtc(today - 1, hours),
      resource: resources.graph,
      network: rentedServer(places.singapore, 77),
      device: strangeDevice(undefined, undefined, "python-httpx/0.28.1"),
      isInteractive: false,
      also: {
        riskLevelDuringSignIn: "high",
        riskLevelAggregated: "high",
        riskState: "atRisk",
        riskEventTypes_v2: ["anomalousToken", "unlikelyTravel"],
      },
    });
    return [
      userSignIn(own, promptAnswered("notification"), random),
      ...[2.9, 3.1, 3.2, 3.6, 4.4].map((hours) => userSignIn(stolen(hours), satisfiedByToken(true), random)),
      ...[7.5, 7.6].map((hours) => userSignIn(stolen(hours), revoked, random)),
    ];
  },
};
