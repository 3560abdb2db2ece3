import { createRequire } from "node:module";
import type { CountedList, KustoLanguage } from "./language.ts";

/**
 * Microsoft's parser and binder of KQL. It comes as scripts that define the globals `Bridge`, `System` and `Kusto`, which
 * is why tests alone may load it.
 */
export const language = loadLanguage();

/** The items of a C# list. */
export function itemsOf<T>(list: CountedList<T> | null | undefined): T[] {
  return Array.from({ length: list?.Count ?? 0 }, (_, index) => list!.getItem(index));
}

function loadLanguage(): KustoLanguage {
  const require = createRequire(import.meta.url);
  require("@kusto/language-service-next/bridge.min.js");
  require("@kusto/language-service-next/Kusto.Language.Bridge.min.js");
  return (globalThis as unknown as { readonly Kusto: { readonly Language: KustoLanguage } }).Kusto.Language;
}
