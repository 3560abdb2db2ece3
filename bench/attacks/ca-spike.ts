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

function blocks(stage: Stage, score: number, change: number): Story["signIns"] {
  const { random, crowd, address, signIn } = stage;
  const { at, more } = spikeOf(stage, "blocks", score, 5);
  const users = crowd(500);
  const from = Array.from({ length: 50 }, () => address());
  return withinHour(stage, at, more + change).map((time) =>
    signIn(random.pick(users), time, random.pick(from), 53003, { conditionalAccessStatus: "failure" }),
  );
}
