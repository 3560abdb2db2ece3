/**
 * Authentication methods by a part of the name that the log gives them, each with the phrases that mean it.
 * Source of the names: authenticationDetails of real records, and Entra's pages on the sign-in log.
 */
export const authenticationMethods = {
  "Text message": ["sms", "text message", "text messages", "sms code", "sms codes", "sms mfa"],
  "Phone call": ["phone call", "phone calls", "voice call", "voice calls"],
  "Mobile app notification": [
    "mobile app notification",
    "authenticator push",
    "push notification",
    "push notifications",
    "microsoft authenticator",
    "authenticator app",
    "authenticator",
  ],
  OATH: ["oath", "totp", "verification code", "verification codes", "oath token", "oath tokens", "otp"],
  FIDO2: ["fido2", "fido", "security key", "security keys", "fido2 key", "fido2 keys"],
  Passkey: ["passkey", "passkeys"],
  "Windows Hello": ["windows hello", "whfb", "hello for business", "windows hello for business"],
  "Platform Credential": ["platform credential", "platform credentials", "platform sso"],
  "Passwordless phone sign-in": ["phone sign-in", "passwordless phone sign-in"],
  "X.509": [
    "certificate",
    "certificates",
    "certificate based",
    "x509",
    "cba",
    "certificate based authentication",
  ],
  "Temporary Access Pass": ["temporary access pass", "temporary access passes"],
  "Password Hash Sync": ["password hash sync", "phs"],
  "Pass-through": ["pass through authentication", "pta"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/**
 * Methods that need no password at all, as parts of their names. A Temporary Access Pass is one for a day only.
 * Source: https://learn.microsoft.com/entra/identity/authentication/concept-authentication-passwordless
 */
export const passwordlessMethods: readonly (keyof typeof authenticationMethods)[] = [
  "FIDO2",
  "Passkey",
  "Windows Hello",
  "Platform Credential",
  "Passwordless phone sign-in",
  "X.509",
];

/** Whether a method, as the log names it, needs no password. */
export function isPasswordless(method: string): boolean {
  const name = method.toLowerCase();
  // Older records of certificates leave out the standard's name.
  return (
    name.includes("certificate") || passwordlessMethods.some((part) => name.includes(part.toLowerCase()))
  );
}

/** "Previously satisfied" stands where a method would, when a token answered and nobody was asked for anything. */
export function isMethod(text: string): boolean {
  return text !== "" && !/previously satisfied/i.test(text);
}

export function isPassword(method: string): boolean {
  return /^(app )?password$/i.test(method);
}
