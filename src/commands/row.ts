import { limits } from "../limits.ts";
import { UserError } from "../errors.ts";
import { parse } from "../question/parse/parse.ts";
import type { Question } from "../question/question.ts";
import type { View } from "../views/view.ts";

/**
 * What a row of an answer asks, which may be a sign-in, a group or a point in time: the same sentence as pressing it.
 * @throws UserError where the page has no such row
 */
export function rowQuestion(view: View, row: number, context: Parameters<typeof parse>[1]): Question {
  const rows = rowsOf(view);
  const chosen = rows[row - 1];
  if (chosen !== undefined) return parse(chosen.ask, context);
  throw new UserError(
    rows.length === 0
      ? "There are no rows here that could be opened."
      : `There is no row ${row}: this page has ${rows.length}.${view.card === "list" ? ` At most ${limits.mostRows} stand on one; "next" shows more.` : ""}`,
  );
}

/** In the order in which they are shown. */
function rowsOf(view: View): readonly { readonly ask: string }[] {
  switch (view.card) {
    case "list":
      return view.rows;
    case "trend":
      return view.bars.length > 0 ? view.bars : view.points;
    case "top":
    case "methods":
    case "coverage":
    case "policies":
      return view.bars;
    case "hunt":
      return view.findings;
    default:
      return [];
  }
}
