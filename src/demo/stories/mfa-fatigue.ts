import type { SignIn } from "../../signin/sign-in.ts";
import { apps } from "../apps.ts";
import { atUtc, minute } from "../calendar.ts";
import { people } from "../company.ts";
import { strangeDevice } from "../devices.ts";
import { blockedByPolicy, promptAnswered, promptDenied, satisfiedByToken, stopped } from "../outcomes.ts";
import { places, rentedServer } from "../places.ts";
import { seededRandom } from "../random.ts";
import { type Attempt, userSignIn } from "../records.ts";
import type { Story } from "../story.ts";

const prompts = 12;
const noDevice = blockedByPolicy("compliantDevice", 53000, satisfiedByToken(true));
const revoked = stopped(50173, "The grant was revoked, for instance because the password was reset.");
const risky = {
  riskLevelDuringSignIn: "high",
  riskLevelAggregated: "high",
  riskState: "confirmedCompromised",
  riskDetail: "adminConfirmedSigninCompromised",
  riskEventTypes_v2: ["unfamiliarFeatures", "adminConfirmedUserCompromised"],
};

export const mfaFatigue: Story = {
  title: "An MFA fatigue attack",
  account:
    "Two nights ago somebody with Bob's password sent him a dozen prompts; he approved the thirteenth. The device policy kept his mail closed.",
  question: "mfa denied for bob in the last 7 days",
  signIns: (today) => {
    const random = seededRandom("mfa fatigue");
    const start = atUtc(today - 2, 1.85);
    const after = (minutes: number): Attempt => ({
      at: start + Math.round(minutes * minute),
      account: people.bob,
      app: apps.officeHome,
      network: rentedServer(places.johannesburg, 129),
      device: strangeDevice(
        "Windows10",
        "Chrome 139.0.0",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36",
      ),
      isInteractive: true,
      sessionId: "c2b7f0a4-51d8-4e96-8a3f-6d90e4b1c708",
    });
    const signIns: SignIn[] = Array.from({ length: prompts }, (_, i) =>
      userSignIn(
        after(i * 3.2 + random.between(0, 1.5)),
        promptDenied(random.chance(0.6) ? "declined" : "ignored"),
        random,
      ),
    );
    signIns.push(
      userSignIn({ ...after(41), also: risky }, promptAnswered("notification"), random),
      userSignIn({ ...after(43), app: apps.myApps, also: risky }, satisfiedByToken(true), random),
      userSignIn({ ...after(44), app: apps.outlookWeb }, noDevice, random),
      userSignIn({ ...after(46), app: apps.sharePoint }, noDevice, random),
      userSignIn({ ...after(380), app: apps.myApps, isInteractive: false }, revoked, random),
    );
    return signIns;
  },
};
