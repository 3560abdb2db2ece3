import type { SignIn } from "../../signin/sign-in.ts";
import { apps } from "../apps.ts";
import { atUtc, daysBetween, type Day, hour, utcDay } from "../calendar.ts";
import { people, type Person } from "../company.ts";
import { everydayOf } from "../everyday.ts";
import { promptAnswered } from "../outcomes.ts";
import { homeLine, mobileLine, type Place, places } from "../places.ts";
import { seededRandom } from "../random.ts";
import { userSignIn } from "../records.ts";
import type { Story } from "../story.ts";

/** A stay, from landing to take-off, in milliseconds since 1970. */
interface Stay {
  readonly place: Place;
  readonly from: number;
  readonly to: number;
}

export const traveller: Story = {
  title: "A traveller",
  account:
    "Grace flew from Berlin to New York, on to Tokyo and home again within a week, which is far but not impossible.",
  question: "top countries for grace in the last 30 days",
  signIns: (today) => itinerary(today).flatMap((stay) => lifeDuring(stay)),
};

/** A direct flight takes 8 to 9 hours to New York, 14 to Tokyo and 14 home. */
function itinerary(today: Day): readonly Stay[] {
  return [
    { place: places.berlin, from: atUtc(today - 31, 0), to: atUtc(today - 12, 9.5) },
    { place: places.newYork, from: atUtc(today - 12, 19), to: atUtc(today - 9, 16) },
    { place: places.tokyo, from: atUtc(today - 8, 7), to: atUtc(today - 6, 1) },
    { place: places.berlin, from: atUtc(today - 6, 16), to: atUtc(today + 1, 0) },
  ];
}

/** Her routine, lived somewhere else, which begins with a prompt on the hotel's network. */
function lifeDuring({ place, from, to }: Stay): SignIn[] {
  const isAway = place !== people.grace.home.place;
  const here: Person = isAway
    ? { ...people.grace, home: homeLine(place, 80), office: undefined, mobile: mobileLine(place, 80) }
    : people.grace;
  const during = daysBetween(utcDay(from) - 1, utcDay(to) + 1)
    .flatMap((day) => everydayOf(here, day))
    .filter(({ createdDateTime }) => {
      const at = Date.parse(createdDateTime);
      return at >= from + hour && at < to;
    });
  return isAway ? [arrival(here, from), ...during] : during;
}

function arrival(here: Person, landed: number): SignIn {
  return userSignIn(
    {
      at: landed + 0.7 * hour,
      account: here,
      app: apps.officeHome,
      network: here.home,
      device: here.laptop,
      isInteractive: true,
    },
    promptAnswered("notification"),
    seededRandom(`arrival in ${here.home.place.city}`),
  );
}
