import { explainCode, type Explanation } from "../signin/error-codes/catalogue.ts";
import type { Status } from "../signin/sign-in.ts";
import { unknownErrorCode } from "../signin/status.ts";
import type { ExplainedCode, Reason, Tone } from "./view.ts";
import { number } from "./words.ts";

const statusWords: Readonly<Record<Status, string>> = {
  success: "Success",
  failure: "Failure",
  interrupted: "Interrupted",
};

export const statusTones: Readonly<Record<Status, Tone>> = {
  success: "good",
  failure: "attention",
  interrupted: "warning",
};

export function statusText(status: Status): string {
  return statusWords[status];
}

/** A code as it is written, or undefined where the source gave none. */
export function codeText(code: number): string | undefined {
  return code === unknownErrorCode ? undefined : String(code);
}

/** "50126 InvalidUserNameOrPassword": the number, and Microsoft's symbol where there is one. */
export function codeTitle(code: number): string {
  if (codeText(code) === undefined) return "Unknown error code";
  const about = explainCode(code);
  const name =
    about.known === "explained" ? about.entry.name : about.known === "named" ? about.name : undefined;
  return name === undefined ? String(code) : `${code} ${name}`;
}

/**
 * Why so many failed, for a card. `total` is the number of sign-ins that did not succeed.
 * @param isAmongSuccesses others did: then it is said of what the total is one
 */
export function reasonOf(code: number, signIns: number, total: number, isAmongSuccesses = false): Reason {
  const title = `${codeTitle(code)} · ${number(signIns)} of ${number(total)}`;
  return {
    title: isAmongSuccesses ? `${title} that did not get in` : title,
    ...reasonText(explainCode(code), undefined),
  };
}

/** The same for one sign-in. */
export function reasonOfOne(code: number, failureReason?: string): Reason {
  return { title: codeTitle(code), ...reasonText(explainCode(code), failureReason) };
}

function reasonText(about: Explanation, failureReason: string | undefined): Omit<Reason, "title"> {
  if (about.known !== "explained") {
    const said = failureReason === undefined ? "" : ` The log says: ${failureReason}`;
    return {
      meaning: `${unknownText(about)}${said}`,
      remedy: "",
      mark: "",
      links: linksOf(about),
    };
  }
  const { meaning, remedy, passwordAccepted } = about.entry;
  return {
    meaning,
    remedy,
    mark: passwordAccepted === true ? "The password was accepted." : "",
    links: linksOf(about),
  };
}

function unknownText(about: Explanation): string {
  if (about.known === "success") return "The sign-in succeeded.";
  if (codeText(about.code) === undefined) return "The source of this record gave no error code.";
  return about.known === "named"
    ? `Microsoft calls it ${about.name}; Signpost has no explanation of it.`
    : "Signpost does not know this code.";
}

function linksOf(about: Explanation): { title: string; url: string }[] {
  if (codeText(about.code) === undefined) return [];
  const documentation = about.known === "explained" ? about.entry.documentation : undefined;
  return [
    { title: `Look up ${about.code}`, url: about.lookup },
    ...(documentation === undefined ? [] : [{ title: "Documentation", url: documentation }]),
  ];
}

const attackWords = { none: "", low: "", medium: "May be an attack", high: "Often an attack" } as const;

const alsoRead = {
  "status.failureReason": "This number covers several cases: read the failure reason of the sign-in itself.",
  "status.additionalDetails":
    "This number covers several cases: read the additional details of the sign-in itself.",
  appliedConditionalAccessPolicies: "Which policy it was stands in the sign-in's conditional access section.",
  correlationId: "How it ended stands in the other sign-ins with the same correlation ID.",
} as const;

/** All that is known of a code, for "what is 50126". */
export function explained(code: number): ExplainedCode {
  const about = explainCode(code);
  const entry = about.known === "explained" ? about.entry : undefined;
  const attack = entry === undefined ? "" : attackWords[entry.attack];
  return {
    title: codeTitle(code),
    status: about.known === "success" ? "Success: no error" : statusText(about.status),
    tone: statusTones[about.status],
    meaning: entry?.meaning ?? unknownText(about),
    cause: entry?.cause ?? "",
    remedy: entry?.remedy ?? (about.known === "success" ? "" : "Look it up with Microsoft's tool, below."),
    marks: [
      entry?.passwordAccepted === true ? "The password was accepted: whoever it was knew it." : "",
      attack === "" ? "" : `${attack}${entry?.attackHint === undefined ? "." : `: ${entry.attackHint}`}`,
      entry?.expectedExpiry === true
        ? "Expected: sessions and tokens run out. Nobody has to act on single ones."
        : "",
      entry?.readAlso === undefined ? "" : alsoRead[entry.readAlso],
    ].filter((mark) => mark !== ""),
    links: linksOf(about),
  };
}
