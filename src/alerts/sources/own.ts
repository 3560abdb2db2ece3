import { isIP } from "node:net";
import { z } from "zod";
import { severities, type Alert } from "../alert.ts";
import { addressesOf, moment, requiredText, usersOf } from "./fields.ts";

/** A sender that fills a template leaves what it does not know empty: that is no key of its own. */
const textOrNone = z
  .string()
  .optional()
  .transform((text) => (text?.trim() === "" ? undefined : text));

/** Signpost's own form, for every tool that can send JSON: docs/alerts.md describes it. */
export const OwnAlert = z.strictObject({
  id: requiredText,
  title: requiredText,
  severity: z.enum(severities).default("medium"),
  status: z.enum(["new", "active", "closed"]).default("new"),
  outcome: textOrNone,
  description: textOrNone,
  url: z.url({ protocol: /^https$/ }).optional(),
  time: moment,
  until: moment.optional(),
  updated: moment.optional(),
  users: z
    .array(
      z
        .string()
        .refine(
          (text) => text.includes("@") || z.guid().safeParse(text).success,
          "is no address or object id",
        ),
    )
    .default([]),
  addresses: z.array(z.string().refine((text) => isIP(text) !== 0, "is no IP address")).default([]),
  key: textOrNone,
});

/** @throws z.ZodError for one that lacks something, or has what nobody knows */
export function readOwnAlert(body: unknown): Alert {
  const { time, until, users, addresses, ...alert } = OwnAlert.parse(body);
  return {
    ...alert,
    source: "signpost",
    first: time,
    last: Math.max(time, until ?? time),
    users: usersOf(users.map((user) => (user.includes("@") ? { userPrincipalName: user } : { id: user }))),
    addresses: addressesOf(addresses),
  };
}
