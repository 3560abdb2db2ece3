import { z } from "zod";
import { UserError } from "../errors.ts";
import { Alert, cut } from "./alert.ts";
import { isGraphAlert, readGraphAlert } from "./sources/graph.ts";
import { readOwnAlert } from "./sources/own.ts";
import { isSentinelAlert, readSentinelAlert } from "./sources/sentinel-alert.ts";
import { isSentinelIncident, readSentinelIncident } from "./sources/sentinel-incident.ts";

/** Alerts of one request. */
const mostAtOnce = 100;

const readers = [
  { name: "an incident of Microsoft Sentinel", is: isSentinelIncident, read: readSentinelIncident },
  { name: "an alert of Microsoft Sentinel", is: isSentinelAlert, read: readSentinelAlert },
  { name: "an alert of Microsoft Graph", is: isGraphAlert, read: readGraphAlert },
  { name: "an alert of Signpost's own form", is: () => true, read: readOwnAlert },
] as const;

/**
 * The alerts of a request's body: one, a list of them, or a page of Microsoft Graph.
 * @throws UserError that says what it was taken for, and what is missing or wrong
 */
export function readAlerts(body: unknown): readonly Alert[] {
  const { value = body } = (body ?? {}) as { readonly value?: unknown };
  const all = Array.isArray(value) ? value : [body];
  if (all.length > mostAtOnce) throw new UserError(`A request has at most ${mostAtOnce} alerts.`);
  return all.map((one, index) => readAlert(one, all.length === 1 ? "" : `Alert ${index + 1}: `));
}

function readAlert(body: unknown, where: string): Alert {
  if (typeof body !== "object" || body === null || Array.isArray(body))
    throw new UserError(
      `${where}an alert is a JSON object. docs/alerts.md describes those that are understood.`,
    );
  const reader = readers.find(({ is }) => is(body as Readonly<Record<string, unknown>>)) ?? readers[3];
  try {
    return cut(Alert.parse(reader.read(body)));
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const wrong = error.issues.slice(0, 10).map(said);
    throw new UserError(
      `${where}this looks like ${reader.name}, but ${wrong.join("; ")}. docs/alerts.md describes those that are understood.`,
    );
  }
}

/** "object.properties.title is missing". Values are not repeated. */
function said(issue: z.core.$ZodIssue): string {
  if (issue.code === "unrecognized_keys")
    return `has what nobody knows: ${issue.keys
      .slice(0, 5)
      .map((key) => JSON.stringify(key.slice(0, 40)))
      .join(", ")}`;
  const path = issue.path.join(".") || "the alert";
  if (issue.code === "invalid_value") return `${path} must be one of ${issue.values.join(", ")}`;
  if (issue.code === "invalid_type") return `${path} is missing, or no ${issue.expected}`;
  return `${path} ${issue.message}`;
}
