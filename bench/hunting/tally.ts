import { huntNamed, type HuntName } from "../../src/hunts/hunts.ts";
import { field } from "../../src/question/fields.ts";
import type { SignIn } from "../../src/signin/sign-in.ts";
import type { Told } from "../attacks/attacks.ts";
import type { Kind } from "../attacks/story.ts";

/** A finding of a hunt, or a row of a rule in SQL. */
export interface Sighting {
  /** The keys of what it is about; none: the whole tenant. */
  readonly subject: readonly string[];
  /** Milliseconds since 1970. */
  readonly first: number;
  readonly last: number;
  /** How it looks to an analyst. */
  readonly text: string;
}

/** A finding that is no attack, and the story that it comes from; the background's have none. */
export interface FalseAlarm {
  readonly sighting: Sighting;
  readonly story?: Told | undefined;
}

/** What a hunt made of its stories. */
export interface Tally {
  readonly attacks: number;
  readonly missed: readonly Told[];
  readonly findings: number;
  readonly falseAlarms: readonly FalseAlarm[];
  /** Near misses and look-alikes, and how many of them it left alone. */
  readonly innocent: Readonly<
    Record<Exclude<Kind, "attack">, { readonly all: number; readonly alone: number }>
  >;
}

/**
 * Matches what was found with what happened. A finding is right when it is about an attack and overlaps it in time, also
 * about one of another hunt, or one that is a near miss there: who is attacked often shows in more than one way.
 */
export function tallyOf(hunt: HuntName, sightings: readonly Sighting[], stories: readonly Told[]): Tally {
  const own = (kind: Kind): readonly Told[] =>
    stories.filter((one) => one.hunt === hunt && one.kind === kind);
  const isFound = (story: Told): boolean => sightings.some((sighting) => isAbout(hunt, sighting, story));
  const innocent = (kind: Kind): { all: number; alone: number } => ({
    all: own(kind).length,
    alone: own(kind).filter((story) => !isFound(story)).length,
  });
  const hostile = stories.filter(
    (story) => story.kind === "attack" || (story.kind === "nearMiss" && story.hunt !== hunt),
  );
  const harmless = stories.filter((story) => !hostile.includes(story));
  return {
    attacks: own("attack").length,
    missed: own("attack").filter((story) => !isFound(story)),
    findings: sightings.length,
    falseAlarms: sightings
      .filter(
        (sighting) =>
          !hostile.some((story) => isAbout(hunt, sighting, story)) && !isMadeBy(hostile, hunt, sighting),
      )
      .map((sighting) => ({ sighting, story: storyOf(hunt, sighting, harmless) })),
    innocent: { nearMiss: innocent("nearMiss"), lookAlike: innocent("lookAlike") },
  };
}

/** The share of attacks that was found, and of findings that are right; undefined where there are none. */
export function recallOf({ attacks, missed }: Tally): number | undefined {
  return attacks === 0 ? undefined : 1 - missed.length / attacks;
}

export function precisionOf({ findings, falseAlarms }: Tally): number | undefined {
  return findings === 0 ? undefined : 1 - falseAlarms.length / findings;
}

/** Whether a finding is about a story: all that it is about belongs to it, and it happened then. */
function isAbout(hunt: HuntName, { subject, first, last }: Sighting, story: Told): boolean {
  if (first > story.last || last < story.first) return false;
  return subject.length === 0 ? story.hunt === hunt : subject.every((key) => story.about.includes(key));
}

/** Whether, of a finding about the whole tenant, these stories alone have as much as the hunt asks for. */
function isMadeBy(stories: readonly Told[], hunt: HuntName, sighting: Sighting): boolean {
  const [threshold] = huntNamed(hunt).thresholds.having ?? [];
  if (sighting.subject.length > 0 || threshold?.atLeast === undefined) return false;
  return stories.reduce((sum, story) => sum + partOf(story, hunt, sighting), 0) >= threshold.atLeast;
}

/** The story that has most to do with a finding. */
function storyOf(hunt: HuntName, sighting: Sighting, stories: readonly Told[]): Told | undefined {
  if (sighting.subject.length > 0) return stories.find((story) => isAbout(hunt, sighting, story));
  return stories
    .map((story) => ({ story, part: partOf(story, hunt, sighting) }))
    .filter(({ part }) => part > 0)
    .sort((a, b) => b.part - a.part)[0]?.story;
}

/** How many sign-ins of a story a finding about the whole tenant is made of. */
function partOf(story: Told, hunt: HuntName, { first, last }: Sighting): number {
  return story.signIns.filter((signIn) => {
    const at = Date.parse(signIn.createdDateTime);
    return at >= first && at <= last && isRead(hunt, signIn);
  }).length;
}

/** Whether a hunt reads a sign-in, as far as its conditions are about texts. */
function isRead(hunt: HuntName, signIn: SignIn): boolean {
  return huntNamed(hunt).reads.where.every(({ field: name, is, isNot }) => {
    const values = field(name)
      .read(signIn)
      .map((value) => (typeof value === "string" ? value : value.id));
    return is === undefined
      ? !values.some((value) => isNot?.includes(value))
      : values.some((value) => is.includes(value));
  });
}
