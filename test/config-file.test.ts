import { chmodSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { configFileFindings } from "../src/cli/configuration-findings.ts";
import { applyConfigFile, oddities, readConfigFile } from "../src/config-file.ts";
import { UserError } from "../src/errors.ts";
import { signpostHere as signpost } from "./cli/in-process.ts";
import { temporaryFolder } from "./cli/signpost.ts";

let place: ReturnType<typeof temporaryFolder>;
let path: string;

beforeEach(() => {
  place = temporaryFolder();
  path = join(place.path, "signpost.env");
});
afterEach(() => place.remove());

test("what the environment sets comes first", () => {
  writeFileSync(path, "PORT=1\nHOST=127.0.0.1\nSTORE='a b.db' # where it is\n");
  const env: Record<string, string | undefined> = { CONFIG: path, PORT: "2", HOST: " " };
  applyConfigFile(readConfigFile(env), env);
  expect(env).toEqual({ CONFIG: path, PORT: "2", HOST: "127.0.0.1", STORE: "a b.db" });
});

test("a file says neither which file is read nor what other programs load", () => {
  writeFileSync(
    path,
    "CONFIG=other.env\nPYTHONPATH=/evil\nLD_PRELOAD=x\nNODE_OPTIONS=x\nAZURE_CLIENT_ID=y\n",
  );
  const env: Record<string, string | undefined> = { CONFIG: path };
  const file = readConfigFile(env);
  applyConfigFile(file, env);
  expect(env).toEqual({ CONFIG: path, AZURE_CLIENT_ID: "y" });
  expect(file && oddities(file).join()).toMatch(
    /no effect there: CONFIG, LD_PRELOAD, NODE_OPTIONS, PYTHONPATH/,
  );
});

test("a name that is nearly a setting's stops everything: what it was meant for would not hold", async () => {
  writeFileSync(path, "AUTH=off\nRETENTION_DAY=90\nMETRIC_PORT=1\n");
  const { status, stderr, stdout } = await signpost(["doctor"], { cwd: place.path, env: { CONFIG: path } });
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toBe(
    `The settings in ${path} are wrong:\n- METRIC_PORT is no setting. Did you mean METRICS_PORT?\n- RETENTION_DAY is no setting. Did you mean RETENTION_DAYS?\n`,
  );
});

test("in the environment, which is not Signpost's own, it is said", () => {
  const said = configFileFindings({
    CONFIG: "",
    RETENTION_DAY: "90",
    LOGLEVEL: "x",
    HOSTNAME: "h",
    PATH: "/bin",
  });
  expect(said.map(({ text }) => text)).toEqual([
    "Settings: the environment sets RETENTION_DAY. Was RETENTION_DAYS meant?",
    "Settings: the environment sets LOGLEVEL. Was LOG_LEVEL meant?",
  ]);
});

test("a file that is named and not there is said, one that is not named may be missing", () => {
  expect(() => readConfigFile({ CONFIG: path })).toThrow(UserError);
  expect(readConfigFile({ CONFIG: "" })).toBeUndefined();
});

// Windows has no such modes.
test.skipIf(process.platform === "win32")(
  "names that nobody knows and secrets that others can read are odd, and no value is told",
  () => {
    writeFileSync(path, "RETENTION_DAY=90\nAZURE_CLIENT_ID=x\nMICROSOFT_APP_PASSWORD=hunter2\n", {
      mode: 0o644,
    });
    const file = readConfigFile({ CONFIG: path });
    expect(file && oddities(file)).toEqual([
      `${path} sets what has no effect there: RETENTION_DAY`,
      expect.stringMatching(/may read it: chmod o= /),
    ]);
    chmodSync(path, 0o640);
    expect(file && oddities(file).join()).not.toMatch(/chmod|hunter2/);
  },
);

test("what is no name is not repeated: it may be a secret, or move a terminal's cursor", () => {
  writeFileSync(path, "");
  expect(oddities({ path, values: { "hunter2=": "", "\u001b[2J": "", COLOUR: "" } })).toEqual([
    `${path} sets what has no effect there: COLOUR, 2 that look like no names`,
  ]);
});

test("the program reads .env of its folder, and doctor names it", async () => {
  writeFileSync(join(place.path, ".env"), "AUTH=off\nSTORE=elsewhere.db\nFAVOURITE_COLOUR=1\n");
  const { stdout } = await signpost(["doctor"], { cwd: place.path });
  expect(stdout).toMatch(/ok +Settings: from \.env/);
  expect(stdout).toMatch(/note +Settings: .*FAVOURITE_COLOUR/);
  expect(stdout).toMatch(/local mode/);
  expect(stdout).toMatch(/elsewhere\.db does not exist yet/);
  const { status, stderr } = await signpost(["doctor"], { cwd: place.path, env: { CONFIG: "missing.env" } });
  expect([status, stderr]).toEqual([
    2,
    expect.stringMatching(/^The settings in missing\.env cannot be read/),
  ]);
});

test("a STORE that is set to nothing is the usual one", async () => {
  writeFileSync(join(place.path, "empty.json"), "[]");
  const env = { AUTH: "off", STORE: "" };
  expect((await signpost(["import", "empty.json"], { cwd: place.path, env })).stderr).toBe("");
  expect(existsSync(join(place.path, "data", "signpost.db"))).toBe(true);
});
