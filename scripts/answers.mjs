// Waits until a local Signpost answers at the address given: that it is alive, and with its chat page.
import { setTimeout } from "node:timers/promises";

const [origin = "http://127.0.0.1:3978"] = process.argv.slice(2);
const deadline = Date.now() + 60_000;

await waitFor("/healthz", '"ok"');
await waitFor("/", "<title>Signpost</title>");

async function waitFor(path, part) {
  for (;;) {
    const text = await fetch(new URL(path, origin)).then(
      (response) => response.text(),
      (error) => String(error.cause ?? error),
    );
    if (text.includes(part)) {
      console.log(`${origin}${path} answers.`);
      return;
    }
    if (Date.now() > deadline) {
      console.error(`${origin}${path} does not say ${part} within a minute: ${text.slice(0, 500)}`);
      process.exit(1);
    }
    await setTimeout(250);
  }
}
