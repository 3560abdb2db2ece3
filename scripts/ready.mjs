// Makes the checkout ready to run: installs what is missing, with --engines also the engines that tests of the stores
// ask, and with --build compiles what is older than its source.
// Plain JavaScript on Node's own modules only, because it runs before anything is installed.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Signpost needs Node 20.19 or newer; this is ${process.version}. See https://nodejs.org.`);
  process.exit(1);
}

install(root, "dependencies (once; a few minutes where native modules have to be compiled)");
if (process.argv.includes("--engines")) {
  install(join(root, "test", "engines"), "the engines of the tests (once; 600 MB)");
}
if (
  process.argv.includes("--build") &&
  newest(join(root, "src"), "tsconfig.json") > modified(join(root, "dist", ".built"))
) {
  run(process.execPath, [join(root, "scripts", "build.mjs")]);
}

function install(folder, what) {
  const installed = join(folder, "node_modules", ".package-lock.json");
  if (existsSync(installed) && modified(join(folder, "package-lock.json")) <= modified(installed)) return;
  console.log(`Installing ${what} …`);
  run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], folder);
}

function run(command, args, folder = root) {
  const { status, error } = spawnSync(command, args, {
    cwd: folder,
    stdio: "inherit",
    shell: process.platform === "win32" && command === "npm",
  });
  if (status !== 0) {
    console.error(`\`${command} ${args.join(" ")}\` failed${error ? `: ${error.message}` : ""}.`);
    process.exit(status || 1);
  }
}

function modified(path) {
  return existsSync(path) ? statSync(path).mtimeMs : 0;
}

function newest(folder, ...rootFiles) {
  const sources = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => modified(join(entry.parentPath, entry.name)));
  return Math.max(...sources, ...rootFiles.map((name) => modified(join(root, name))));
}
