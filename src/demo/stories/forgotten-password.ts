import type { SignIn } from "../../signin/sign-in.ts";
import { apps } from "../apps.ts";
import { atUtc, minute } from "../calendar.ts";
import { people } from "../company.ts";
import { passwordWrong, promptAnswered, promptShown } from "../outcomes.ts";
import { seededRandom } from "../random.ts";
import { userSignIn } from "../records.ts";
import { inOneFlow } from "../sequences.ts";
import type { Story } from "../story.ts";

const { erin } = people;
const wrong = 12;

export const forgottenPassword: Story = {
  title: "A forgotten password",
  account: `After her holidays Erin needed ${wrong + 1} attempts to remember her password, all on her own laptop at home.`,
  question: "bad passwords for erin in the last 7 days",
  signIns: (today) => {
    const random = seededRandom("forgotten password");
    const attempt = {
      account: erin,
      app: apps.outlookWeb,
      network: erin.home,
      device: erin.laptop,
      isInteractive: true,
    };
    const start = atUtc(today - 5, 8.1);
    const failures = Array.from({ length: wrong }, (_, i): SignIn =>
      userSignIn(
        { ...attempt, at: start + Math.round((i * 0.7 + random.between(0, 0.4)) * minute) },
        passwordWrong(),
        random,
      ),
    );
    const remembered = inOneFlow(
      { ...attempt, at: start + Math.round((wrong + 1) * 0.7 * minute) },
      [promptShown(50074), promptAnswered(erin.factor)],
      random,
    );
    return [...failures, ...remembered];
  },
};
