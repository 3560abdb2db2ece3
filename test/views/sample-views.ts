import { heatRows, hourScale } from "../../src/commands/hours.ts";
import { limits } from "../../src/limits.ts";
import { explainedCodes } from "../../src/signin/error-codes/catalogue.ts";
import { detailSections } from "../../src/views/detail-sections.ts";
import { explained, reasonOf } from "../../src/views/reason.ts";
import type {
  Answer,
  Bar,
  Button,
  Figure,
  HuntFinding,
  Point,
  Reason,
  Row,
  View,
} from "../../src/views/view.ts";
import { fullSignIn } from "./sample-sign-ins.ts";

/** A view of every card as it usually is, with nothing in it, and as large as the code's limits allow. */
export interface Samples {
  readonly typical: View;
  readonly emptiest: View;
  readonly largest: View;
}

const kinds = [
  "choice",
  "compare",
  "count",
  "coverage",
  "detail",
  "explain",
  "export",
  "help",
  "hunt",
  "link",
  "list",
  "methods",
  "notice",
  "pattern",
  "policies",
  "summary",
  "top",
  "trend",
] as const;

/** The view with each text replaced; sentences of buttons, addresses and what is no text stay. */
export function withTexts<Shown extends View>(
  view: Shown,
  change: (text: string, path: string) => string,
): Shown {
  return mapTexts(view, "", change) as Shown;
}

/** The view with each sentence of a button replaced. */
export function withAsks<Shown extends View>(view: Shown, ask: string): Shown {
  return JSON.parse(JSON.stringify(view), (key, value: unknown) => (key === "ask" ? ask : value)) as Shown;
}

const noTexts: ReadonlySet<string> = new Set(["ask", "card", "tone", "url"]);

function mapTexts(value: unknown, path: string, change: (text: string, path: string) => string): unknown {
  if (typeof value === "string") return change(value, path);
  if (Array.isArray(value)) return value.map((item, index) => mapTexts(item, `${path}[${index}]`, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      noTexts.has(key) ? item : mapTexts(item, path === "" ? key : `${path}.${key}`, change),
    ]),
  );
}

function emptied(view: View): View {
  const lists = Object.entries(view).map(([key, value]) => [key, Array.isArray(value) ? [] : value]);
  return withTexts(Object.fromEntries(lists) as View, () => "");
}

const times = <Item>(count: number, item: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => item(index));

const guid = "66ea54eb-6301-4ee5-be62-ff5a759b0100";

const answer: Answer = {
  title: "Failures · Alice Ng <alice@contoso.com> · interactive",
  range: "13 Nov 2026 11:00 to 20 Nov 2026 11:00 CET",
  notes: ["No range was named, so the last 7 days were taken."],
  headline: "12 failures in 7 days, from 2 addresses; last on 19 Nov at 20:21; no success after.",
  coverage: [
    "Searched: interactive. Also matching: 3 non-interactive.",
    "Newest record 20 Nov 2026 10:56 CET, 3 minutes old.",
  ],
  buttons: [
    { title: "Next 5", ask: "failures for alice@contoso.com offset:5 last 7 days", inPlace: true },
    { title: "All statuses", ask: "sign-ins for alice@contoso.com last 7 days" },
    { title: "Summary", ask: "summary failures for alice@contoso.com last 7 days" },
    { title: "By address", ask: "top by ip failures for alice@contoso.com last 7 days" },
    { title: "By app", ask: "top by app failures for alice@contoso.com last 7 days" },
    { title: "By country", ask: "top by country failures for alice@contoso.com last 7 days" },
    { title: "Per day", ask: "failures per day for alice@contoso.com last 7 days" },
  ],
};

const figures: readonly Figure[] = [
  { label: "success", value: "1,914", tone: "good" },
  { label: "failure", value: "129", tone: "attention" },
  { label: "interrupted", value: "78", tone: "warning" },
];

const reason: Reason = reasonOf(53003, 7, 12);

const row = (index: number): Row => ({
  time: `19 Nov 20:${10 + (index % 50)}`,
  who: "Alice Ng",
  what: "Office 365 SharePoint Online",
  where: "198.51.100.21 · Berlin, Germany",
  decided: "MFA by claim · CA failed",
  status: "Failure 53003",
  tone: "attention",
  count: index === 1 ? "× 24" : "",
  ask: `show ${guid}`,
  more: [],
});

const rowWithMore = (index: number): Row => ({
  ...row(index),
  more: [
    { title: "Same address", ask: "sign-ins from 198.51.100.21 last 30 days" },
    { title: "Same user", ask: "sign-ins for alice@contoso.com last 30 days" },
    { title: "Same correlation", ask: `sign-ins correlationId:${guid} all time` },
  ],
});

const bar = (index: number): Bar => ({
  label: `Application ${index + 1}`,
  detail: `${40 - index} failures, 3 interrupted, 35 successes`,
  value: `${78 - index} · 26 %`,
  size: 78 - index,
  ask: `failures app:"Application ${index + 1}" last 7 days`,
});

const point = (index: number): Point => ({
  label: `${1 + (Math.floor(index / 24) % 30)} Nov ${String(index % 24).padStart(2, "0")}:00`,
  success: 1_000 + index,
  failure: index % 7,
  interrupted: index % 3,
  parts: [index % 5, index % 4, index % 3, 7, index],
  ask: "failures from:2026-11-13T10:00:00.000Z to:2026-11-13T11:00:00.000Z",
});

/** Friday morning in Berlin. */
export const reading = { now: Date.UTC(2026, 10, 20, 10), timezone: "Europe/Berlin" };
const open: Button = {
  title: "Entra sign-in logs",
  url: "https://entra.microsoft.com/#view/Microsoft_AAD_IAM/SignInEventsV3Blade",
};

const finding = (index: number): HuntFinding => ({
  subject: `203.0.113.${66 + index}`,
  time: "21 Nov 02:12 to 02:40",
  lines: [
    "16 users · 31 failures",
    "error codes: 50126, 50053 and 50057 · country: Panama · application: Azure PowerShell",
  ],
  verdict: "Got in: Judy Alvarez, 2 successes, last on 21 Nov at 02:41. Password accepted: Bob Marsh.",
  tone: "attention",
  ask: `sign-ins type:interactiveUser,nonInteractiveUser ip:203.0.113.${66 + index} from:2026-11-21T02:12:07.000Z to:2026-11-21T02:40:08.000Z`,
});

function typicalView(card: View["card"]): View {
  switch (card) {
    case "choice":
      return {
        card,
        headline: '"anna" is the name of 2 accounts. Which one is meant?',
        options: times(2, (index) => ({
          name: `Anna ${index === 0 ? "Ng" : "Berg"} <anna${index}@contoso.com>`,
          detail: `${12 - index} sign-ins, last 3 hours ago`,
          ask: `failures for anna${index}@contoso.com`,
        })),
        buttons: [],
      };
    case "compare":
      return {
        ...answer,
        card,
        headline: "12 failures this week, 9 last week: 33 % more.",
        baseline: "Compared with 6 Nov 2026 11:00 to 13 Nov 2026 11:00 CET",
        shown: "Now · before · change",
        perHour: false,
        rows: times(5, (index) => ({
          label: `Label ${index}`,
          now: `${12 + index}`,
          before: `${9 * index}`,
          change: index === 0 ? "new" : "+33 %",
          sizes: index > 3 ? [] : [9 * index, 12 + index],
        })),
        lines: ["The two ranges overlap: what lies in both counts in both."],
        sections: times(2, (index) => ({ title: `Changed most ${index}`, bars: times(3, bar) })),
      };
    case "coverage":
    case "methods":
    case "policies":
      return {
        ...answer,
        card,
        figures,
        lines: ["Only successful sign-ins count.", "7 of 16 users got in without MFA at least once."],
        bars: times(4, bar),
        shown: "4 of 4 methods",
        sections: times(2, (index) => ({ title: `Without MFA most ${index}`, bars: times(3, bar) })),
      };
    case "pattern":
      return {
        ...answer,
        card,
        headline: "Usually 08 to 18 on weekdays, from Germany; new in the last 7 days: country Panama.",
        figures,
        lines: ["2 % at weekends.", "1 new value, compared with 21 Oct to 13 Nov."],
        shown: "Hours of the week",
        hours: hourScale,
        rows: heatRows(
          times(7, (day) => times(24, (hour) => (day < 5 && hour > 7 && hour < 18 ? hour * (day + 1) : 0))),
        ),
        news: [{ title: "New in the last 7 days", bars: times(2, bar) }],
        sections: times(2, (index) => ({ title: `Habits ${index}`, bars: times(3, bar) })),
      };
    case "count":
      return { ...answer, card, number: "2,121", figures };
    case "detail":
      return {
        ...answer,
        card,
        title: "Sign-in · Alice Ng · One Outlook Web",
        notes: [],
        status: "Failure · error 53003",
        tone: "attention",
        verdict: "password right · MFA by claim in the token · stopped by CA Require compliant device",
        reasons: [reason],
        sections: detailSections(fullSignIn({ policies: 3, steps: 2 }), reading),
        rows: times(1, row),
        buttons: [...answer.buttons.slice(0, 3), open],
      };
    case "explain":
      return {
        ...answer,
        card,
        headline: "12 sign-ins did not succeed: 7 with 53003 and 5 with 50126.",
        codes: [50126, 53003].map(explained),
        buttons: [{ title: "Who had 50126", ask: "top 10 by user errorCode:50126 last 7 days" }],
      };
    case "export":
      return {
        ...answer,
        card,
        headline: "12 failures as CSV.",
        file: "signpost-failures-2026-11-20.zip",
        lines: ["Written to signpost-failures-2026-11-20.zip.", "Columns: time, user and risk."],
      };
    case "help":
      return {
        card,
        headline: "Ask about sign-ins in plain words.",
        notes: ['Not understood: "frobnicate".'],
        sections: times(2, (index) => ({
          title: index === 0 ? "List" : "Top",
          text: "The newest sign-ins that match, and why they failed.",
          examples: times(2, () => ({
            title: "failures for alice last 7 days",
            ask: "failures for alice last 7 days",
          })),
        })),
        buttons: [{ title: "Filters", ask: "help filters" }],
      };
    case "hunt":
      return {
        ...answer,
        card,
        title: "Hunt password-spray · Sign-ins · interactive and non-interactive",
        headline: "1 IP address tried the passwords of many users; somebody got in.",
        explanation: "Wrong passwords of many users from one address.",
        rule: "Looked for: at least 10 users within 1 hour, by IP address.",
        findings: times(2, finding),
        shown: "2 of 3, the worst first",
      };
    case "link":
      return {
        card,
        headline: "Link to: Failures · Alice Ng <alice@contoso.com> · interactive",
        link: "https://signpost.contoso.com/ask?q=failures+for+alice+to%3A2026-11-20T10%3A00%3A00Z",
        lines: ["Whoever opens it asks as themselves, and sees what they may see."],
        buttons: [],
      };
    case "list":
      return {
        ...answer,
        card,
        figures,
        reasons: [reason],
        verdict: "20:21: password right · MFA denied (Mobile app notification)",
        rows: times(limits.rowsWithMore, rowWithMore),
        shown: "1 to 5 of 12, newest first",
      };
    case "notice":
      return {
        card,
        tone: "warning",
        headline: 'No user is called "nobody" in the stored logs.',
        lines: ["Try the full name, the user principal name or the id."],
        buttons: [{ title: "What data is there?", ask: "about" }],
      };
    case "summary":
      return {
        ...answer,
        card,
        figures,
        distinct: [
          { label: "users", value: "17", tone: "default" },
          { label: "address", value: "1", tone: "default" },
        ],
        verdicts: ["MFA: 82 satisfied, 17 denied or not completed, 93 without.", "Risk: 2 high."],
        reasons: [reason],
        sections: times(2, (index) => ({
          title: index === 0 ? "Top applications" : "Top countries",
          bars: times(3, bar),
        })),
      };
    case "top":
      return { ...answer, card, bars: times(5, bar), shown: "5 of 16 applications" };
    case "trend":
      return { ...answer, card, figures, points: times(7, (index) => point(25 * index)), bars: [] };
  }
}

/** Largest where texts are ordinary; `withTexts` and `withAsks` make them longer. */
function largestView(card: View["card"]): View {
  const view = typicalView(card);
  const many = {
    notes: times(5, () => answer.notes[0] ?? ""),
    coverage: times(6, () => answer.coverage[0] ?? ""),
    buttons: times(13, (index) => answer.buttons[index % 7] ?? open),
  };
  switch (view.card) {
    case "choice":
      return { ...view, options: times(6, () => view.options[0] ?? { name: "", detail: "", ask: "" }) };
    case "compare":
      return {
        ...view,
        ...many,
        rows: times(
          8,
          (index) => view.rows[index % 4] ?? { label: "", now: "", before: "", change: "", sizes: [] },
        ),
        sections: times(4, (index) => ({
          title: `Changed ${index}`,
          bars: times(2 * limits.changedValues, bar),
        })),
      };
    case "coverage":
      return {
        ...view,
        ...many,
        sections: times(3, (index) => ({ title: `By ${index}`, bars: times(5, bar) })),
      };
    case "methods":
      return {
        ...view,
        ...many,
        bars: times(10, bar),
        sections: times(2, (index) => ({ title: `By ${index}`, bars: times(5, bar) })),
      };
    case "policies":
      return {
        ...view,
        ...many,
        bars: times(limits.topGroups, bar),
        sections: times(3, (index) => ({ title: `By ${index}`, bars: times(5, bar) })),
      };
    case "pattern":
      return {
        ...view,
        ...many,
        news: [{ title: "New", bars: times(6, bar) }],
        sections: times(6, (index) => ({ title: `Habits ${index}`, bars: times(3, bar) })),
      };
    case "count":
      return { ...view, ...many, number: "1,234,567,890" };
    case "detail":
      return {
        ...view,
        ...many,
        sections: detailSections(fullSignIn({ policies: 30, steps: 10 }), reading),
        rows: times(limits.listRows, row),
      };
    case "explain":
      return {
        ...view,
        headline: "10 error codes",
        codes: [...explainedCodes]
          .map(({ code }) => explained(code))
          .sort((a, b) => JSON.stringify(b).length - JSON.stringify(a).length)
          .slice(0, 10),
      };
    case "export":
      return { ...view, ...many, lines: times(6, () => view.lines[0] ?? "") };
    case "help":
      return {
        ...view,
        sections: times(9, () => view.sections[0] ?? { title: "", text: "", examples: [] }),
      };
    case "hunt":
      return { ...view, ...many, findings: times(limits.mostRows, finding) };
    case "list":
      // The question allows so many rows.
      return { ...view, ...many, rows: times(100, row) };
    case "link":
    case "notice":
      return { ...view, lines: times(20, () => view.lines[0] ?? "") };
    case "summary":
      return {
        ...view,
        ...many,
        verdicts: times(5, () => view.verdicts[0] ?? ""),
        sections: times(5, (index) => ({ title: `Top ${index}`, bars: times(limits.facetValues, bar) })),
      };
    case "top":
      return { ...view, ...many, bars: times(limits.topGroups, bar) };
    case "trend":
      return {
        ...view,
        ...many,
        points: times(limits.trendBuckets, point),
      };
  }
}

export const samples: readonly (Samples & { readonly card: View["card"] })[] = kinds.map((card) => ({
  card,
  typical: typicalView(card),
  emptiest: emptied(typicalView(card)),
  largest: largestView(card),
}));

/** A trend that is split by the values of a field. */
export const splitTrend: View = {
  ...answer,
  card: "trend",
  figures,
  points: times(48, point),
  bars: times(limits.splitValues + 1, bar),
};
