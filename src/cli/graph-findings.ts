import { typeNames } from "../commands/type-names.ts";
import { messageOf } from "../errors.ts";
import { signInTypes, type SignInType } from "../signin/sign-in.ts";
import type { Store } from "../store/store.ts";
import type { Clock } from "../clock.ts";
import { createGraphPages, type GraphPages } from "../sync/graph-pages.ts";
import { noToken } from "../sync/problem.ts";
import { readProgress } from "../sync/progress.ts";
import { readTo } from "../sync/synced.ts";
import { checkOwner, ownerOf } from "../sync/tenant.ts";
import { tenantOf } from "../token-claims.ts";
import { age, fullTime } from "../views/words.ts";
import type { Finding } from "./finding.ts";

/** Milliseconds that a clock may be off before it is said: less is in every network. */
const tolerated = 60_000;
const minute = 60_000;

/**
 * Whether the sign-ins can be read from Microsoft Graph: who reads, which logs may be read, whether this machine's clock
 * is right, and how far reading is.
 * @param store absent: there is none yet
 * @param token one for Microsoft Graph
 */
export async function graphFindings(
  store: Pick<Store, "cursor"> | undefined,
  token: () => Promise<string>,
  clock: Clock,
): Promise<Finding[]> {
  let given: string;
  try {
    given = await token();
  } catch (error) {
    return [fix(`${noToken(error)}.`)];
  }
  const tenant = tenantOf(given);
  const pages = createGraphPages({
    token: async () => given,
    clock,
    random: Math.random,
    log: { warn: () => {} },
    tries: 1,
  });
  const logs: Finding[] = [];
  for (const type of signInTypes) logs.push(await logFinding(type, pages, store, clock));
  return [
    {
      level: "ok",
      text: `Microsoft Graph: a token was given${tenant === undefined ? "" : ` for tenant ${tenant}`}`,
    },
    ...(await otherTenant(store, tenant)),
    ...logs,
    ...wrongClock(pages.now() - clock.now()),
  ];
}

async function logFinding(
  type: SignInType,
  pages: GraphPages,
  store: Pick<Store, "cursor"> | undefined,
  clock: Clock,
): Promise<Finding> {
  const name = `${typeNames[type]} sign-ins`;
  try {
    const now = clock.now();
    // One page tells as much as all of them.
    for await (const _ of pages.read(type, [now - minute, now], new AbortController().signal)) break;
  } catch (error) {
    return fix(`${name}: ${messageOf(error)}.`);
  }
  const progress = store && (await readProgress(store, type));
  const to = progress && readTo(progress);
  const far = to === undefined ? "nothing read yet" : `read up to ${fullTime(to, "UTC")}`;
  return { level: "ok", text: `Microsoft Graph: ${name} may be read, ${far}` };
}

async function otherTenant(
  store: Pick<Store, "cursor"> | undefined,
  tenant: string | undefined,
): Promise<Finding[]> {
  try {
    if (store !== undefined) checkOwner(await ownerOf(store), tenant);
    return [];
  } catch (error) {
    return [fix(messageOf(error))];
  }
}

function wrongClock(ahead: number): Finding[] {
  if (Math.abs(ahead) <= tolerated) return [];
  const off = `${age(0, Math.abs(ahead))} ${ahead > 0 ? "behind" : "ahead of"} that of Microsoft Graph`;
  return [
    {
      level: "note",
      text: `Clock: this machine's is ${off}. Let it be set by the network (NTP): answers to "last hour" depend on it.`,
    },
  ];
}

function fix(text: string): Finding {
  return { level: "FIX", text: `Microsoft Graph: ${text}` };
}
