import { readStoreAddress, sayStoreAddress, type StoreAddress } from "../store/address.ts";

/** The store that the settings name, else the usual file. */
export function configuredStore(): StoreAddress {
  return readStoreAddress(process.env["STORE"]?.trim() || "data/signpost.db");
}

/**
 * A command as it can be typed next, of words that need quotes in a shell or not.
 * @param store the file that it has to be about, which is named where the settings name another store
 */
export function toType(words: readonly string[], store?: string): string {
  const named = store === undefined || isConfigured(store) ? [] : ["--store", asAddress(store)];
  return ["signpost", ...words, ...named].map(quoted).join(" ");
}

function isConfigured(path: string): boolean {
  try {
    return sayStoreAddress(configuredStore()) === path;
  } catch {
    // What the settings say can't be read: then it is not this.
    return false;
  }
}

/** A path that would be taken for another kind of store says that it is none. */
function asAddress(path: string): string {
  return /^[a-z][\w+.-]+:/i.test(path) ? `sqlite:${path}` : path;
}

function quoted(word: string): string {
  return /^[\w@%+=:,./\\-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
