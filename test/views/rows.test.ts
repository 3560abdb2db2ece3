import { expect, test } from "vitest";
import type { SignIn } from "../../src/signin/sign-in.ts";
import { actorOf, appOf, rowOf, whereOf } from "../../src/views/rows.ts";
import { signInWith } from "./sample-sign-ins.ts";
import { reading } from "./sample-views.ts";

test("a sign-in as a row", () => {
  const signIn = signInWith({
    userDisplayName: "Alice Ng",
    appDisplayName: "Microsoft Teams",
    ipAddress: "198.51.100.21",
    location: { city: "Berlin", countryOrRegion: "DE" },
    status: { errorCode: 50126 },
  });
  const row = {
    time: "19 Nov 20:21",
    who: "Alice Ng",
    what: "Microsoft Teams",
    where: "198.51.100.21 · Berlin, Germany",
    decided: "",
    status: "Failure 50126",
    tone: "attention",
    count: "",
    ask: "show 66ea54eb-6301-4ee5-be62-ff5a759b0100",
    more: [{ title: "Same address", ask: "sign-ins type:interactiveUser ip:198.51.100.21 last 30 days" }],
  };
  expect(rowOf(signIn, reading, true)).toEqual(row);
  expect(rowOf(signIn, reading, false)).toEqual({ ...row, who: "" });
});

const outcomes: readonly (readonly [Partial<SignIn>, string, string])[] = [
  [{ status: { errorCode: 0 } }, "Success", "good"],
  [{ status: { errorCode: 50074 } }, "Interrupted 50074", "warning"],
  [{ status: { errorCode: 50126 } }, "Failure 50126", "attention"],
  [{ status: { errorCode: -1 }, reportedStatus: "failure" }, "Failure", "attention"],
  [{ status: { errorCode: -1 }, reportedStatus: "interrupted" }, "Interrupted", "warning"],
  [{ status: { errorCode: 50126 }, reportedStatus: "interrupted" }, "Interrupted 50126", "warning"],
];
test.each(outcomes)("%j ends as %s", (change, status, tone) => {
  expect(rowOf(signInWith(change), reading, true)).toMatchObject({ status, tone });
});

const actors: readonly (readonly [Partial<SignIn>, string])[] = [
  [{ userDisplayName: "Alice Ng", userPrincipalName: "alice@contoso.com" }, "Alice Ng"],
  [{ userPrincipalName: "alice@contoso.com", userId: "u1" }, "alice@contoso.com"],
  [{ type: "servicePrincipal", servicePrincipalName: "ci-deploy", servicePrincipalId: "s1" }, "ci-deploy"],
  [{ userId: "u1" }, "u1"],
  [{ type: "managedIdentity", servicePrincipalId: "s1" }, "s1"],
  [{}, "unknown"],
];
test.each(actors)("%j signed in as %s", (change, name) => {
  expect(actorOf(signInWith(change))).toBe(name);
});

const apps: readonly (readonly [Partial<SignIn>, string])[] = [
  [{ appDisplayName: "Teams", resourceDisplayName: "Graph" }, "Teams"],
  [{ appId: "a1", resourceDisplayName: "Graph" }, "a1"],
  [{ resourceDisplayName: "Graph" }, "Graph"],
  [{}, "unknown app"],
  [{ type: "servicePrincipal", appDisplayName: "ci-deploy", resourceDisplayName: "Graph" }, "Graph"],
  [{ type: "servicePrincipal", appDisplayName: "ci-deploy" }, "ci-deploy"],
  [{ type: "managedIdentity" }, "unknown resource"],
];
test.each(apps)("%j was to %s", (change, name) => {
  expect(appOf(signInWith(change))).toBe(name);
});

const places: readonly (readonly [Partial<SignIn>, string])[] = [
  [{ ipAddress: "2001:db8::1" }, "2001:db8::1"],
  [{ location: { countryOrRegion: "NO" } }, "Norway"],
  [{ ipAddress: "203.0.113.7", location: {} }, "203.0.113.7"],
  [{}, "unknown address"],
];
test.each(places)("%j was from %s", (change, text) => {
  expect(whereOf(signInWith(change))).toBe(text);
});
