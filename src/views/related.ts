import { describe } from "../question/describe.ts";
import type { Condition } from "../question/question.ts";
import type { SignIn } from "../signin/sign-in.ts";
import type { AskButton, Button } from "./view.ts";

/** Where the portal shows them: no link of it leads to a single one. */
export const entraSignInLogs: Button = {
  title: "Entra sign-in logs",
  url: "https://entra.microsoft.com/#view/Microsoft_AAD_IAM/SignInEventsV3Blade",
};

/** Other sign-ins that have something in common with one: its address, its user, its correlation id. */
export function relatedTo(signIn: SignIn): readonly AskButton[] {
  const { ipAddress, correlationId } = signIn;
  const user = signIn.userPrincipalName ?? signIn.userId;
  return [
    ...(ipAddress === undefined ? [] : [{ title: "Same address", ask: recent(signIn, "ip", ipAddress) }]),
    ...(user === undefined ? [] : [{ title: "Same user", ask: recent(signIn, "user", user) }]),
    ...(correlationId === undefined ? [] : [{ title: "Same correlation", ask: everythingOf(correlationId) }]),
  ];
}

/** All of a correlation id, in every log. */
export function everythingOf(correlationId: string): string {
  const where: Condition[] = [{ field: "correlationId", is: [correlationId] }];
  return describe({ intent: "list", where, notUnderstood: [] });
}

/** Those of 30 days in its log, and in the one that people look into first. */
function recent({ type }: SignIn, name: "ip" | "user", value: string): string {
  return describe({
    intent: "list",
    where: [
      { field: "type", is: [...new Set(["interactiveUser", type])] },
      { field: name, is: [value] },
    ],
    window: { from: "now-30d", to: "now" },
    notUnderstood: [],
  });
}
