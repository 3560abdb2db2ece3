import { claim, groupHere, isPhraseAt, isPlural, meaningHere, type Reading } from "./reading.ts";

/** "legacy auth users", "ips with more than 5 users": a plural noun that stands alone is what is grouped by. */
export function readBareNouns(reading: Reading): void {
  const { draft } = reading;
  if (draft.intent === "hunt") return readSuspects(reading);
  if (draft.by !== undefined || (draft.intent !== undefined && draft.intent !== "top")) return;
  for (let at = 0; at < reading.tokens.length; at++) {
    const named = groupHere(reading, at);
    if (named === undefined || !isPlural(reading, at, named)) continue;
    const meaning = meaningHere(reading, at);
    if (meaning?.value.is === "value" && meaning.length >= named.length) continue;
    if (isPhraseAt(reading, at - 1, ["by"])) continue;
    draft.by = [named.value];
    return claim(reading, at, named.length);
  }
}

/** "Users with impossible travel": a hunt has its own suspects. */
function readSuspects(reading: Reading): void {
  for (let at = 0; at < reading.tokens.length; at++) {
    const named = groupHere(reading, at);
    if (named !== undefined && isPlural(reading, at, named) && ["user", "ip"].includes(named.value))
      claim(reading, at, named.length);
  }
}
