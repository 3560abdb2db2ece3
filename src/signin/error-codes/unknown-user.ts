import { codeList, type Entry } from "./error-code.ts";

/** The user is not, or no longer, in the directory. */
export const unknownUser: readonly Entry[] = [
  {
    code: 50034,
    name: "UserAccountNotFound",
    meaning: "There is no such user in this directory.",
    cause: "A mistyped name, the wrong tenant, or an account that was never synchronised or invited.",
    remedy:
      "Compare the typed name with the list in Users; synchronise or invite the account if it belongs here.",
    attack: "medium",
    attackHint: "Bursts from one address suggest that someone is testing which user names exist.",
    documentation: codeList,
  },
  {
    code: 50197,
    name: "ConflictingIdentities",
    meaning: "The user could not be matched to one identity on this attempt.",
    cause: "Several identities for one person, or a stale session in the browser.",
    remedy: "Have the user sign out everywhere and try again; search Users for duplicate accounts.",
    attack: "none",
    documentation: codeList,
  },
  {
    code: 51004,
    name: "UserAccountNotInDirectory",
    meaning: "The account is not in the directory that the app asked for.",
    cause: "The app sent the user to the wrong tenant, or the user was never invited.",
    remedy: "Invite the user as a guest, or give them the sign-in address of their own tenant.",
    attack: "low",
    attackHint: "Many of them from one address can be a search for valid user names.",
    documentation: "https://learn.microsoft.com/entra/external-id/add-users-administrator",
  },
  {
    code: 500341,
    name: "UserAccountDeleted",
    meaning: "The account has been deleted from the directory.",
    cause: "The user was deleted or left the synchronised scope, while a client still holds a token.",
    remedy:
      "If it was a mistake, restore the user in Users, Deleted users; otherwise sign out and remove the old client.",
    attack: "low",
    attackHint: "If the account belonged to someone who left, look at the address that still tries.",
    documentation: codeList,
  },
];
