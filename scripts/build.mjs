// Compiles the service and the chat page into dist/, and copies what the page needs beside its scripts.
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
rmSync(join(root, "dist"), { recursive: true, force: true });
for (const project of ["tsconfig.json", "src/chat/page/tsconfig.json"]) {
  if (!existsSync(join(root, project))) continue;
  const { status } = spawnSync(process.execPath, [tsc, "-p", join(root, project)], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) process.exit(status ?? 1);
}
const page = join(root, "src", "chat", "page");
if (existsSync(page)) {
  cpSync(page, join(root, "dist", "chat", "page"), {
    recursive: true,
    filter: (path) => !path.endsWith(".ts") && !path.endsWith("tsconfig.json"),
  });
}
// `npm link` and `npx` run it as a program.
chmodSync(join(root, "dist", "cli.js"), 0o755);
writeFileSync(join(root, "dist", ".built"), "");
