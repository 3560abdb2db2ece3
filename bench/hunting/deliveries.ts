import { seededRandom } from "../../src/demo/random.ts";
import type { SignIn } from "../../src/signin/sign-in.ts";
import type { Told } from "../attacks/attacks.ts";
import { shares } from "../generator/data-set.ts";

/** All sign-ins of the stories as often as they are delivered, mixed: as many come again as in the background. */
export function deliveriesOfStories(stories: readonly Told[], seed: string): SignIn[] {
  const random = seededRandom(`${seed} deliveries`);
  return stories
    .flatMap(({ signIns, everyday = [], twice }) => [
      ...everyday,
      ...signIns.flatMap((signIn) =>
        twice === true || random.chance(shares.again) ? [signIn, signIn] : [signIn],
      ),
    ])
    .map((signIn) => ({ signIn, place: random.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ signIn }) => signIn);
}
