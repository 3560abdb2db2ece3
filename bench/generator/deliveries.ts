import { type DataSet, shares, sizes } from "./data-set.ts";
import { Draws } from "./draws.ts";
import type { Form } from "./records.ts";

export interface Delivery {
  readonly index: number;
  readonly form: Form;
}

/** What becomes of a record on its way: by how many others it is late, and after how many it comes again. */
interface Fate {
  readonly late: number;
  readonly again: number;
  readonly isEnriched: boolean;
}

/**
 * The records in the order in which they arrive: by their time, but for some that are late, and some that come again
 * after minutes or hours, now and then with more in them. No more is held than the numbers of those under way.
 */
export function* deliveriesOf(set: DataSet): Generator<Delivery> {
  const fates = new Draws(`${set.seed} fates`);
  const due = new Map<number, Delivery[]>();
  const send = (delivery: Delivery, at: number): void => {
    const others = due.get(at);
    if (others === undefined) due.set(at, [delivery]);
    else others.push(delivery);
  };
  for (let now = 0; now < set.records || due.size > 0; now++) {
    yield* due.get(now) ?? [];
    due.delete(now);
    if (now >= set.records) continue;
    const { late, again, isEnriched } = fateOf(set, fates.at(now));
    const first: Delivery = { index: now, form: isEnriched ? "first" : "final" };
    if (late === 0) yield first;
    else send(first, now + late);
    if (again > 0) send({ index: now, form: "final" }, now + late + again);
  }
}

function fateOf({ records }: DataSet, random: Draws): Fate {
  const aDay = records / sizes.days;
  const [isLate, isAgain] = [random.chance(shares.late), random.chance(shares.again)];
  return {
    // Most within an hour, a few after two days.
    late: isLate ? 1 + Math.floor(random.next() ** 4 * 2 * aDay) : 0,
    again: isAgain ? 1 + Math.floor(random.next() ** 3 * aDay) : 0,
    isEnriched: isAgain && random.chance(shares.enriched),
  };
}
