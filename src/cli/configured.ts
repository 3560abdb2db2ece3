import { readConfig, type Config } from "../config.ts";
import { messageOf, UserError } from "../errors.ts";

/**
 * The bot's configuration, without which the terminal works as well: then whoever is signed in reads.
 * @throws {UserError} where there is one, and it is wrong
 */
export function configuredIn(env: Readonly<Record<string, string | undefined>>): Config | undefined {
  try {
    return readConfig(env);
  } catch (error) {
    if ((env["MICROSOFT_APP_ID"] ?? "") !== "") throw new UserError(messageOf(error));
    return undefined;
  }
}
