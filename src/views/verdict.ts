import { clientKindOf } from "../signin/client-apps.ts";
import { riskLevel } from "../signin/conditions.ts";
import { explainCode } from "../signin/error-codes/catalogue.ts";
import { mfaVerdict } from "../signin/mfa.ts";
import type { AppliedConditionalAccessPolicy, SignIn } from "../signin/sign-in.ts";
import { statusOf } from "../signin/status.ts";
import { listed } from "./words.ts";

/**
 * What was decided about one sign-in, in a line: "password right · MFA denied (Mobile app notification) · stopped by CA
 * Require MFA · unmanaged device". Only what the record tells.
 */
export function verdictOf(signIn: SignIn): string {
  const decided = [passwordText(signIn), mfaText(signIn), conditionalAccessText(signIn)];
  return [
    ...decided,
    statusOf(signIn) !== "success" && !tellsWhy(decided) ? codeText(signIn) : "",
    deviceText(signIn),
    clientText(signIn),
    riskText(signIn),
  ]
    .filter((part) => part !== "")
    .join(" · ");
}

/** Whether what was decided says what kept somebody out. */
function tellsWhy(decided: readonly string[]): boolean {
  return decided.some((part) => /^(wrong password|MFA denied|MFA required|stopped by)/.test(part));
}

/** What the code means, in a few words: "the account is disabled". */
function codeText({ status }: SignIn): string {
  const about = explainCode(status.errorCode);
  if (about.known !== "explained") return "";
  const { meaning } = about.entry;
  const words = meaning.replace(/\.$/, "");
  // A name stays as it is: "Entra ID refused".
  return words.replace(/^(The|A|An|This|That|Another|Too|Several|No|One|It)\b/, (word) => word.toLowerCase());
}

/**
 * What the portal's list says besides the status: MFA, conditional access and risk, each in two or three words where
 * there is anything to say. "MFA by claim · CA failed · high risk".
 */
export function decisionsOf(signIn: SignIn): string {
  const { conditionalAccessStatus } = signIn;
  const isPassed = conditionalAccessStatus === "success";
  return [
    shortMfa(signIn),
    isPassed ? "CA passed" : conditionalAccessStatus === "failure" ? "CA failed" : "",
    riskText(signIn),
  ]
    .filter((part) => part !== "")
    .join(" · ");
}

function shortMfa(signIn: SignIn): string {
  const { result, how } = mfaVerdict(signIn);
  if (result === "failed") return how === "denied" ? "MFA denied" : "MFA not completed";
  if (result === "none") return mfaText(signIn);
  return how === "claim" ? "MFA by claim" : how === "skipped" ? "MFA skipped" : "MFA passed";
}

function passwordText(signIn: SignIn): string {
  if (statusOf(signIn) === "success") return "got in";
  const about = explainCode(signIn.status.errorCode);
  const step = (signIn.authenticationDetails ?? []).find((detail) =>
    /password/i.test(detail.authenticationMethod ?? ""),
  );
  if (step?.succeeded === true || (about.known === "explained" && about.entry.passwordAccepted === true))
    return "password right";
  return signIn.status.errorCode === 50126 ? "wrong password or name" : "";
}

/** The MFA verdict in words; "" where the record knows of none. */
export function mfaText(signIn: SignIn): string {
  const { result, how, method } = mfaVerdict(signIn);
  const by = method === undefined ? "" : ` (${method})`;
  if (result === "none")
    return statusOf(signIn) === "success" && signIn.type === "interactiveUser" ? "no MFA" : "";
  if (result === "failed") return how === "denied" ? `MFA denied${by}` : `MFA required, not completed${by}`;
  return {
    prompt: `MFA passed${by}`,
    claim: "MFA by claim in the token",
    skipped: "MFA skipped by rule",
    denied: "",
    notCompleted: "",
  }[how ?? "prompt"];
}

function conditionalAccessText(signIn: SignIn): string {
  const policies = signIn.appliedConditionalAccessPolicies ?? [];
  const named = (result: string): string =>
    listed(
      policies
        .filter((policy) => policy.result === result)
        .map(policyName)
        .slice(0, 2),
    );
  const failing = named("failure");
  if (failing !== "") return `stopped by CA ${failing}`;
  if (signIn.conditionalAccessStatus === "failure") return "stopped by conditional access";
  const reportOnly = named("reportOnlyFailure");
  if (reportOnly !== "") return `report-only CA ${reportOnly} would have stopped it`;
  return signIn.conditionalAccessStatus === "success" ? "CA passed" : "";
}

export function policyName(policy: AppliedConditionalAccessPolicy): string {
  return policy.displayName ?? policy.id ?? "unnamed policy";
}

function deviceText({ deviceDetail }: SignIn): string {
  if (deviceDetail?.isCompliant === true) return "compliant device";
  if (deviceDetail?.isManaged === true) return "managed device";
  return deviceDetail?.isManaged === false ? "unmanaged device" : "";
}

function clientText(signIn: SignIn): string {
  return clientKindOf(signIn.clientAppUsed) === "legacy" ? `legacy client ${signIn.clientAppUsed}` : "";
}

function riskText(signIn: SignIn): string {
  const level = riskLevel(signIn);
  return level === undefined || level === "none" ? "" : `${level} risk`;
}
