/**
 * How cards look here, close to Teams. Colours are the page's custom properties, so that a card follows the light and
 * the dark scheme without being drawn again.
 */
export const hostConfig = {
  supportsInteractivity: true,
  fontTypes: {
    default: fontType("var(--font)"),
    monospace: fontType("var(--font-mono)"),
  },
  lineHeights: { small: 16, default: 20, medium: 22, large: 26, extraLarge: 32 },
  spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 12 },
  separator: { lineThickness: 1, lineColor: "var(--line)" },
  imageSizes: { small: 32, medium: 52, large: 100 },
  containerStyles: {
    default: containerStyle("var(--card)"),
    emphasis: containerStyle("var(--emphasis)"),
    accent: containerStyle("var(--accent-back)"),
    good: containerStyle("var(--good-back)"),
    warning: containerStyle("var(--warning-back)"),
    attention: containerStyle("var(--attention-back)"),
  },
  textStyles: { heading: { size: "large", weight: "bolder" }, columnHeader: { weight: "bolder" } },
  textBlock: { headingLevel: 3 },
  factSet: {
    title: { weight: "bolder", wrap: true, maxWidth: 160 },
    value: { wrap: true },
    spacing: 12,
  },
  table: { cellSpacing: 6 },
  actions: {
    maxActions: 6,
    spacing: "default",
    // The style sheet keeps buttons apart: the library's spacers would indent those that begin a line.
    buttonSpacing: 0,
    actionsOrientation: "horizontal",
    actionAlignment: "left",
    allowTitleToWrap: true,
    showCard: { actionMode: "inline", inlineTopMargin: 8, style: "emphasis" },
  },
  adaptiveCard: { allowCustomStyle: false },
} as const;

function fontType(fontFamily: string): object {
  return {
    fontFamily,
    fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 300, default: 400, bolder: 600 },
  };
}

function containerStyle(backgroundColor: string): object {
  return {
    backgroundColor,
    borderColor: "var(--line)",
    foregroundColors: {
      default: color("var(--text)", "var(--subtle)"),
      dark: color("var(--text)", "var(--subtle)"),
      light: color("var(--subtle)", "var(--subtle)"),
      accent: color("var(--accent)", "var(--accent)"),
      good: color("var(--good)", "var(--good)"),
      warning: color("var(--warning)", "var(--warning)"),
      attention: color("var(--attention)", "var(--attention)"),
    },
  };
}

function color(normal: string, subtle: string): object {
  return {
    default: normal,
    subtle,
    highlightColors: { default: "var(--highlight)", subtle: "var(--highlight)" },
  };
}
