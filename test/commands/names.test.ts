import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describe as describeQuestion } from "../../src/question/describe.ts";
import { fitting, nameForms } from "../../src/question/name-fits.ts";
import type { SignIn } from "../../src/signin/sign-in.ts";
import type { Store } from "../../src/store/store.ts";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import type { View } from "../../src/views/view.ts";
import { ask, askFor, asksOf, now } from "./company.ts";
import { entryOf } from "../../src/store/sign-in-text.ts";

/** Whom and what a typed name means, over a small company with names that are easily taken for each other. */

type Some = Partial<SignIn>;
const user = (userId: string, userPrincipalName: string, userDisplayName: string): Some => ({
  userId: `00000000-0000-4000-8000-0000000000${userId}`,
  userPrincipalName,
  userDisplayName,
});
const app = (appId: string, appDisplayName?: string): Some => ({ appId, appDisplayName });
const crm = app("10000000-0000-4000-8000-000000000001", "Contoso CRM");

/** Each with how many sign-ins it has. */
const signInsOf: readonly (readonly [count: number, Some])[] = [
  [5, user("01", "alice@contoso.com", "Alice Ng")],
  [9, user("02", "awong@contoso.com", "Alice Wong")],
  [4, user("03", "bob.marsh@contoso.com", "Bob Marsh")],
  [2, user("04", "jose@contoso.com", "José García")],
  [2, user("05", "zoe@contoso.com", "Zoë Müller-Brandt")],
  [3, user("06", "mjw@contoso.com", "Mary Jane Watson")],
  [3, user("07", "sam.lee@contoso.com", "Sam Lee")],
  [1, user("08", "sam.lee2@contoso.com", "Sam Lee")],
  [1, user("09", "bob_fabrikam.com#EXT#@contoso.onmicrosoft.com", "Robert Fisher")],
  [1, user("10", "april@contoso.com", "April May")],
  [1, user("11", "jordan@contoso.com", "Jordan Pike")],
  [1, user("12", "o.brien@contoso.com", "Siobhán O'Brien")],
  [1, user("13", "50pct@contoso.com", "50%_off")],
  ...Array.from({ length: 9 }, (_, at): [number, Some] => [
    at + 1,
    user(`2${at}`, `tester${at}@contoso.com`, `Test Person ${at}`),
  ]),
  [1, crm],
  [1, app("10000000-0000-4000-8000-000000000002", "Contoso Timesheets")],
  [1, app("10000000-0000-4000-8000-000000000003", "Salesforce")],
  [1, app("10000000-0000-4000-8000-000000000004", "Jordan")],
  [1, app("d3590ed6-52b3-4102-aeff-aad2292ab01c", "Microsoft Office")],
  [1, app("00000003-0000-0ff1-ce00-000000000000", "Office 365 SharePoint Online")],
  // The log calls one of Microsoft's applications by another name, another by none, and one by its name at times.
  [1, app("04b07795-8ddb-461a-bbee-02f9e1bf7b46", "AzCLI (renamed)")],
  [1, app("14d82eec-204b-4c2f-b7e8-296a70dab67e")],
  [1, app("c44b4083-3bb0-49c1-b47d-974e53cbdf3c", "Azure Portal")],
  [2, app("c44b4083-3bb0-49c1-b47d-974e53cbdf3c")],
  [1, { ...crm, resourceId: "20000000-0000-4000-8000-000000000001", resourceDisplayName: "Payroll API" }],
  [
    1,
    { ...crm, deviceDetail: { deviceId: "30000000-0000-4000-8000-000000000001", displayName: "LAPTOP-42" } },
  ],
  [1, { ...crm, location: { city: "Berlin", countryOrRegion: "DE" } }],
  [1, { ...crm, location: { city: "Bern", countryOrRegion: "CH" } }],
  ...["Require MFA for admins", "Require compliant device"].map((displayName, at): [number, Some] => [
    1,
    { ...crm, appliedConditionalAccessPolicies: [{ id: `policy-${at}`, displayName, result: "success" }] },
  ]),
  [2, { type: "servicePrincipal", servicePrincipalId: "sp-1", servicePrincipalName: "ci-deploy" }],
  // Its application has sign-ins of the service principal alone.
  [
    2,
    {
      type: "servicePrincipal",
      servicePrincipalId: "sp-2",
      servicePrincipalName: "build-bot",
      ...app("bot", "build-bot"),
    },
  ],
  [2, { type: "managedIdentity", servicePrincipalId: "mi-1", servicePrincipalName: "vm-backup" }],
];

const signIns = signInsOf.flatMap(([count, one], row) =>
  Array.from({ length: count }, (_, at): SignIn => ({
    id: `40000000-0000-4000-8000-${String(row * 100 + at).padStart(12, "0")}`,
    createdDateTime: new Date(now.getTime() - (row * 10 + at + 1) * 3_600_000).toISOString(),
    type: "interactiveUser",
    status: { errorCode: 0 },
    ...one,
  })),
);

const store: Store = openSqliteStore({ path: ":memory:" });
await store.write(signIns.map(entryOf));
const here = { store };

/** What came of a name: what it was read as, with the number of sign-ins and what is said about it; or a question back. */
function outcome(view: View): string {
  if (view.card === "choice") return `asks: ${view.options.map(({ name }) => name).join(", ")}`;
  if (view.card === "notice")
    return view.lines[0]?.startsWith("Did you mean") === true ? view.lines[0] : "nobody";
  if (view.card !== "list") return view.card;
  const [, ...read] = view.title.split(" · ").slice(0, -1);
  const found = view.figures.reduce((sum, { value }) => sum + Number(value), 0);
  return [`${read.join(" · ")}: ${found}`, ...view.notes].join(" | ");
}

test.each([
  ["pasword spray", "password spray"],
  ["impossible travle", "impossible travel"],
  ["conditonal access failures", "conditional access failures"],
])("%s names nobody, and may be a mistyped %s", async (text, meant) => {
  const view = await ask(text);
  expect(view.card).toBe("notice");
  expect(view.buttons[0]).toEqual({ title: `Did you mean: ${meant}`, ask: meant });
});

test.each<[typed: string, outcome: string]>([
  // Ids and addresses, in any case.
  ["00000000-0000-4000-8000-000000000001", "Alice Ng <alice@contoso.com>: 5"],
  ["ALICE@contoso.com", "Alice Ng <alice@contoso.com>: 5"],
  [
    "bob_fabrikam.com#EXT#@contoso.onmicrosoft.com",
    "Robert Fisher <bob_fabrikam.com#EXT#@contoso.onmicrosoft.com>: 1",
  ],
  // A guest by the address that they know.
  ["bob@fabrikam.com", "Robert Fisher <bob_fabrikam.com#EXT#@contoso.onmicrosoft.com>: 1"],
  // Local parts, names, and words of names, without accents and case.
  ["awong", "Alice Wong <awong@contoso.com>: 9"],
  ["bob.marsh", "Bob Marsh <bob.marsh@contoso.com>: 4"],
  ["Bob Marsh", "Bob Marsh <bob.marsh@contoso.com>: 4"],
  ["wong", "Alice Wong <awong@contoso.com>: 9"],
  ["jose garcia", "José García <jose@contoso.com>: 2"],
  ["JOSÉ", "José García <jose@contoso.com>: 2"],
  ["zoe", "Zoë Müller-Brandt <zoe@contoso.com>: 2"],
  ["müller-brandt", "Zoë Müller-Brandt <zoe@contoso.com>: 2"],
  ["Muller Brandt", "Zoë Müller-Brandt <zoe@contoso.com>: 2"],
  ["mary jane", "Mary Jane Watson <mjw@contoso.com>: 3"],
  ["O'Brien", "Siobhán O'Brien <o.brien@contoso.com>: 1"],
  ["50%_off", "50%_off <50pct@contoso.com>: 1"],
  // Names that are words of the language.
  ["april", "April May <april@contoso.com>: 1"],
  ["may", "April May <april@contoso.com>: 1"],
  // Of several the most active first; an address decides between two of one name.
  ["alice", "asks: Alice Wong <awong@contoso.com>, Alice Ng <alice@contoso.com>"],
  [
    "bob",
    "asks: Bob Marsh <bob.marsh@contoso.com>, Robert Fisher <bob_fabrikam.com#EXT#@contoso.onmicrosoft.com>",
  ],
  ["Sam Lee", "asks: Sam Lee <sam.lee@contoso.com>, Sam Lee <sam.lee2@contoso.com>"],
  ["sam.lee2@contoso.com", "Sam Lee <sam.lee2@contoso.com>: 1"],
  // Beginnings: of the address, of the name, of any of its words. One is taken, and that is said.
  ["ali", "asks: Alice Wong <awong@contoso.com>, Alice Ng <alice@contoso.com>"],
  [
    "Alice N",
    'Alice Ng <alice@contoso.com>: 5 | Nobody is called "Alice N", so it was read as Alice Ng <alice@contoso.com>.',
  ],
  [
    "mars",
    'Bob Marsh <bob.marsh@contoso.com>: 4 | Nobody is called "mars", so it was read as Bob Marsh <bob.marsh@contoso.com>.',
  ],
  [
    "awo",
    'Alice Wong <awong@contoso.com>: 9 | Nobody is called "awo", so it was read as Alice Wong <awong@contoso.com>.',
  ],
  [
    "zoe@cont",
    'Zoë Müller-Brandt <zoe@contoso.com>: 2 | Nobody is called "zoe@cont", so it was read as Zoë Müller-Brandt <zoe@contoso.com>.',
  ],
  // One letter, or two of eight and more; a swap is one. Never taken: another's sign-ins are not shown for a slip.
  ["mrash", "Did you mean Bob Marsh <bob.marsh@contoso.com> (4 sign-ins, last 21 hours ago)?"],
  ["laice ng", "Did you mean Alice Ng <alice@contoso.com> (5 sign-ins, last 1 hour ago)?"],
  ["watsen", "Did you mean Mary Jane Watson <mjw@contoso.com> (3 sign-ins, last 2 days ago)?"],
  ["jose@contosso.com", "Did you mean José García <jose@contoso.com> (2 sign-ins, last 1 day ago)?"],
  ["mary jnae wtason", "Did you mean Mary Jane Watson <mjw@contoso.com> (3 sign-ins, last 2 days ago)?"],
  [
    "alise",
    "Did you mean Alice Wong <awong@contoso.com> (9 sign-ins, last 11 hours ago) or Alice Ng <alice@contoso.com> (5 sign-ins, last 1 hour ago)?",
  ],
  // Whom the first of several words names.
  ["zoe frobnicated", "Did you mean Zoë Müller-Brandt <zoe@contoso.com> (2 sign-ins, last 2 days ago)?"],
  // Too far, pieces out of the middle, and hostile texts: nobody.
  ["watxxn", "nobody"],
  [
    "lice",
    "Did you mean Alice Wong <awong@contoso.com> (9 sign-ins, last 11 hours ago) or Alice Ng <alice@contoso.com> (5 sign-ins, last 1 hour ago)?",
  ],
  ["eve", "nobody"],
  ["%", "nobody"],
  ["_", "nobody"],
  ["'; DROP TABLE fact; --", "nobody"],
  ["00000000-0000-4000-8000-000000000099", "nobody"],
  [
    "alice@fabrikam.example",
    "Did you mean Alice Wong <awong@contoso.com> (9 sign-ins, last 11 hours ago) or Alice Ng <alice@contoso.com> (5 sign-ins, last 1 hour ago)?",
  ],
])("user %j: %s", async (typed, expected) => {
  expect(outcome(await ask(`sign-ins user:"${typed}" all time`, here))).toBe(expected);
});

test.each<[asked: string, outcome: string]>([
  // Whole names; a word that names several means all of them.
  ["app:salesforce", "Salesforce: 1"],
  ["app:10000000-0000-4000-8000-000000000003", "Salesforce: 1"],
  ["app:office", "Office 365 SharePoint Online, Microsoft Office: 2"],
  // One of Microsoft's applications by what people call it, whatever the log calls it; by its id with its name.
  ['app:"azure cli"', "AzCLI (renamed): 1"],
  ['app:"Microsoft Graph PowerShell"', "Microsoft Graph PowerShell: 1"],
  ["app:14d82eec-204b-4c2f-b7e8-296a70dab67e", "Microsoft Graph PowerShell: 1"],
  ["id:14d82eec-204b-4c2f-b7e8-296a70dab67e", "Microsoft Graph PowerShell: 1"],
  ["azure portal", "Azure Portal: 3"],
  ["graph powershell", "Microsoft Graph PowerShell: 1"],
  ["yammer", "Viva Engage: 0 | The stored logs have no sign-in to Viva Engage."],
  // Beginnings and near names: one is taken and said, several are asked about.
  ["app:sales", 'Salesforce: 1 | No application is called "sales", so it was read as Salesforce.'],
  ["app:salesfroce", 'Salesforce: 1 | No application is called "salesfroce", so it was read as Salesforce.'],
  [
    "app:Shrepoint",
    'Office 365 SharePoint Online: 1 | No application is called "Shrepoint", so it was read as Office 365 SharePoint Online.',
  ],
  ["app:conto", "asks: Contoso CRM, Contoso Timesheets"],
  ["app:cotnoso", "asks: Contoso CRM, Contoso Timesheets"],
  ["app:nonesuch", "nobody"],
  // What an application is not may be a resource, a device, a city.
  [
    'app:"payroll api"',
    'resource Payroll API: 1 | No application is called "payroll api", so it was read as a resource.',
  ],
  [
    "app:LAPTOP-42",
    'device LAPTOP-42: 1 | No application is called "LAPTOP-42", so it was read as a device.',
  ],
  ["app:berlin", 'Berlin: 1 | No application is called "berlin", so it was read as a city.'],
  // Other kinds of names.
  ["resource:payroll", "resource Payroll API: 1"],
  [
    "resource:payrol",
    'resource Payroll API: 1 | No resource is called "payrol", so it was read as Payroll API.',
  ],
  ["policy:mfa", "policy Require MFA for admins: 1"],
  ["policy:requ", "asks: Require MFA for admins, Require compliant device"],
  ["policy:require", "policy Require MFA for admins, Require compliant device: 2"],
  [
    "policy:complaint",
    'policy Require compliant device: 1 | No policy is called "complaint", so it was read as Require compliant device.',
  ],
  ["servicePrincipal:ci-deploy", "service principal ci-deploy: 2"],
  ["servicePrincipal:ci", "service principal ci-deploy: 2"],
  [
    "servicePrincipal:ci-dploy",
    'service principal ci-deploy: 2 | No service principal is called "ci-dploy", so it was read as ci-deploy.',
  ],
  [
    "managedIdentity:vm-bakcup",
    'managed identity vm-backup: 2 | No managed identity is called "vm-bakcup", so it was read as vm-backup.',
  ],
  ["device:laptop-42", "device LAPTOP-42: 1"],
  ["device:laptpo-42", 'device LAPTOP-42: 1 | No device is called "laptpo-42", so it was read as LAPTOP-42.'],
  // Another number is another device.
  ["device:laptop-43", "Did you mean LAPTOP-42 (1 sign-in, last 14 days ago)?"],
  ["city:berli", 'Berlin: 1 | No city is called "berli", so it was read as Berlin.'],
  ["city:ber", "asks: Berlin, Bern"],
  ["city:Germny", "Did you mean Germany?"],
  ["city:Berlan", "Did you mean Berlin (1 sign-in, last 14 days ago)?"],
  ["city:laptop-42", 'device LAPTOP-42: 1 | No city is called "laptop-42", so it was read as a device.'],
  // A bare word is a user first, then something else.
  ["salesforce", 'Salesforce: 1 | Nobody is called "salesforce", so it was read as an application.'],
  [
    "shrepoint",
    'Office 365 SharePoint Online: 1 | Nobody is called "shrepoint", so it was read as the application Office 365 SharePoint Online.',
  ],
  [
    "ci-deploy",
    'service principal ci-deploy: 2 | Nobody is called "ci-deploy", so it was read as a service principal.',
  ],
  [
    "build-bot",
    'service principal build-bot: 2 | Nobody is called "build-bot", so it was read as a service principal.',
  ],
  [
    "vm-backup",
    'managed identity vm-backup: 2 | Nobody is called "vm-backup", so it was read as a managed identity.',
  ],
  ["LAPTOP-42", 'device LAPTOP-42: 1 | Nobody is called "LAPTOP-42", so it was read as a device.'],
  [
    "jordan",
    'Jordan Pike <jordan@contoso.com>: 1 | "jordan" was read as a user; it is also the name of an application.',
  ],
])("%s: %s", async (asked, expected) => {
  expect(outcome(await ask(`${/:/.test(asked) ? "sign-ins" : ""} ${asked} sign-ins all time`, here))).toBe(
    expected,
  );
});

describe("the cards", () => {
  test("one of Microsoft's applications has its name wherever the log has its id alone", async () => {
    const id = "14d82eec-204b-4c2f-b7e8-296a70dab67e";
    const rows = await askFor("list", `sign-ins app:${id} all time`, here);
    expect(rows.rows.map(({ what }) => what)).toEqual(["Microsoft Graph PowerShell"]);
    const detail = await askFor("detail", rows.rows[0]?.ask ?? "", here);
    expect(JSON.stringify(detail.sections)).toContain("Microsoft Graph PowerShell");
    const top = await askFor(
      "top",
      `top 25 apps app:${id},10000000-0000-4000-8000-000000000003 all time`,
      here,
    );
    expect(top.bars.map(({ label }) => label)).toEqual(["Salesforce", "Microsoft Graph PowerShell"]);
  });

  test("the other reading of a word is the first button, and answers as that", async () => {
    const view = await askFor("list", "sign-ins for jordan all time", here);
    expect(view.buttons[0]).toEqual({ title: "Read as application", ask: "sign-ins app:jordan all time" });
    expect(outcome(await ask(asksOf(view.buttons[0])[0] ?? "", here))).toBe("Jordan: 1");
  });

  test("a choice has counts and last seen, the most active first, and says how many more fit", async () => {
    const view = await askFor("choice", "sign-ins user:tes all time", here);
    expect(view.headline).toBe(
      '"tes" begins the names of 9 accounts. Which one is meant? The 6 most active are shown, and 3 more fit; a longer name narrows it.',
    );
    expect(view.options.map(({ name, detail }) => [name, detail])[0]).toEqual([
      "Test Person 8 <tester8@contoso.com>",
      "9 sign-ins, last 9 days ago",
    ]);
    expect(view.options.length).toBe(6);
  });

  test.each([
    ["sign-ins for alice", /^"alice" is the name of 2 accounts\. Which one is meant\?$/],
    ["sign-ins app:conto", /^"conto" begins the names of 2 applications\. Which one is meant\?$/],
    [
      "sign-ins app:cotnoso",
      /^No application is called "cotnoso", but the names of 2 applications are near\. Which/,
    ],
    [
      "sign-ins for mrash",
      /^"mrash" is no word that I know, and no user of the stored logs is called that\.$/,
    ],
  ])("%s", async (text, headline) => {
    expect((await ask(text, here)).headline).toMatch(headline);
  });

  test("every option and suggestion answers for the one it names", async () => {
    for (const text of ["alice", "ali", "bob", "sam lee", "tes", "mrash", "alise", "zoe frobnicated"]) {
      const view = await ask(`sign-ins user:"${text}" all time`, here);
      const offered =
        view.card === "choice" ? view.options : view.buttons.filter(({ title }) => /</.test(title));
      expect(offered.length).toBeGreaterThan(0);
      for (const option of offered) {
        const named = "name" in option ? option.name : option.title;
        const [sentence = ""] = asksOf(option);
        expect(outcome(await ask(sentence, here))).toContain(named);
      }
    }
  });

  test("applications of one name are told apart by their ids", async () => {
    const twins = openSqliteStore({ path: ":memory:" });
    const [base] = signIns as [SignIn, ...SignIn[]];
    await twins.write(
      ["a-1", "a-2"].map((appId, at) => entryOf({ ...base, id: `${at}`, appId, appDisplayName: "Payroll" })),
    );
    const view = await askFor("choice", "sign-ins app:payr all time", { store: twins });
    expect(view.options.map(({ detail }) => detail.split(" · ")[1])).toEqual(["a-1", "a-2"]);
  });

  test("a name that is left out is read like one that is asked for", async () => {
    expect(outcome(await ask("sign-ins -user:ali all time", here))).toMatch(/^asks: Alice Wong/);
    expect(outcome(await ask("sign-ins -user:mars all time", here))).toMatch(
      /^not Bob Marsh .*so it was read as Bob/,
    );
    expect(outcome(await ask("sign-ins -user:mrash all time", here))).toMatch(/^Did you mean Bob Marsh/);
    expect(outcome(await ask("sign-ins -app:salesforce all time", here))).toMatch(/^not Salesforce: /);
  });
});

const accounts = signInsOf.flatMap(([, { userId, userDisplayName, userPrincipalName }]) =>
  userId === undefined ? [] : [{ id: userId, name: userDisplayName, alias: userPrincipalName }],
);
const slip = fc
  .tuple(
    fc.constantFrom(
      ...accounts.flatMap(({ name = "", alias = "" }) => [name, alias, name.split(" ")[0] ?? ""]),
    ),
    fc.nat(20),
    fc.constantFrom("cut", "lost", "doubled", "swapped", "changed"),
  )
  .map(([name, place, what]) => {
    const at = 1 + (place % name.length);
    const [head, tail] = [name.slice(0, at), name.slice(at)];
    const slips = {
      cut: head,
      lost: head + tail.slice(1),
      doubled: head + head.slice(-1) + tail,
      swapped: head.slice(0, -1) + tail.slice(0, 1) + head.slice(-1) + tail.slice(1),
      changed: `${head.slice(0, -1)}q${tail}`,
    };
    return slips[what];
  });

test("nobody's sign-ins are shown for a name that is not theirs and does not begin theirs", async () => {
  await fc.assert(
    fc.asyncProperty(slip, async (typed) => {
      const where = [{ field: "user" as const, is: [typed] }];
      const view = await ask(describeQuestion({ intent: "list", where, notUnderstood: [] }), here);
      const shown =
        view.card === "list" ? accounts.filter(({ alias = "" }) => view.title.includes(`<${alias}>`)) : [];
      const meant = accounts.filter((one) => fitting("prefix", typed)(nameForms(one)));
      expect(shown.filter((one) => !meant.includes(one))).toEqual([]);
    }),
    { numRuns: 150 },
  );
}, 60_000);
