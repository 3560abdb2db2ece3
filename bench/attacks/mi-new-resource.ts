import type { SignIn } from "../../src/signin/sign-in.ts";
import { day, hour } from "../generator/data-set.ts";
import type { Address, Workload } from "../generator/population.ts";
import { range } from "./range.ts";
import type { Stage } from "./stage.ts";
import { attack, lookAlike, nearMiss, type Story } from "./story.ts";
import { minute, sizesFrom } from "./times.ts";

export function miNewResource(stage: Stage): Story[] {
  return [
    ...sizesFrom(stage.random, 1, 60).map((uses) => takenOver(stage, uses)),
    usedBefore(stage, 1),
    usedBefore(stage, 29),
    refused(stage),
    newFeature(stage),
    newMachine(stage),
  ];
}

/** Whoever has the machine asks for what its identity may reach. */
function takenOver(stage: Stage, uses: number): Story {
  const { random, identity, moment } = stage;
  const [who, at, wanted] = [identity(), moment(day), vault(stage)];
  return attack(
    `${uses} tokens for a resource that is new for a managed identity`,
    [who.id, wanted.resourceId],
    Array.from({ length: uses }, (_, place) =>
      token(stage, who, at + place * random.whole(1, 20 * minute), wanted),
    ),
  );
}

function usedBefore(stage: Stage, days: number): Story {
  const { newIdentity, moment } = stage;
  const [who, at, wanted] = [newIdentity(), moment(), vault(stage)];
  return nearMiss(
    `a resource used ${days} days before the range`,
    [who.id, wanted.resourceId],
    [token(stage, who, at, wanted)],
    { everyday: [token(stage, who, range.from - days * day, wanted)] },
  );
}

function refused(stage: Stage): Story {
  const { newIdentity, moment } = stage;
  const [who, at, wanted] = [newIdentity(), moment(), vault(stage)];
  return nearMiss(
    "a new resource that gives no token",
    [who.id, wanted.resourceId],
    [token(stage, who, at, wanted, 500011)],
  );
}

function newFeature(stage: Stage): Story {
  const { identity, moment } = stage;
  const [who, at, wanted] = [identity(), moment(day), vault(stage)];
  return lookAlike(
    "a new feature that keeps its secrets elsewhere",
    [who.id, wanted.resourceId],
    Array.from({ length: 12 }, (_, hours) => token(stage, who, at + hours * hour, wanted)),
  );
}

function newMachine(stage: Stage): Story {
  const { newIdentity, moment } = stage;
  const [who, at] = [newIdentity(), moment(day)];
  return lookAlike(
    "a machine on its first day",
    [who.id, who.resource.id],
    Array.from({ length: 12 }, (_, hours) => token(stage, who, at + hours * hour)),
  );
}

function vault({ random }: Stage): { resourceId: string; resourceDisplayName: string } {
  return { resourceId: random.guid(), resourceDisplayName: `Vault ${random.whole(1, 999)}` };
}

function token(
  { workload }: Stage,
  who: Workload,
  at: number,
  resource: Partial<SignIn> = {},
  code = 0,
): SignIn {
  return workload(who, at, who.addresses[0] as Address, code, {
    type: "managedIdentity",
    clientCredentialType: "managedIdentity",
    ...resource,
  });
}
