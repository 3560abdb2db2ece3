// Draws manifest/color.png and manifest/outline.png. Needs Chromium (see CONTRIBUTING.md).
import { fileURLToPath } from "node:url";
import { launchBrowser } from "../test/chat/browser.ts";

/** A post with two boards in a square of 32, as on the chat page. */
const signpost = (fill: string, second: string): string =>
  `<path d="M15 4h2v24h-2z" fill="${fill}"/>` +
  `<path d="M7 7h15l4 4-4 4H7z" fill="${fill}"/>` +
  `<path d="M25 17H10l-4 4 4 4h15z" fill="${second}"/>`;

/** In colour: a full square, the sign within its inner 120 pixels. Outline: white on nothing. */
const icons = [
  {
    name: "color.png",
    size: 192,
    svg: `<rect width="32" height="32" fill="#4f52b2"/><g transform="translate(3.2 3.2) scale(0.8)">${signpost("#fff", "#b9bcf5")}</g>`,
  },
  { name: "outline.png", size: 32, svg: signpost("#fff", "#fff") },
];

const browser = await launchBrowser();
try {
  for (const { name, size, svg } of icons) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(
      `<body style="margin:0"><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="${size}" height="${size}" style="display:block">${svg}</svg></body>`,
    );
    const path = fileURLToPath(new URL(`../manifest/${name}`, import.meta.url));
    await page.screenshot({ path, omitBackground: true });
    await page.close();
    console.log(`manifest/${name} drawn`);
  }
} finally {
  await browser.close();
}
