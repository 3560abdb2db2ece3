// Writes the generated parts of README.md, .env.example, and the definitions of docs/clickhouse*.sql. A test fails while they are older than the code.
import { readFileSync, writeFileSync } from "node:fs";
import { documents } from "./documents.ts";

const root = new URL("../", import.meta.url);
const readme = readFileSync(new URL("README.md", root), "utf8");
for (const [path, text] of Object.entries(documents({ readme }))) {
  writeFileSync(new URL(path, root), text);
  console.log(`${path} written`);
}
