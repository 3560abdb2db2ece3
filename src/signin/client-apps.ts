/** The portal's client apps, each with the phrases that mean it. */
export const clientApps = {
  "Authenticated SMTP": ["smtp", "authenticated smtp", "smtp auth"],
  Autodiscover: ["autodiscover"],
  Browser: ["via browser", "browser sign-ins", "in the browser"],
  "Exchange ActiveSync": ["exchange activesync", "activesync", "active sync", "eas"],
  "Exchange Online PowerShell": ["exchange online powershell", "exchange powershell"],
  "Exchange Web Services": ["exchange web services", "ews"],
  IMAP4: ["imap4", "imap"],
  "MAPI Over HTTP": ["mapi over http", "mapi"],
  "Mobile Apps and Desktop clients": [
    "mobile apps and desktop clients",
    "desktop clients",
    "desktop client",
    "mobile apps",
    "mobile app",
    "desktop apps",
  ],
  "Offline Address Book": ["offline address book", "oab"],
  "Outlook Anywhere (RPC over HTTP)": ["outlook anywhere", "rpc over http"],
  "Outlook Service": ["outlook service"],
  POP3: ["pop3", "pop"],
  "Reporting Web Services": ["reporting web services"],
  "Other clients": ["other clients", "other client"],
} as const satisfies Record<string, readonly string[]>;

/** Spellings of exports and older records, in lower case, and the portal's name. */
export const clientAppSpellings: ReadonlyMap<string, string> = new Map([
  ["imap", "IMAP4"],
  ["pop", "POP3"],
  ["smtp", "Authenticated SMTP"],
  ["other clients; imap", "IMAP4"],
  ["other clients; pop", "POP3"],
  ["other clients; smtp", "Authenticated SMTP"],
  ["other clients; older office clients", "Other clients"],
  ["exchange active sync", "Exchange ActiveSync"],
  ["mobile apps and desktop apps", "Mobile Apps and Desktop clients"],
  ...Object.keys(clientApps).map((name) => [name.toLowerCase(), name] as const),
]);

/** The portal's name of a client app; a name it does not know stays as it is. */
export function clientAppName(name: string): string {
  return clientAppSpellings.get(name.trim().toLowerCase()) ?? name;
}

/** Client apps that can answer an MFA prompt. */
export const modernClientApps: ReadonlySet<string> = new Set(["Browser", "Mobile Apps and Desktop clients"]);

/** Whether a client speaks modern authentication, which alone can answer an MFA prompt. Unknown without a client. */
export function clientKindOf(clientAppUsed: string | undefined): "modern" | "legacy" | undefined {
  if (clientAppUsed === undefined || clientAppUsed === "") return undefined;
  return modernClientApps.has(clientAppName(clientAppUsed)) ? "modern" : "legacy";
}
