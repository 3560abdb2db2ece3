import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Event } from "../../src/hunts/hunt.ts";
import { eventsNear } from "../../src/hunts/near.ts";

const times = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 20 });

test("what is near is all within the lengths, in order of time, and not the event itself", () => {
  fc.assert(
    fc.property(times, fc.nat(), fc.nat(20), fc.nat(20), (all, choice, before, after) => {
      const events = all.toSorted((a, b) => a - b).map((time): Event => ({ time, values: {} }));
      const at = choice % events.length;
      const own = events[at] as Event;
      expect(eventsNear(events, at, { before, after })).toEqual(
        events.filter(
          (other, i) =>
            i !== at && (i < at ? own.time - other.time <= before : other.time - own.time <= after),
        ),
      );
    }),
  );
});
