/** What is known of an authentication method by its name in the log. */
export interface AuthMethod {
  readonly name: string;
  /** The spellings of portal, Graph and older records. */
  readonly pattern: RegExp;
  /** Signs in without a password, by what Microsoft counts as passwordless. */
  readonly passwordless: boolean;
}

/**
 * The methods of Entra ID. A Temporary Access Pass and a QR code with PIN stand in for a password for a while: Microsoft
 * does not count them as passwordless methods, so neither does Signpost.
 * Sources: https://learn.microsoft.com/entra/identity/authentication/concept-authentication-methods,
 * https://learn.microsoft.com/entra/identity/authentication/concept-authentication-passwordless
 */
export const authMethods: readonly AuthMethod[] = [
  { name: "Passkey (FIDO2)", pattern: /fido|passkey/i, passwordless: true },
  { name: "Windows Hello for Business", pattern: /windows ?hello/i, passwordless: true },
  { name: "Platform Credential for macOS", pattern: /platform (credential|sso)/i, passwordless: true },
  { name: "Passwordless phone sign-in", pattern: /passwordless|phone sign-?in/i, passwordless: true },
  { name: "Certificate", pattern: /x\.?509|certificate/i, passwordless: true },
  { name: "Temporary Access Pass", pattern: /temporary ?access ?pass/i, passwordless: false },
  { name: "QR code", pattern: /qr ?code/i, passwordless: false },
  { name: "Mobile app notification", pattern: /mobile app notification|app notification/i, passwordless: false },
  { name: "OATH code", pattern: /oath|verification code/i, passwordless: false },
  { name: "Text message", pattern: /text message|\bsms\b/i, passwordless: false },
  { name: "Phone call", pattern: /phone call|voice/i, passwordless: false },
  { name: "Password", pattern: /^(app )?password\b/i, passwordless: false },
];

/** Whether a method of the log signs in without a password. */
export function isPasswordless(method: string): boolean {
  return authMethods.find(({ pattern }) => pattern.test(method))?.passwordless ?? false;
}

/** "Previously satisfied" stands where a method would, when a token answered and nobody was asked for anything. */
export function isMethod(text: string): boolean {
  return text !== "" && !/previously satisfied/i.test(text);
}

export function isPassword(method: string): boolean {
  return /^(app )?password$/i.test(method);
}
