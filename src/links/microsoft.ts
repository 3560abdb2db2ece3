import { describe } from "../question/describe.ts";

/**
 * What a page of Microsoft is about, as a sentence: an error code of the look-up page, a sign-in of the Entra admin
 * center or the Azure portal, an alert or incident of Microsoft Defender or Sentinel. Undefined for any other page.
 */
export function sentenceOfPage(url: URL): string | undefined {
  if (url.protocol !== "https:") return undefined;
  if (url.host === "login.microsoftonline.com") return errorCode(url);
  const alert = alertOfPage(url);
  if (alert !== undefined) return describe({ intent: "alert", id: alert, where: [], notUnderstood: [] });
  return portals.has(url.host) ? signIn(url) : undefined;
}

const portals: ReadonlySet<string> = new Set(["entra.microsoft.com", "portal.azure.com"]);
const defenders: ReadonlySet<string> = new Set(["security.microsoft.com", "defender.microsoft.com"]);
const guid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;

function errorCode({ pathname, searchParams }: URL): string | undefined {
  const code = searchParams.get("code") ?? "";
  return pathname === "/error" && /^\d{1,8}$/.test(code) ? `what is ${code}` : undefined;
}

function signIn({ hash }: URL): string | undefined {
  const place = decoded(hash);
  const id = /sign-?in/i.test(place) ? /(?:request|correlation)id[^0-9a-f]{1,8}/i.exec(place) : null;
  const found = id === null ? null : guid.exec(place.slice(id.index));
  return found === null ? undefined : `show ${found[0].toLowerCase()}`;
}

/** The id in the page of an alert or incident: an alert's own, an incident's number in Defender or its GUID in Sentinel. */
export function alertOfPage({ protocol, host, pathname, hash }: URL): string | undefined {
  if (protocol !== "https:") return undefined;
  if (defenders.has(host)) {
    const [, alert, incident] =
      /^\/(?:alerts\/([^/]+)|incident(?:s|2)\/(\d{1,12}))(?:\/|$)/.exec(decoded(pathname)) ?? [];
    return incident ?? (alert !== undefined && /^[\w.-]{1,100}$/.test(alert) ? alert : undefined);
  }
  if (host !== "portal.azure.com") return undefined;
  const place = decoded(hash);
  const incident = /security_?insights\b/i.test(place)
    ? new RegExp(`/incidents/(${guid.source})(?:[/?]|$)`, "i").exec(place)
    : null;
  return incident?.[1]?.toLowerCase();
}

/** Portals encode what stands behind the hash, some of it twice. */
function decoded(text: string): string {
  return decodedOnce(decodedOnce(text));
}

function decodedOnce(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
