import { lstat, mkdir, rename, rm, rmdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { messageOf, UserError } from "../errors.ts";

/**
 * Makes a file or a folder, which stands under its name once it is whole, and never takes another's place. Until then its
 * files grow in a folder "NAME.part" beside it, which is taken away where something breaks.
 *
 * @param path where it is to stand
 * @param named whether it has to be there: if not, "name-2.csv" will do where "name.csv" is taken
 * @param fill writes into the folder that it is given; returns the name of the file in it that is wanted, or undefined
 *   where the folder itself is
 * @returns where it stands
 */
export async function makeNew(
  path: string,
  named: boolean,
  fill: (folder: string) => Promise<string | undefined>,
): Promise<string> {
  const [place, growing] = await reserve(path, named);
  try {
    const file = await fill(growing);
    if (await isTaken(place)) throw taken(place);
    await rename(file === undefined ? growing : join(growing, file), place);
    if (file !== undefined) await rmdir(growing);
    return place;
  } catch (error) {
    // Half a file would be taken for a whole one.
    await rm(growing, { recursive: true, force: true });
    throw isOfTheDisk(error) ? new UserError(`${place} could not be written: ${messageOf(error)}`) : error;
  }
}

/** The name that is free, and its growing folder, which no other program makes as well. */
async function reserve(path: string, named: boolean): Promise<[place: string, growing: string]> {
  for (let number = 1; ; number++) {
    const place = number === 1 ? path : path.replace(/(\.\w+)?$/, `-${number}$1`);
    const growing = `${place}.part`;
    try {
      if (await isTaken(place)) throw taken(place);
      // Sign-ins carry personal data: only the owner may read them.
      await mkdir(growing, { mode: 0o700 });
      return [place, growing];
    } catch (error) {
      const isBusy = codeOf(error) === "EEXIST";
      if (!named && (isBusy || error instanceof TakenError)) continue;
      if (isBusy)
        throw new UserError(
          `${growing} is there: something is being written there, or that broke off. Remove it, or name another place.`,
        );
      throw refused(place, error);
    }
  }
}

class TakenError extends UserError {}

function taken(path: string): TakenError {
  return new TakenError(`${path} is there already. Name another place.`);
}

async function isTaken(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return false;
    throw error;
  }
}

function refused(path: string, error: unknown): unknown {
  if (codeOf(error) === "ENOENT")
    return new UserError(`There is no folder ${resolve(path, "..")}. Make it first.`);
  return isOfTheDisk(error)
    ? new UserError(`${path} cannot be written: ${messageOf(error)}. Name another place.`)
    : error;
}

function isOfTheDisk(error: unknown): boolean {
  return ["EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT", "ENOTDIR", "ENAMETOOLONG", "EIO"].includes(
    codeOf(error),
  );
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException | undefined)?.code ?? "";
}
