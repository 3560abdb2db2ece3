import nock from "nock";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createCachedDirectory } from "../../src/access/cached-directory.ts";
import { createGraphDirectory } from "../../src/access/graph-directory.ts";
import { createAnswerer } from "../../src/commands/answer.ts";
import { commands } from "../../src/commands/commands.ts";
import type { Intent } from "../../src/question/question.ts";
import { createTokens } from "../../src/tokens.ts";
import { companyStore, now, people as company } from "../commands/company.ts";
import {
  collectLog,
  credentials,
  otherTenant,
  playMicrosoft,
  startTestBot,
  teamsMessage,
  type Sent,
  type TestBot,
} from "./teams.ts";

/** Every command, asked by everybody, everywhere, over HTTP, with the directory and the connector at the network's edge. */

const { bob, dana } = company;
const securityReader = "5d6b6bb7-de71-4623-b4af-96380a352509";
const guest = "0d0d0d0d-1111-4111-8111-111111111111";

const people = {
  "holder of a role": { aadObjectId: dana.userId },
  "member without a role": { aadObjectId: bob.userId },
  guest: { aadObjectId: guest },
  unknown: {},
  "of another tenant": { aadObjectId: dana.userId, tenantId: otherTenant },
} as const;
type Person = keyof typeof people;

const places = {
  personal: { id: "a:personal", conversationType: "personal" },
  "group chat": { id: "19:group@thread.v2", conversationType: "groupChat" },
  channel: { id: "19:channel@thread.tacv2;messageid=1700000000000", conversationType: "channel" },
  "allowed channel": { id: "19:allowed@thread.tacv2;messageid=1700000000001", conversationType: "channel" },
} as const;
type Place = keyof typeof places;

let sent: Sent[];
let bot: TestBot;

beforeAll(async () => {
  ({ sent } = playMicrosoft());
  nock("https://graph.microsoft.com")
    .persist()
    .get("/beta/roleManagement/directory/transitiveRoleAssignments")
    .query(true)
    .reply(200, (path) => ({
      value: decodeURIComponent(path).includes(dana.userId)
        ? [{ roleDefinitionId: securityReader, directoryScopeId: "/" }]
        : [],
    }));
  const store = await companyStore();
  const tokens = createTokens(credentials);
  const directory = createCachedDirectory(
    createGraphDirectory({
      token: () => tokens("https://graph.microsoft.com", 3_000),
      roles: true,
      groups: [],
      log: collectLog().log,
    }),
    { keeps: 300_000, keepsUnknown: 1_000, most: 100 },
  );
  bot = await startTestBot({
    credentials,
    clock: () => now,
    answerer: (state) =>
      createAnswerer({
        store,
        access: { readers: new Set(), directory, conversations: state },
        version: "1",
        source: "test",
        state,
      }),
  });
  await bot.post(message("holder of a role", "allowed channel", "allow here"));
});
afterAll(async () => {
  await bot.close();
  nock.cleanAll();
  nock.enableNetConnect();
});

function message(person: Person, place: Place, text: string): Record<string, unknown> {
  const { tenantId = credentials.tenantId, ...who } = people[person] as { tenantId?: string };
  return teamsMessage({
    text,
    from: { id: `29:${person}`, name: person, ...who },
    conversation: { ...places[place], tenantId },
    channelData: { tenant: { id: tenantId } },
  });
}

type Outcome = "turned away" | "refused" | "privately" | "shown";

/** How the request ended, and whether it told of others what the asker, or those who read along, may not see. */
async function ask(
  person: Person,
  place: Place,
  text: string,
): Promise<{ outcome: Outcome; leaks: string[] }> {
  const before = sent.length;
  const { status } = await bot.post(message(person, place, text));
  const cards = sent.slice(before).filter(({ activity }) => activity["type"] === "message");
  const isHere = ({ path }: Sent): boolean => path.includes(encodeURIComponent(places[place].id));
  const textOf = (some: Sent[]): string =>
    JSON.stringify(some.map(({ activity }) => activity["attachments"]));
  const [here, there] = [textOf(cards.filter(isHere)), textOf(cards.filter((one) => !isHere(one)))];
  const outcome =
    status === 403
      ? "turned away"
      : refused.test(here)
        ? "refused"
        : elsewhere.test(here) && there !== "[]"
          ? "privately"
          : "shown";
  const notFor = person === "holder of a role" ? (outcome === "privately" ? here : "") : here + there;
  return { outcome, leaks: others.exec(notFor)?.slice(0, 1) ?? [] };
}

/** For everybody the same; for readers alone; and all else, of which people have a part. */
const forAll: ReadonlySet<Intent> = new Set(["help"]);
const forReaders: ReadonlySet<Intent> = new Set([
  "about",
  "audit",
  "alert",
  "alerts",
  "allow",
  "disallow",
  "acknowledge",
  "close",
  "reopen",
]);
/** What is decided for a conversation is said to all in it. */
const forConversations: ReadonlySet<Intent> = new Set([
  "allow",
  "disallow",
  "acknowledge",
  "close",
  "reopen",
]);

/** What names others at the company of the tests: their names, addresses, applications and errors. */
const others =
  /adler|brandt|ruiz|gail|ci-deploy|HYPERLINK|203\.0\.113\.20|192\.0\.2\.66|Munich|50105|50057|7000222/i;
const refused = /not those of others|what you may see/;
const elsewhere = /in our personal chat/;

const asked = commands.flatMap(({ intent, examples }) =>
  examples
    .slice(0, 2)
    // The example's people are those of the demo: all is asked of everybody here.
    .map((text, at) => ({
      intent,
      text: text.replace(/ (for |of )?(alice|bob|list:admins)\b/, ""),
      isFirst: at === 0,
    })),
);
const cases = asked.flatMap(({ intent, text, isFirst }) =>
  (Object.keys(places) as Place[])
    // Of an intent, where it says more than one thing, the others where others read along.
    .filter((place) => isFirst || place === "channel")
    // "Disallow here" in the allowed channel would end what the other cases need.
    .filter((place) => place !== "allowed channel" || intent !== "disallow")
    .map((place) => ({ intent, text, place })),
);

/** The matrix. */
function expected(person: Person, place: Place, intent: Intent, text: string): Outcome {
  if (person === "unknown" || person === "of another tenant") return "turned away";
  if (forAll.has(intent) || (intent === "explain" && /\d{5}/.test(text))) return "shown";
  const isReader = person === "holder of a role";
  // The saved question of the example names others.
  if (!isReader && (forReaders.has(intent) || intent === "run")) return "refused";
  // Files go to their askers alone.
  const isAllowed = place === "personal" || (place === "allowed channel" && intent !== "export");
  return isAllowed || forConversations.has(intent) ? "shown" : "privately";
}

test.each(cases)("$intent in a $place: $text", async ({ intent, text, place }) => {
  for (const person of Object.keys(people) as Person[]) {
    const found = await ask(person, place, text);
    const outcome = expected(person, place, intent, text);
    expect({ person, ...found }).toEqual({ person, outcome, leaks: [] });
  }
});
