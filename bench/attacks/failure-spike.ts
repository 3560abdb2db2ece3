import type { Stage } from "./stage.ts";
import { heights, spikeOf, withinHour } from "./spikes.ts";
import { allOf, attack, nearMiss, type Story } from "./story.ts";

export function failureSpike(stage: Stage): Story[] {
  return [...heights.map((score) => spike(stage, score)), justBelow(stage)];
}

function spike(stage: Stage, score: number): Story {
  const signIns = failures(stage, score, 0);
  return attack(`${score} standard deviations above the mean`, allOf(signIns), signIns);
}

function justBelow(stage: Stage): Story {
  const signIns = failures(stage, 3, -1);
  return nearMiss("one below three standard deviations, or below 20", allOf(signIns), signIns);
}

/** From many addresses, so that nothing but their number tells. */
function failures(stage: Stage, score: number, change: number): Story["signIns"] {
  const { random, crowd, address, signIn } = stage;
  const { at, more } = spikeOf(stage, "failures", score, 20);
  const users = crowd(500);
  const from = Array.from({ length: 100 }, () => address());
  return withinHour(stage, at, more + change).map((time) =>
    signIn(random.pick(users), time, random.pick(from), random.pick([50126, 50034, 700082, 50173])),
  );
}
