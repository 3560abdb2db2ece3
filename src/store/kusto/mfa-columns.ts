import { mfaDeniedCode, mfaRequiredCodes, mfaWords } from "../../signin/mfa.ts";
import { cleanText, extend, property, type Column } from "./column.ts";
import { pattern, whole } from "./literals.ts";
import { cleanName } from "./raw-columns.ts";

const [steps, status, mfaDetail] = [
  cleanName("AuthenticationDetails"),
  cleanName("Status"),
  cleanName("MfaDetail"),
];
const says = (expression: string, words: RegExp): string => `${expression} matches regex ${pattern(words)}`;

/** What the steps say, each the first in their order, and of those that were answered the last. */
const stepNames = [
  "s_methods",
  "s_deniedSteps",
  "s_requiredSteps",
  "s_completedSteps",
  "s_claimSteps",
  "s_skippedSteps",
  "s_secondSteps",
  "s_answeredSteps",
  "s_strongSteps",
  "s_failedSteps",
];

const told = (name: string, words: RegExp): string =>
  `${name} = make_list_if(s_result, s_isSecond and ${says("s_result", words)})`;

const stepsOperator = [
  `mv-apply with_itemindex=s_at s_step = iff(array_length(${steps}) > 0, ${steps}, dynamic([{}])) to typeof(dynamic) on (`,
  `extend s_method = ${cleanText(property("s_step", "authenticationMethod"))},`,
  `s_result = ${cleanText(property("s_step", "authenticationStepResultDetail"))},`,
  `s_required = ${cleanText(property("s_step", "authenticationStepRequirement"))},`,
  `s_succeeded = tolower(${property("s_step", "succeeded")})`,
  `| extend s_isSecond = ${says("s_result", mfaWords.secondResult)} or ${says("s_required", mfaWords.secondRequirement)},`,
  `s_isClaim = ${says("s_method", mfaWords.claimMethod)} or ${says("s_result", mfaWords.claimResult)}`,
  // Lists are in an order only where their rows are.
  `| order by s_at asc`,
  `| summarize s_methods = make_set_if(s_method, isnotempty(s_method)),`,
  `${told("s_deniedSteps", mfaWords.denied)}, ${told("s_requiredSteps", mfaWords.required)},`,
  `${told("s_completedSteps", mfaWords.completed)}, ${told("s_claimSteps", mfaWords.claim)},`,
  `${told("s_skippedSteps", mfaWords.skipped)},`,
  `s_secondSteps = make_list_if(s_result, s_isSecond and isnotempty(s_result)),`,
  `s_answeredSteps = make_list_if(s_result, s_isSecond and not(s_isClaim) and s_succeeded == "true"),`,
  `s_strongSteps = make_list_if(s_result, s_succeeded == "true" and ${says("s_method", mfaWords.strongMethod)}),`,
  `s_failedSteps = make_list_if(s_result, s_isSecond and s_succeeded == "false"))`,
].join(" ");

/** The record's own words, if they say so, else the first step's that does. */
const first = (name: string, words: RegExp, stepsThatSay: string): Column =>
  extend(name, `iff(${says("s_additional", words)}, s_additional, tostring(${stepsThatSay}[0]))`, [
    "s_additional",
    stepsThatSay,
  ]);

/**
 * The verdict of `mfaVerdict` in signin/mfa.ts, in the order of its rules: denied, not completed, answered, by claim,
 * skipped, failed, none.
 */
export const mfaColumns: readonly Column[] = [
  ...stepNames.map((name) => ({ name, needs: [steps], operator: stepsOperator })),
  extend("s_additional", cleanText(property(status, "additionalDetails")), [status]),
  extend("s_mfaMethod", cleanText(property(mfaDetail, "authMethod")), [mfaDetail]),
  first("s_denied", mfaWords.denied, "s_deniedSteps"),
  first("s_mustHave", mfaWords.required, "s_requiredSteps"),
  first("s_completed", mfaWords.completed, "s_completedSteps"),
  first("s_claimed", mfaWords.claim, "s_claimSteps"),
  first("s_skipped", mfaWords.skipped, "s_skippedSteps"),
  extend("s_anyDetail", "coalesce(s_additional, tostring(s_secondSteps[0]))", [
    "s_additional",
    "s_secondSteps",
  ]),
  extend("s_isDenied", `s_code != 0 and (isnotempty(s_denied) or s_code == ${whole(mfaDeniedCode)})`, [
    "s_code",
    "s_denied",
  ]),
  extend(
    "s_isRequired",
    `s_code != 0 and (isnotempty(s_mustHave) or s_code in (${[...mfaRequiredCodes].map(whole).join(", ")}))`,
    ["s_code", "s_mustHave"],
  ),
  extend(
    "s_prompted",
    "iff(array_length(s_answeredSteps) > 0 or s_code != 0, s_answeredSteps, s_strongFirst)",
    ["s_code", "s_answeredSteps", "s_strongFirst"],
  ),
  extend("s_strongFirst", "iff(array_length(s_strongSteps) > 0, pack_array(s_strongSteps[0]), dynamic([]))", [
    "s_strongSteps",
  ]),
  extend(
    "s_isPrompted",
    "isnotempty(s_completed) or array_length(s_prompted) > 0 or (s_code == 0 and isnotempty(s_mfaMethod))",
    ["s_completed", "s_prompted", "s_code", "s_mfaMethod"],
  ),
  ...verdict("s_mfaHow", ["denied", "notCompleted", "prompt", "claim", "skipped", "notCompleted"], '""'),
  ...verdict(
    "s_mfa",
    // Asked for and not answered is neither a denial nor a sign-in without: it is not known how it went.
    ["failed", "", "satisfied", "satisfied", "satisfied", ""],
    '"none"',
  ),
  extend(
    "s_mfaDetail",
    `coalesce(${ordered([
      "coalesce(s_denied, s_anyDetail)",
      "s_mustHave",
      "coalesce(s_completed, tostring(s_prompted[-1]))",
      "s_claimed",
      "s_skipped",
      "tostring(s_failedSteps[-1])",
      '""',
    ])}, s_additional)`,
    ["s_additional", "s_anyDetail", ...rules()],
  ),
  extend(
    "s_authMethod",
    `set_union(s_methods, iff(isempty(s_mfaMethod), dynamic([]), pack_array(s_mfaMethod)))`,
    ["s_methods", "s_mfaMethod"],
  ),
];

function verdict(name: string, results: readonly string[], otherwise: string): Column[] {
  return [extend(name, ordered([...results.map((result) => `"${result}"`), otherwise]), rules())];
}

/** What the first rule that holds gives, else the last. */
function ordered([denied, required, prompted, claimed, skipped, failed, none]: readonly string[]): string {
  return (
    `case(s_isDenied, ${denied}, s_isRequired, ${required}, s_isPrompted, ${prompted}, ` +
    `isnotempty(s_claimed), ${claimed}, isnotempty(s_skipped), ${skipped}, ` +
    `array_length(s_failedSteps) > 0, ${failed}, ${none})`
  );
}

function rules(): string[] {
  return [
    "s_isDenied",
    "s_denied",
    "s_isRequired",
    "s_mustHave",
    "s_isPrompted",
    "s_completed",
    "s_prompted",
    "s_claimed",
    "s_skipped",
    "s_failedSteps",
  ];
}
