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
  const isUsual = store === undefined || sayStoreAddress(configuredStore()) === store;
  return ["signpost", ...words, ...(isUsual ? [] : ["--store", store])].map(quoted).join(" ");
}

function quoted(word: string): string {
  return /^[\w@%+=:,./\\-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
