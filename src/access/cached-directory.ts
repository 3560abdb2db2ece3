import type { Directory, Standing } from "./access.ts";

export interface CachedDirectoryOptions {
  /** Milliseconds that what the directory said holds. */
  readonly keeps: number;
  /** Milliseconds before a directory that did not say is asked again. */
  readonly keepsUnknown: number;
  /** People that are remembered at most; the one asked about longest ago goes first. */
  readonly most: number;
  /** As `Date.now`. */
  readonly clock?: () => number;
}

/**
 * A directory that remembers for a while what it was told, also that it was told nothing. Questions about one person
 * at the same time are one. What is over is not used, however long the directory does not answer: it fails closed.
 */
export function createCachedDirectory(
  directory: Directory,
  { keeps, keepsUnknown, most, clock = Date.now }: CachedDirectoryOptions,
): Directory {
  const known = new Map<string, Known>();

  function ask(person: string): Known {
    const entry: Known = { standing: find(), until: Infinity };
    async function find(): Promise<Standing> {
      const standing = await directory.standingOf(person).catch((): Standing => "unknown");
      entry.until = clock() + (standing === "unknown" ? keepsUnknown : keeps);
      return standing;
    }
    return entry;
  }

  return {
    standingOf(person) {
      const held = known.get(person);
      if (held !== undefined && clock() < held.until) return held.standing;
      const entry = ask(person);
      known.delete(person);
      known.set(person, entry);
      const [oldest] = known.keys();
      if (known.size > most && oldest !== undefined) known.delete(oldest);
      return entry.standing;
    },
  };
}

interface Known {
  readonly standing: Promise<Standing>;
  /** Milliseconds since 1970. */
  until: number;
}
