import { UserError } from "../errors.ts";
import { limits } from "../limits.ts";

/**
 * The question that the words of a command line make; that of standard input where they are "-" alone. A word may begin
 * with one dash, which excludes (`-country:DE`).
 * @throws UserError for an option that there is not: such a word begins with two dashes
 */
export async function questionText(words: readonly string[]): Promise<string> {
  const option = words.find((word) => /^--[a-z]\S*$/i.test(word));
  if (option !== undefined)
    throw new UserError(`There is no option ${option}. The options are listed by: signpost --help`);
  const text = words.join(" ");
  return text === "-" ? standardInput() : text;
}

/** Reads no further than a question may reach. */
async function standardInput(): Promise<string> {
  let text = "";
  process.stdin.setEncoding("utf8");
  for await (const chunk of process.stdin) {
    text += String(chunk);
    if (text.trimStart().length > limits.commandLength) break;
  }
  return text.trim();
}
