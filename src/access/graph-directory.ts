import { z } from "zod";
import { limits } from "../limits.ts";
import type { Log } from "../log.ts";
import type { Directory, Standing } from "./access.ts";
import { readerRoles } from "./reader-roles.ts";

export interface GraphDirectoryOptions {
  /** A token for Microsoft Graph. */
  readonly token: () => Promise<string>;
  /** Whether the roles that may read sign-in logs in Entra read here too. */
  readonly roles: boolean;
  /** Entra object ids of groups whose members read. */
  readonly groups: readonly string[];
  readonly log: Log;
}

const graph = "https://graph.microsoft.com";

/**
 * Asks Microsoft Graph about people. Roles count where they are active, assigned to the person or to a group they are
 * in, and for the whole tenant: one for an administrative unit shows the log of all no more than none does.
 *
 * Needs the application permissions RoleManagement.Read.Directory for roles; GroupMember.Read.All and User.Read.All for groups.
 * Sources: https://learn.microsoft.com/graph/api/rbacapplication-list-transitiveroleassignments,
 * https://learn.microsoft.com/graph/api/directoryobject-checkmembergroups
 */
export function createGraphDirectory({ token, roles, groups, log }: GraphDirectoryOptions): Directory {
  return {
    async standingOf(person) {
      const asked: Promise<Standing>[] = [
        ...(roles ? [said(holdsRole(person))] : []),
        ...chunks(groups, groupsAtOnce).map((some) => said(isMember(person, some))),
      ];
      const standings = await Promise.all(asked);
      if (standings.includes("reader")) return "reader";
      return standings.includes("unknown") ? "unknown" : "none";
    },
  };

  async function said(answer: Promise<boolean>): Promise<Standing> {
    try {
      return (await answer) ? "reader" : "none";
    } catch (err) {
      log.warn({ err }, "Microsoft Graph did not say what somebody may see");
      return "unknown";
    }
  }

  async function holdsRole(person: string): Promise<boolean> {
    const filter = new URLSearchParams({ $filter: `principalId eq '${person}'`, $count: "true" });
    // In the beta alone: v1.0 leaves out roles by way of groups, and does not tell those of an administrative unit.
    let page: string | undefined =
      `${graph}/beta/roleManagement/directory/transitiveRoleAssignments?${filter.toString()}`;
    for (let pages = 0; page !== undefined && pages < mostPages; pages++) {
      const found: z.infer<typeof RoleAssignments> = RoleAssignments.parse(
        await ask(page, { headers: { ConsistencyLevel: "eventual" } }),
      );
      if (found.value.some(readsAll)) return true;
      const next: string | undefined = found["@odata.nextLink"];
      page = next?.startsWith(`${graph}/`) === true ? next : undefined;
    }
    return false;
  }

  async function isMember(person: string, some: readonly string[]): Promise<boolean> {
    const body = JSON.stringify({ groupIds: some });
    const headers = { "content-type": "application/json" };
    const path = `${graph}/v1.0/users/${encodeURIComponent(person)}/checkMemberGroups`;
    const { value } = MemberGroups.parse(await ask(path, { method: "POST", headers, body }));
    return value.some((id) => some.includes(id.toLowerCase()));
  }

  async function ask(url: string, init: RequestInit): Promise<unknown> {
    // One time for both: the token may have to be asked for.
    const signal = AbortSignal.timeout(limits.directoryTime);
    const authorization = `Bearer ${await token()}`;
    const response = await fetch(url, {
      ...init,
      headers: { ...init.headers, authorization },
      redirect: "error",
      signal,
    });
    if (response.ok) return response.json();
    await response.body?.cancel();
    throw new Error(
      `Microsoft Graph answered ${response.status} to ${new URL(url).pathname.split("/").at(-1)}`,
    );
  }
}

/** As many as `checkMemberGroups` takes. */
const groupsAtOnce = 20;
const mostPages = 10;

/** An assignment without its properties is one that the application may not read: it is none. */
const RoleAssignments = z.object({
  value: z.array(
    z.object({
      roleDefinitionId: z.string().nullish(),
      directoryScopeId: z.string().nullish(),
      appScopeId: z.string().nullish(),
    }),
  ),
  "@odata.nextLink": z.string().optional(),
});
const MemberGroups = z.object({ value: z.array(z.string()) });

function readsAll({
  roleDefinitionId,
  directoryScopeId,
  appScopeId,
}: z.infer<typeof RoleAssignments>["value"][number]): boolean {
  return (
    directoryScopeId === "/" && appScopeId == null && readerRoles.has(roleDefinitionId?.toLowerCase() ?? "")
  );
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
