import { z } from "zod";

/**
 * Adaptive Card 1.5 as far as the templates use it, and nothing else: unknown properties and elements are refused,
 * TextBlock and FactSet among them, because they read Markdown. Charts are those of Teams.
 * Sources: https://adaptivecards.io/explorer, https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/charts-in-adaptive-cards
 */

const colour = z.enum([
  "default",
  "accent",
  "good",
  "warning",
  "attention",
  "Accent",
  "Warning",
  "Attention",
]);
const spacing = z.enum(["None", "Small", "Medium", "Large"]).optional();
const separator = z.literal(true).optional();
const text = z.string().min(1);

const hosts = ["login.microsoftonline.com", "learn.microsoft.com", "entra.microsoft.com"];
const link = z.url().refine((url) => {
  const { protocol, hostname, username, port } = new URL(url);
  return protocol === "https:" && hosts.includes(hostname) && username === "" && port === "";
}, "a page of Microsoft");

const mode = z.enum(["primary", "secondary"]).optional();
const Submit = z.strictObject({
  type: z.literal("Action.Submit"),
  title: z.string(),
  data: z.strictObject({ ask: z.string(), inPlace: z.literal(true).optional() }),
  mode,
});
/** What stands in it names it: a title of its own would hide that from those who listen. */
const Select = Submit.omit({ title: true, mode: true });
const ToggleVisibility = z.strictObject({
  type: z.literal("Action.ToggleVisibility"),
  title: z.string(),
  targetElements: z.array(z.string().regex(/^more-\d+$/)).length(1),
});
const OpenUrl = z.strictObject({ type: z.literal("Action.OpenUrl"), title: z.string(), url: link, mode });
const Action = z.discriminatedUnion("type", [Submit, OpenUrl]);

const TextRun = z.strictObject({
  type: z.literal("TextRun"),
  text,
  size: z.enum(["Small", "Medium", "Large", "ExtraLarge"]).optional(),
  weight: z.literal("Bolder").optional(),
  color: colour.optional(),
  isSubtle: z.literal(true).optional(),
  italic: z.literal(true).optional(),
  fontType: z.literal("Monospace").optional(),
  selectAction: Select.optional(),
});
const RichTextBlock = z.strictObject({
  type: z.literal("RichTextBlock"),
  inlines: z.array(TextRun).min(1),
  spacing,
  separator,
});
/** What can be copied on a phone as well: a link. */
const Input = z.strictObject({
  type: z.literal("Input.Text"),
  id: z.literal("link"),
  label: z.literal("To copy"),
  value: z.string(),
  spacing,
});
const ActionSet = z.strictObject({
  type: z.literal("ActionSet"),
  id: z
    .string()
    .regex(/^more-\d+$/)
    .optional(),
  isVisible: z.literal(false).optional(),
  actions: z.array(Action).min(1),
  spacing,
});
const Column = z.strictObject({
  type: z.literal("Column"),
  width: z.enum(["auto", "stretch"]),
  get items() {
    return z.array(z.union([RichTextBlock, ColumnSet])).min(1);
  },
  selectAction: z.discriminatedUnion("type", [Select, ToggleVisibility]).optional(),
  spacing,
});
const ColumnSet = z.strictObject({
  type: z.literal("ColumnSet"),
  columns: z.array(Column).min(1),
  selectAction: Select.optional(),
  spacing,
});
const Container = z.strictObject({
  type: z.literal("Container"),
  get items() {
    return z.array(Element).min(1);
  },
  selectAction: Select.optional(),
  style: z.literal("emphasis").optional(),
  spacing,
  separator,
});

const categorical = [
  "categoricalBlue",
  "categoricalLightBlue",
  "categoricalMarigold",
  "categoricalPurple",
  "categoricalRed",
  "categoricalTeal",
] as const;
const HorizontalBar = z.strictObject({
  type: z.literal("Chart.HorizontalBar"),
  title: text,
  data: z.array(z.strictObject({ x: z.string(), y: z.number().min(0) })).min(2),
  fallback: z.literal("drop"),
});
const GroupedBars = z.strictObject({
  type: z.literal("Chart.VerticalBar.Grouped"),
  title: text,
  stacked: z.literal(true).optional(),
  yAxisTitle: text,
  data: z
    .array(
      z.strictObject({
        legend: text,
        color: z.enum(["good", "warning", "attention", "neutral", ...categorical]),
        values: z.array(z.strictObject({ x: z.string(), y: z.number().min(0) })).min(1),
      }),
    )
    .min(1),
  // What stands in the card anyway need not stand in the fallback.
  fallback: z.union([Container, z.literal("drop")]),
});
const Donut = z.strictObject({
  type: z.literal("Chart.Donut"),
  title: text,
  data: z.array(z.strictObject({ legend: z.string(), value: z.number().min(0) })).min(2),
  fallback: z.literal("drop"),
});

const Element = z.discriminatedUnion("type", [
  ActionSet,
  ColumnSet,
  Container,
  Donut,
  GroupedBars,
  HorizontalBar,
  Input,
  RichTextBlock,
]);

export const AdaptiveCard = z.strictObject({
  type: z.literal("AdaptiveCard"),
  $schema: z.literal("http://adaptivecards.io/schemas/adaptive-card.json"),
  version: z.literal("1.5"),
  fallbackText: z.string(),
  speak: z.string(),
  msteams: z.strictObject({ width: z.literal("Full") }),
  body: z.array(Element),
  actions: z
    .array(Action)
    .refine(
      (actions) => actions.filter((action) => action.mode === "primary").length <= 6,
      "six buttons at most",
    ),
});

export interface FoundText {
  readonly role: "run" | "input" | "title" | "chart" | "ask" | "url" | "summary";
  readonly text: string;
}

/** Every text of a card that came from a view, and where it stands. */
export function textsOf(card: unknown): FoundText[] {
  const found: FoundText[] = [];
  visit(card, "", (text, key, type) => {
    const role = roleOf(key, type);
    if (role !== undefined) found.push({ role, text });
  });
  return found;
}

function roleOf(key: string, type: string): FoundText["role"] | undefined {
  if (type === "TextRun" && key === "text") return "run";
  if (type === "Input.Text" && key === "value") return "input";
  if (type.startsWith("Action.") && key === "title") return "title";
  if (key === "x" || key === "legend") return "chart";
  if (key === "ask" || key === "url") return key;
  return key === "fallbackText" || key === "speak" ? "summary" : undefined;
}

function visit(
  node: unknown,
  type: string,
  tell: (text: string, key: string, type: string) => void,
  key = "",
): void {
  if (typeof node === "string") tell(node, key, type);
  else if (Array.isArray(node)) node.forEach((item) => visit(item, type, tell, key));
  else if (typeof node === "object" && node !== null) {
    const own = "type" in node && typeof node.type === "string" ? node.type : type;
    for (const [name, value] of Object.entries(node)) visit(value, own, tell, name);
  }
}
