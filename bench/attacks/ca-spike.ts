import type { Stage } from "./stage.ts";
import { heights, spikeOf, withinHour } from "./spikes.ts";
import { attack, nearMiss, type Story } from "./story.ts";

export function caSpike(stage: Stage): Story[] {
  return [
    ...heights.map((score) =>
      attack(`${score} standard deviations above the mean`, [], blocks(stage, score, 0)),
    ),
    nearMiss("one below three standard deviations, or below five", [], blocks(stage, 3, -1)),
  ];
}

/** At home, as after a change of the policies, so that nothing but their number tells. */
function blocks(stage: Stage, score: number, change: number): Story["signIns"] {
  const { random, crowd, signIn } = stage;
  const { at, more } = spikeOf(stage, "blocks", score, 5);
  const users = crowd(500);
  return withinHour(stage, at, more + change).map((time) =>
    signIn(random.pick(users), time, undefined, 53003, { conditionalAccessStatus: "failure" }),
  );
}
