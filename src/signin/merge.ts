import type { AuthenticationDetail, SignIn } from "./sign-in.ts";

/**
 * One record out of two copies of the same sign-in. The newer copy's properties win; what it lacks (a CSV has no
 * policies, an early copy no risk) is kept from the older one, so no copy ever takes knowledge away. Two copies give the
 * same record in either order, and a copy that is in it already changes nothing. An empty list takes the place of
 * nothing but an unknown one.
 *
 * @param stored the copy held so far
 * @param arriving another copy with the same `id`
 */
export function mergeCopies(stored: SignIn, arriving: SignIn): SignIn {
  const [older, newer] = isNewer(arriving, stored) ? [stored, arriving] : [arriving, stored];
  const held = new Map<string, unknown>(Object.entries(older));
  const known = Object.entries(newer).filter(
    ([key, value]) => value !== undefined && !(isEmptyList(value) && held.get(key) !== undefined),
  );
  return { ...older, ...Object.fromEntries(known) };
}

/** The sign-in with one more authentication step, unless it has that step already. */
export function addAuthenticationDetail(signIn: SignIn, detail: AuthenticationDetail): SignIn {
  const steps = signIn.authenticationDetails ?? [];
  const identity = stepIdentity(detail);
  if (steps.some((step) => stepIdentity(step) === identity)) return signIn;
  const all = [...steps, detail].sort((a, b) =>
    (a.authenticationStepDateTime ?? "").localeCompare(b.authenticationStepDateTime ?? ""),
  );
  return { ...signIn, authenticationDetails: all };
}

/** Later observed is newer; of two copies observed at once the fuller one, then the one that sorts last. */
function isNewer(a: SignIn, b: SignIn): boolean {
  const [seenA, seenB] = [a, b].map((copy) => copy.observedDateTime ?? copy.createdDateTime) as [
    string,
    string,
  ];
  if (seenA !== seenB) return Date.parse(seenA) > Date.parse(seenB);
  const [sizeA, sizeB] = [Object.keys(a).length, Object.keys(b).length];
  return sizeA === sizeB ? JSON.stringify(a) > JSON.stringify(b) : sizeA > sizeB;
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function stepIdentity(step: AuthenticationDetail): string {
  return [
    step.authenticationStepDateTime,
    step.authenticationMethod,
    step.authenticationStepRequirement,
    step.authenticationStepResultDetail,
    step.succeeded,
  ].join("\n");
}
