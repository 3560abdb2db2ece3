import { describe } from "../question/describe.ts";
import type { SignIn } from "../signin/sign-in.ts";
import type { AskButton } from "./view.ts";

/** Other sign-ins that have something in common with one: its address, its user, its correlation id. */
export function relatedTo(signIn: SignIn): readonly AskButton[] {
  const { ipAddress, correlationId } = signIn;
  const user = signIn.userPrincipalName ?? signIn.userId;
  return [
    ...(ipAddress === undefined ? [] : [{ title: "Same address", ask: recent(signIn, "ip", ipAddress) }]),
    ...(user === undefined ? [] : [{ title: "Same user", ask: recent(signIn, "user", user) }]),
    ...(correlationId === undefined
      ? []
      : [{ title: "Same correlation", ask: `sign-ins correlationId:${correlationId} all time` }]),
  ];
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
