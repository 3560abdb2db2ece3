/** What kind of trouble a code is, each with its label. Every category has a file of its name beside this one. */
export const categories = {
  "bad-password": "Wrong password",
  "unknown-user": "Unknown user",
  locked: "Locked out or blocked",
  disabled: "Account disabled",
  "password-expired": "Password expired",
  mfa: "Multifactor authentication",
  "identity-risk": "Identity risk",
  "conditional-access": "Conditional Access",
  device: "Device",
  "session-expired": "Session expired",
  consent: "Consent",
  "app-assignment": "App assignment",
  "app-config": "App configuration",
  "app-credential": "App credential",
  guest: "Guest or other tenant",
  "federation-hybrid": "Federation and hybrid",
  "flow-step": "Step of the sign-in",
  throttling: "Throttling",
  service: "Microsoft service",
} as const;
export type Category = keyof typeof categories;

/** How much one such row says about an attack. High: treat it as one until it is explained. */
export const attackLevels = ["none", "low", "medium", "high"] as const;
export type AttackLevel = (typeof attackLevels)[number];

/**
 * An error code in words for the person on call. The texts are plain: no markup, one or two sentences. Microsoft
 * changes the texts of its own and may widen what a number means, so the failure reason of the record itself stands
 * beside them.
 */
export interface ErrorCode {
  /** The number without "AADSTS": it identifies the code. */
  readonly code: number;
  /** Microsoft's symbol, where it gives one. */
  readonly name?: string;
  readonly category: Category;
  readonly meaning: string;
  /** The likely cause. */
  readonly cause: string;
  /** What an administrator does about it. */
  readonly remedy: string;
  /**
   * The first factor had been accepted before something else stopped the sign-in.
   * Source: `successCodes` of Azure-Sentinel's SigninPasswordSpray.yaml, and 50144, which is 50055 on-premises.
   */
  readonly passwordAccepted?: true;
  readonly attack: AttackLevel;
  /** What would make it an attack. Always there for medium and high. */
  readonly attackHint?: string;
  /** A session or token reached its age, as it must: nobody has to act on it. */
  readonly expectedExpiry?: true;
  /** The code covers several cases and this part of the record tells which; `correlationId`: the other rows with the same one. */
  readonly readAlso?:
    | "status.failureReason"
    | "status.additionalDetails"
    | "appliedConditionalAccessPolicies"
    | "correlationId";
  /** Microsoft's page about the code or its subject. */
  readonly documentation?: `https://learn.microsoft.com/${string}`;
}

/** A code as its category's file has it. */
export type Entry = Omit<ErrorCode, "category">;

/** Microsoft's list of codes: the page of those that have none of their own. */
export const codeList = "https://learn.microsoft.com/entra/identity-platform/reference-error-codes";
