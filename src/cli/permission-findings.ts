import { permissionsOf } from "../token-claims.ts";
import { listed } from "../views/words.ts";
import type { Finding } from "./finding.ts";

/** A permission of Microsoft Graph, with those that hold it as well. */
interface Permission {
  readonly name: string;
  readonly orElse: readonly string[];
}

const directory = ["Directory.Read.All", "Directory.ReadWrite.All"];
const roleReader: Permission = {
  name: "RoleManagement.Read.Directory",
  orElse: ["RoleManagement.Read.All", "RoleManagement.ReadWrite.Directory", ...directory],
};
const groupReaders: readonly Permission[] = [
  { name: "GroupMember.Read.All", orElse: ["Group.Read.All", "Group.ReadWrite.All", ...directory] },
  { name: "User.Read.All", orElse: ["User.ReadWrite.All", ...directory] },
];

/**
 * Whether the bot may ask Microsoft Graph who may see what.
 * @param token of the bot, for Microsoft Graph
 * @param asks which questions it is set up to ask
 */
export async function permissionFindings(
  token: () => Promise<string>,
  asks: { readonly roles: boolean; readonly groups: boolean },
): Promise<Finding[]> {
  const needed = [...(asks.roles ? [roleReader] : []), ...(asks.groups ? groupReaders : [])];
  // That there is no token for the bot has been said of the bot itself.
  const granted = needed.length === 0 ? undefined : await token().then(permissionsOf, () => undefined);
  if (granted === undefined) return [];
  const missing = needed.filter(
    ({ name, orElse }) => ![name, ...orElse].some((one) => granted.includes(one)),
  );
  if (missing.length === 0)
    return [{ level: "ok", text: `Readers: the bot may ask Microsoft Graph who they are` }];
  return [
    {
      level: "FIX",
      text: `Readers: the bot may not ask Microsoft Graph who they are. Grant it ${listed(missing.map(({ name }) => name))} and consent for the tenant (docs/teams.md, step 3), or set ${asks.roles ? "READER_ROLES=off and " : ""}READERS instead.`,
    },
  ];
}
