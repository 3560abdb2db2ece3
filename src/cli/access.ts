import type { Access, Conversations } from "../access/access.ts";
import { createCachedDirectory } from "../access/cached-directory.ts";
import { createGraphDirectory } from "../access/graph-directory.ts";
import type { Config } from "../config.ts";
import { limits } from "../limits.ts";
import type { Log } from "../log.ts";
import type { Tokens } from "../tokens.ts";

/** Who may see what, by a configuration: in local mode, where there are no tokens, everybody everything. */
export function accessOf(
  { readers, readerRoles, readerGroups }: Config,
  tokens: Tokens | undefined,
  conversations: Conversations,
  log: Log,
): Access {
  if (tokens === undefined) return { readers: "everyone", conversations };
  const configured = { readers: new Set(readers), conversations };
  if (!readerRoles && readerGroups.length === 0) return configured;
  const graph = createGraphDirectory({
    token: () => tokens("https://graph.microsoft.com", limits.directoryTime),
    roles: readerRoles,
    groups: readerGroups,
    log,
  });
  const directory = createCachedDirectory(graph, {
    keeps: limits.directoryKeeps,
    keepsUnknown: limits.directoryKeepsUnknown,
    most: limits.directoryPeople,
  });
  return { ...configured, directory };
}
