/**
 * Risk detections by their name in riskEventTypes_v2, each with the phrases that mean it. Source: Entra ID Protection's
 * page on risk detections.
 */
export const riskEvents = {
  unlikelyTravel: ["atypical travel", "unlikely travel"],
  anonymizedIPAddress: [
    "anonymous ip",
    "anonymous ips",
    "anonymous ip address",
    "anonymous ip addresses",
    "anonymized ip",
    "anonymised ip",
    "anonymous address",
    "anonymous vpn",
    "tor",
    "tor exit nodes",
  ],
  maliciousIPAddress: ["malicious ip", "malicious ips", "malicious ip address", "malicious address"],
  malwareInfectedIPAddress: ["malware linked ip", "malware infected ip", "infected ip"],
  suspiciousIPAddress: ["suspicious ip", "suspicious ips", "suspicious ip address"],
  unfamiliarFeatures: [
    "unfamiliar sign-in properties",
    "unfamiliar features",
    "unfamiliar properties",
    "unfamiliar sign-ins",
    "unfamiliar",
  ],
  leakedCredentials: [
    "leaked credentials",
    "leaked credential",
    "leaked passwords",
    "leaked password",
    "leaked creds",
  ],
  investigationsThreatIntelligence: ["threat intelligence", "threat intel"],
  anomalousToken: ["anomalous token", "anomalous tokens", "token anomaly", "token anomalies"],
  tokenIssuerAnomaly: ["token issuer anomaly"],
  suspiciousBrowser: ["suspicious browser"],
  attackerinTheMiddle: ["attacker in the middle", "adversary in the middle", "aitm"],
  anomalousUserActivity: ["anomalous user activity", "anomalous activity"],
  adminConfirmedUserCompromised: ["admin confirmed compromised", "admin confirmed user compromised"],
  mcasImpossibleTravel: ["impossible travel detection", "impossible travel detections"],
} as const satisfies Readonly<Record<string, readonly string[]>>;
