import { UserError } from "../errors.ts";
import { limits } from "../limits.ts";
import { describe } from "../question/describe.ts";
import { fold } from "../question/fold.ts";
import { distanceBetween } from "../question/nearest.ts";
import { parseFollowUp } from "../question/parse/follow-up.ts";
import type { Context } from "../question/parse/parse.ts";
import type { FollowUp, Question } from "../question/question.ts";
import { refine } from "../question/refine.ts";
import type { Kept, SavedQuestion } from "../state/state.ts";
import type { ChoiceView } from "../views/view.ts";

/** A saved question, with what was said beside its name. */
export interface Recalled {
  readonly question: Question;
  readonly note: string;
}

/**
 * The saved question that "run NAME" means, changed by what else is said: "run vip failures last 30 days". The longest
 * name wins.
 * @param isShared others read along: which questions somebody has saved is not for them
 * @returns a choice where the name is only near
 * @throws UserError where there is none of that name, or it cannot be read
 */
export function recall(
  said: string,
  all: readonly Kept<SavedQuestion>[],
  context: Context,
  isShared: boolean,
): Recalled | ChoiceView {
  const whole = named(said, all);
  if (whole !== undefined) return recalled(readable(whole), undefined);
  for (const [head, rest] of splits(said)) {
    const found = named(head, all);
    const followUp = found === undefined ? undefined : parseFollowUp(rest, context);
    if (found !== undefined && followUp !== undefined && followUp.show === undefined)
      return recalled(readable(found), followUp);
  }
  const near = isShared ? [] : nearNames(said, all);
  if (near.length > 0) {
    return {
      card: "choice",
      headline: `You have saved no question called "${said}". Which one do you mean?`,
      options: near.map(savedOption),
      buttons: [{ title: "Saved questions", ask: "saved" }],
    };
  }
  const what = all.length === 0 ? 'Ask something, then say "save this as NAME".' : '"saved" lists yours.';
  throw new UserError(`You have saved no question called "${said}". ${what}`);
}

/** A saved question to choose: pressing it runs it. */
export function savedOption({ name, question }: SavedQuestion): ChoiceView["options"][number] {
  return {
    name,
    detail: describe(question),
    ask: describe({ intent: "run", where: [], name, notUnderstood: [] }),
  };
}

/** @throws UserError for what another version of the program has written */
export function readable({ name, question }: Kept<SavedQuestion>): SavedQuestion {
  if (question !== undefined) return { name, question };
  throw new UserError(
    `"${name}" was saved by another version of Signpost, and this one cannot read it. Save it again, or say "forget ${name}".`,
  );
}

export function named(said: string, all: readonly Kept<SavedQuestion>[]): Kept<SavedQuestion> | undefined {
  return all.find(({ name }) => fold(name) === fold(said));
}

function recalled({ name, question: kept }: SavedQuestion, followUp: FollowUp | undefined): Recalled {
  const saved = `Saved as "${name}": ${describe(kept)}.`;
  if (followUp === undefined) return { question: kept, note: saved };
  const question = refine(kept, followUp);
  return { question, note: `${saved} Here: ${describe(question)}.` };
}

/** Every way of taking a text as a name and something after it, the longest name first. */
function splits(said: string): [head: string, rest: string][] {
  return [...said.matchAll(/\s+/g)]
    .map(({ index }): [string, string] => [
      said.slice(0, index).replaceAll(/^["“”]|["“”]$/g, ""),
      said.slice(index).trim(),
    ])
    .toReversed();
}

/** Those that begin as it does, and those with few letters in another way. */
function nearNames(said: string, all: readonly Kept<SavedQuestion>[]): SavedQuestion[] {
  const word = fold(said);
  const edits = word.length >= 8 ? 2 : 1;
  return all
    .flatMap(({ name, question }) => (question === undefined ? [] : [{ name, question }]))
    .filter(({ name }) => {
      const known = fold(name);
      return known.startsWith(word) || distanceBetween(word, known, edits) <= edits;
    })
    .slice(0, limits.namesOffered);
}
