import { explainCode } from "../../signin/error-codes/catalogue.ts";
import { knownApps } from "../../signin/known-apps.ts";
import { foldedWords } from "../fold.ts";
import { parseBlock } from "../matches.ts";
import { claim, isFree, meaningHere, negatorBefore, require, wordAt, type Reading } from "./reading.ts";

/** What stands for itself without a word that introduces it: Microsoft's apps, error codes, addresses. */

/** Microsoft's own apps are apps wherever they stand: "Teams failures", "sign-ins to Azure Portal". */
export function readKnownApps(reading: Reading): void {
  for (let at = 0; at < reading.tokens.length; at++) {
    const length = isFree(reading, at) ? knownAppAt(reading, at) : 0;
    // "Exchange Web Services" is a client app.
    const phrase = length === 0 ? undefined : meaningHere(reading, at);
    if (length === 0 || (phrase?.value.is === "value" && phrase.length > length)) continue;
    const first = reading.tokens[at];
    const last = reading.tokens[at + length - 1];
    if (first === undefined || last === undefined) continue;
    const negator = negatorBefore(reading, at);
    const lead =
      [
        "to",
        "on",
        "in",
        "into",
        "for",
        "of",
        "app",
        "application",
        "using",
        "via",
        "at",
        "against",
        "from",
        "used",
        "use",
        "the",
      ].includes(wordAt(reading, at - 1)) && isFree(reading, at - 1)
        ? 1
        : 0;
    const outer =
      negator > 0 ? negator : lead > 0 ? Math.max(lead, lead + negatorBefore(reading, at - lead)) : 0;
    const joined =
      ["and", "or", "nor"].includes(wordAt(reading, at - 1)) || reading.tokens[at - 1]?.comma === true;
    const negated =
      negator > 0 ||
      outer > lead ||
      (joined && reading.draft.isNot.has("app") && !reading.draft.is.has("app"));
    require(reading, "app", [reading.text.slice(first.start, last.start + last.text.length)], negated);
    claim(reading, at - outer, outer + length);
  }
}

/** Families of products: all applications of which the name holds these words. */
const families = ["office 365", "microsoft 365", "dynamics 365", "o365", "m365"];

const appWords: ReadonlySet<string> = new Set([
  ...knownApps.flatMap((app) => [app.name.toLowerCase(), ...app.words]),
  ...families,
]);
const appStarts: ReadonlySet<string> = new Set([...appWords].map((words) => words.split(" ")[0] ?? ""));
const longestApp = Math.max(...[...appWords].map((words) => words.split(" ").length));

/** Whether a word stands within the name of one of Microsoft's apps: "resource" in "Azure Resource Manager". */
export function isInsideApp(reading: Reading, at: number): boolean {
  for (let start = Math.max(0, at - longestApp + 1); start < at; start++)
    if (start + knownAppAt(reading, start) > at) return true;
  return knownAppAt(reading, at) > 1;
}

function knownAppAt(reading: Reading, at: number): number {
  if (!appStarts.has(foldedWords(reading.tokens[at]?.text ?? "")[0] ?? "")) return 0;
  for (let length = longestApp; length > 0; length--) {
    if (!isFree(reading, at, length)) continue;
    const tokens = reading.tokens.slice(at, at + length);
    if (tokens.some((token) => token.quoted || token.filter !== undefined)) continue;
    if (appWords.has(tokens.map((token) => foldedWords(token.text).join(" ")).join(" "))) return length;
  }
  return 0;
}

/** AADSTS50126 anywhere, and bare numbers that are known error codes. */
export function readCodes(reading: Reading): void {
  reading.tokens.forEach((token, at) => {
    if (!isFree(reading, at) || token.quoted || token.filter !== undefined) return;
    const match = /^(AADSTS|#)?(\d{4,8})$/i.exec(token.text);
    if (match === null) return;
    const code = Number(match[2]);
    if (match[1] === undefined && (explainCode(code).known === "unknown" || code < 10_000)) return;
    const joined = ["and", "or"].includes(wordAt(reading, at - 1)) || reading.tokens[at - 1]?.comma === true;
    // "50126 vs 50053" sets them side by side.
    if (["vs", "versus"].includes(wordAt(reading, at - 1)) && reading.draft.is.has("errorCode")) {
      reading.draft.by ??= ["errorCode"];
      claim(reading, at - 1);
    }
    const negator = negatorBefore(reading, at);
    const negated = negator > 0 || (joined && reading.draft.isNot.has("errorCode"));
    require(reading, "errorCode", [String(code)], negated);
    claim(reading, at - negator, negator + 1);
  });
}

const addressLeads: ReadonlySet<string> = new Set([
  "from",
  "at",
  "by",
  "on",
  "via",
  "to",
  "with",
  "for",
  "of",
]);

/** Addresses stand for themselves: "failures from 203.0.113.7", "10.0.0.0/8 today". */
export function readAddresses(reading: Reading): void {
  reading.tokens.forEach((token, at) => {
    if (!isFree(reading, at) || token.filter !== undefined) return;
    // A bare number is an address to some libraries; people mean four parts, or colons.
    if (!/^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f]*:[0-9a-f:.]*:[0-9a-f:.]*)(\/\d{1,3})?$/i.test(token.text)) return;
    if (parseBlock(token.text) === undefined) return;
    const joined = ["and", "or"].includes(wordAt(reading, at - 1)) || reading.tokens[at - 1]?.comma === true;
    const lead = addressLeads.has(wordAt(reading, at - 1)) && isFree(reading, at - 1) ? 1 : 0;
    const negator = negatorBefore(reading, at) || negatorBefore(reading, at - lead);
    const length = negatorBefore(reading, at) > 0 ? negator : negator + lead;
    const negated = negator > 0 || (joined && reading.draft.isNot.has("ip") && !reading.draft.is.has("ip"));
    require(reading, "ip", [token.text], negated);
    claim(reading, at - length, length + 1);
  });
}
