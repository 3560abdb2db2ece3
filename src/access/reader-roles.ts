/**
 * The roles of Entra that may read the sign-in logs, by the id of their template, which is the same in every tenant.
 * Source: https://learn.microsoft.com/graph/api/signin-list, and for the ids
 * https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference
 */
export const readerRoles: ReadonlyMap<string, string> = new Map([
  ["62e90394-69f5-4237-9190-012177145e10", "Global Administrator"],
  ["194ae4cb-b126-40b2-bd5b-6091b380977d", "Security Administrator"],
  ["5f2222b1-57c3-48ba-8ad5-d4759f1fde6f", "Security Operator"],
  ["5d6b6bb7-de71-4623-b4af-96380a352509", "Security Reader"],
  ["f2ef992c-3afb-46b9-b7cf-a126ee74c451", "Global Reader"],
  ["4a5d8f65-41da-4de4-8968-e035b65339cf", "Reports Reader"],
]);
