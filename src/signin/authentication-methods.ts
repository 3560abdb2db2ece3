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

/** Methods that need no password at all, as parts of their names. A Temporary Access Pass is one for a day only. */
export const passwordlessMethods: readonly (keyof typeof authenticationMethods)[] = [
  "FIDO2",
  "Passkey",
  "Windows Hello",
  "Passwordless phone sign-in",
  "X.509",
];
