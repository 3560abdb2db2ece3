import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { applyConfigFile, oddities, readConfigFile } from "../src/config-file.ts";
import { UserError } from "../src/errors.ts";
import { signpost, temporaryFolder } from "./cli/signpost.ts";

let place: ReturnType<typeof temporaryFolder>;
let path: string;

beforeEach(() => {
  place = temporaryFolder();
  path = join(place.path, "signpost.env");
});
afterEach(() => place.remove());

test("what the environment sets comes first", () => {
  writeFileSync(path, "PORT=1\nHOST=127.0.0.1\nSTORE='a b.db' # where it is\n");
  const env: Record<string, string | undefined> = { CONFIG: path, PORT: "2" };
  applyConfigFile(readConfigFile(env), env);
  expect(env).toEqual({ CONFIG: path, PORT: "2", HOST: "127.0.0.1", STORE: "a b.db" });
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
      `${path} sets what Signpost does not know: RETENTION_DAY`,
      expect.stringMatching(/may read it: chmod 600 /),
    ]);
    chmodSync(path, 0o600);
    expect(file && oddities(file).join()).not.toMatch(/chmod|hunter2/);
  },
);

test("the program reads .env of its folder, and doctor names it", async () => {
  writeFileSync(join(place.path, ".env"), "AUTH=off\nSTORE=elsewhere.db\nRETENTION_DAYZ=1\n");
  const { stdout } = await signpost(["doctor"], { cwd: place.path });
  expect(stdout).toMatch(/ok +Settings: from \.env/);
  expect(stdout).toMatch(/note +Settings: .*RETENTION_DAYZ/);
  expect(stdout).toMatch(/local mode/);
  expect(stdout).toMatch(/elsewhere\.db does not exist yet/);
  const { status, stderr } = await signpost(["doctor"], { cwd: place.path, env: { CONFIG: "missing.env" } });
  expect([status, stderr]).toEqual([
    2,
    expect.stringMatching(/^The settings in missing\.env cannot be read/),
  ]);
});
