import { readFileSync } from "node:fs";
import { z } from "zod";
import { messageOf, UserError } from "../errors.ts";
import { severities, sources, type Alert, type Source } from "./alert.ts";

const Route = z.strictObject({
  /** Conversation id of a channel: "19:…@thread.tacv2". */
  channel: z.string().regex(/^19:[\w.-]{1,200}@thread\.(tacv2|skype)$/, "must look like 19:…@thread.tacv2"),
  severity: z.array(z.enum(severities)).min(1).optional(),
  source: z
    .array(z.enum(Object.keys(sources) as [Source, ...Source[]]))
    .min(1)
    .optional(),
  /** Part of the title, without case. */
  title: z.string().min(1).optional(),
});
const Routes = z.array(Route).max(50);

/** Which alerts go to which channel; the first that fits counts. */
export type Routes = readonly z.infer<typeof Route>[];

const example = '[{"channel":"19:0123abcd@thread.tacv2","severity":["high","medium"]}]';

/**
 * The routes of a setting: JSON, or the path of a file with it.
 * @throws UserError that says what is wrong
 */
export function readRoutes(setting: string): Routes {
  const text = setting.trim();
  if (text === "") return [];
  let value: unknown;
  try {
    value = JSON.parse(text.startsWith("[") ? text : readFileSync(text, "utf8").replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new UserError(
      `ALERT_ROUTES must be JSON, or the path of a file with JSON, like ${example}: ${messageOf(error)}`,
    );
  }
  const routes = Routes.safeParse(value);
  if (routes.success) return routes.data;
  const [issue] = routes.error.issues;
  throw new UserError(
    `ALERT_ROUTES: ${issue?.path.join(".") ?? ""} ${issue?.message ?? "is wrong"}. Write it like ${example}`,
  );
}

/** The channel that an alert is posted in; undefined where none is to have it. */
export function channelFor({ severity, source, title }: Alert, routes: Routes): string | undefined {
  return routes.find(
    (route) =>
      route.severity?.includes(severity) !== false &&
      route.source?.includes(source) !== false &&
      title.toLowerCase().includes(route.title?.toLowerCase() ?? ""),
  )?.channel;
}
