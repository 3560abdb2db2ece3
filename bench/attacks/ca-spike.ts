import type { Stage } from "./stage.ts";
import { heights, spikeOf, withinHour } from "./spikes.ts";
import { allOf, attack, nearMiss, type Story } from "./story.ts";

export function caSpike(stage: Stage): Story[] {
  return [...heights.map((score) => spike(stage, score)), justBelow(stage)];
}

function spike(stage: Stage, score: number): Story {
  const signIns = blocks(stage, score, 0);
  return attack(`${score} standard deviations above the mean`, allOf(signIns), signIns);
}

function justBelow(stage: Stage): Story {
  const signIns = blocks(stage, 3, -1);
  return nearMiss("one below three standard deviations, or below five", allOf(signIns), signIns);
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
