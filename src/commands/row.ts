import { limits } from "../limits.ts";
import type { View } from "../views/view.ts";
import { UserError } from "../errors.ts";
import { parse } from "../question/parse/parse.ts";
import type { Question } from "../question/question.ts";
import type { ListView } from "../views/view.ts";

/**
 * What a row of a list asks: the same sentence as pressing it.
 * @throws UserError where the page has no such row
 */
export function rowQuestion(list: View, row: number, context: Parameters<typeof parse>[1]): Question {
  const rows = list.card === "list" ? (list satisfies ListView).rows : [];
  const chosen = rows[row - 1];
  if (chosen !== undefined) return parse(chosen.ask, context);
  throw new UserError(
    rows.length === 0
      ? "There are no rows here that could be opened."
      : `There is no row ${row}: this page has ${rows.length}. At most ${limits.mostRows} stand on one; "next" shows more.`,
  );
}
