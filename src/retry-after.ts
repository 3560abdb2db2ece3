/**
 * How long a service wants to be left alone, in milliseconds: it says so in seconds, or as a date, which counts from its own time
 * where it tells that. Undefined where it does not say, or nothing that can be understood.
 * Source: RFC 9110, section 10.2.3
 */
export function retryAfter(headers: Headers): number | undefined {
  const header = headers.get("retry-after");
  if (header === null) return undefined;
  if (/^\d{1,6}$/.test(header)) return Number(header) * 1_000;
  if (!header.endsWith(" GMT")) return undefined;
  const told = Date.parse(headers.get("date") ?? "");
  const wait = Date.parse(header) - (Number.isNaN(told) ? Date.now() : told);
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
