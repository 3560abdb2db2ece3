import { statePath } from "../config.ts";
import { UserError } from "../errors.ts";
import { limits } from "../limits.ts";
import { fold } from "../question/fold.ts";
import { signInTypes } from "../signin/sign-in.ts";
import { openSqliteState } from "../state/sqlite/open-state.ts";
import type { StoreAddress } from "../store/address.ts";
import type { Candidate, Filter, Store } from "../store/store.ts";
import { noteForgotten } from "../sync/forgotten.ts";
import { plural } from "../views/words.ts";
import { writable } from "./only-read.ts";
import { openOwn } from "./own-store.ts";

export interface ForgetOptions {
  readonly store: StoreAddress;
  readonly state?: string | undefined;
  readonly yes?: true | undefined;
}

/** Where a store that is written may still hold something of what was removed. */
const traces: Readonly<Record<"sqlite" | "clickhouse", string>> = {
  sqlite:
    "in the raw file: names until doctor --rebuild, samples of records that compress others until the store is made anew",
  clickhouse: "on the disks of ClickHouse until it has merged the parts that held them",
};

/** Sign-ins that are erased in one transaction: as many as one is briefly busy with. */
const atOnce = 500;

/**
 * `signpost forget USER`: removes all sign-ins of one person, whom their object id or user principal name tells, and
 * keeps them from being read from Microsoft Graph again. Without `--yes` it only says what would go.
 * @throws UserError where there is nobody of that name
 */
export async function forget(user: string, options: ForgetOptions, now: Date): Promise<void> {
  const { yes = false } = options;
  const address = writable(options.store, {
    loganalytics:
      "Somebody's sign-ins are removed there by a purge of the workspace: https://learn.microsoft.com/rest/api/loganalytics/workspace-purge/purge",
    adx: "Somebody's sign-ins are removed there by a purge of the cluster: https://learn.microsoft.com/kusto/concepts/data-purge",
  });
  const store = await openOwn(address, { readonly: !yes });
  try {
    const people = await peopleOf(store, user);
    if (people.length === 0)
      throw new UserError(
        `There are no sign-ins of ${user} here. Name an object id or a user principal name, in full.`,
      );
    const signIns = people.reduce((sum, one) => sum + one.signIns, 0);
    const who = people.map(({ id, alias = "" }) => (alias === "" ? id : `${alias} (${id})`)).join(", ");
    if (!yes) {
      console.log(`${plural(signIns, "sign-in")} of ${who} would be removed, for good. To do it: add --yes`);
      return;
    }
    const ids = people.map(({ id }) => id);
    // Recorded first: what cannot be recorded is not done.
    await record(options, ids, now);
    await noteForgotten(store, ids, now.getTime());
    const erased = await eraseAll(store, ids);
    console.log(
      `Removed ${plural(erased, "sign-in")} of ${who}; they are not read from Microsoft Graph or Event Hubs again.`,
    );
    console.log(
      `No answer shows them any more. Traces can stay ${traces[address.kind]}. Backups, exports, the audit trail and records that could not be read are not touched.`,
    );
  } finally {
    await store.close();
  }
}

async function peopleOf(store: Store, user: string): Promise<readonly Candidate[]> {
  const { candidates } = await store.lookup("user", { text: user, how: "exact", limit: limits.namesakes });
  return candidates.filter(({ id, alias = "" }) => [id, alias].map(fold).includes(fold(user)));
}

async function eraseAll(store: Store, users: readonly string[]): Promise<number> {
  const filter: Filter = {
    where: [
      { field: "user", is: [...users] },
      { field: "type", is: [...signInTypes] },
    ],
  };
  let total = 0;
  for (;;) {
    const { rows } = await store.list(filter, { order: "oldest", limit: atOnce });
    const erased = rows.length === 0 ? 0 : await store.erase(rows.map(({ id }) => id));
    if (erased === 0) return total;
    total += erased;
  }
}

async function record({ store, state }: ForgetOptions, ids: readonly string[], now: Date): Promise<void> {
  const trail = openSqliteState(statePath(store, state, process.env));
  try {
    await trail.audit({
      at: now.getTime(),
      person: "local",
      conversation: "",
      place: "terminal",
      via: "message",
      question: `forget ${ids.join(", ")}`,
      outcome: "answered",
      note: "sign-ins of a person removed",
    });
  } finally {
    await trail.close();
  }
}
