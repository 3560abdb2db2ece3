import { brokenSecret } from "./stories/broken-secret.ts";
import { conditionalAccessBlock } from "./stories/conditional-access-block.ts";
import { consentPhishing } from "./stories/consent-phishing.ts";
import { deviceCode } from "./stories/device-code.ts";
import { disabledAccount } from "./stories/disabled-account.ts";
import { forgottenPassword } from "./stories/forgotten-password.ts";
import { guest } from "./stories/guest.ts";
import { legacyClient } from "./stories/legacy-client.ts";
import { mfaFatigue } from "./stories/mfa-fatigue.ts";
import { passwordSpray } from "./stories/password-spray.ts";
import { returnedContractor } from "./stories/returned-contractor.ts";
import { riskySignIn } from "./stories/risky-sign-in.ts";
import { serviceAccount } from "./stories/service-account.ts";
import { stolenSecret } from "./stories/stolen-secret.ts";
import { stolenSession } from "./stories/stolen-session.ts";
import { tenantRestriction } from "./stories/tenant-restriction.ts";
import { traveller } from "./stories/traveller.ts";
import type { Story } from "./story.ts";

/** All that happens at Contoso beside its everyday life, the most telling first. */
export const stories: readonly Story[] = [
  conditionalAccessBlock,
  mfaFatigue,
  passwordSpray,
  brokenSecret,
  legacyClient,
  disabledAccount,
  traveller,
  stolenSession,
  deviceCode,
  stolenSecret,
  forgottenPassword,
  returnedContractor,
  riskySignIn,
  consentPhishing,
  guest,
  tenantRestriction,
  serviceAccount,
];
