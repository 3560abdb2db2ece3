import fc from "fast-check";
import { expect, test } from "vitest";
import { addAuthenticationDetail, mergeCopies } from "../../src/signin/merge.ts";
import type { SignIn } from "../../src/signin/sign-in.ts";
import { signInsArbitrary } from "../store/sign-ins.ts";

const oneSignIn = signInsArbitrary({ minLength: 1, maxLength: 1 }).map(([signIn]) => signIn as SignIn);
const emptyList = fc.constantFrom<Partial<SignIn>>({}, { networkLocationDetails: [] });

const copies = fc.tuple(oneSignIn, oneSignIn, emptyList, emptyList).map(
  ([a, b, listOfA, listOfB]) =>
    [
      { ...a, ...listOfA },
      { ...b, id: a.id, ...listOfB },
    ] as const,
);

test("two copies give the same record in either order, and either of them again changes nothing", () => {
  fc.assert(
    fc.property(copies, ([a, b]) => {
      const merged = mergeCopies(a, b);
      expect(mergeCopies(b, a)).toEqual(merged);
      expect(mergeCopies(merged, a)).toEqual(merged);
      expect(mergeCopies(merged, b)).toEqual(merged);
    }),
    { numRuns: 500 },
  );
});

test("the newer copy wins, and keeps what only the older one knew", () => {
  const base = {
    id: "1",
    createdDateTime: "2026-11-22T10:00:00.000Z",
    type: "interactiveUser",
    status: { errorCode: 0 },
  } as const;
  const early = {
    ...base,
    observedDateTime: "2026-11-22T10:05:00.000Z",
    riskState: "atRisk",
    userAgent: "Edge",
    riskEventTypes_v2: ["x"],
  };
  const late = {
    ...base,
    observedDateTime: "2026-11-22T11:05:00.000Z",
    riskState: "remediated",
    riskEventTypes_v2: [],
  };
  expect(mergeCopies(late, early)).toEqual({ ...late, userAgent: "Edge", riskEventTypes_v2: ["x"] });
});

test("an authentication step is added once, in order of time", () => {
  const signIn = {
    id: "1",
    createdDateTime: "2026-11-22T10:00:00.000Z",
    type: "interactiveUser",
    status: { errorCode: 0 },
  } as const;
  const [first, second] = [
    { authenticationStepDateTime: "2026-11-22T10:00:00Z", authenticationMethod: "Password" },
    { authenticationStepDateTime: "2026-11-22T10:00:09Z", authenticationMethod: "Mobile app notification" },
  ];
  const both = addAuthenticationDetail(addAuthenticationDetail(signIn, second), first);
  expect(both.authenticationDetails).toEqual([first, second]);
  expect(addAuthenticationDetail(both, first)).toBe(both);
});
