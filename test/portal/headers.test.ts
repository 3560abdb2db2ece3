import { expect, test } from "vitest";
import { portalFile } from "../../src/ingest/portal-csv.ts";
import { typeInName } from "../../src/ingest/sign-in-type.ts";
import { portalFileName } from "../../src/portal/files.ts";
import { headerOfLog, propertyOf, stepHeader } from "../../src/portal/headers.ts";
import { signInTypes } from "../../src/signin/sign-in.ts";

test.each(signInTypes)("the header of %s is read as the portal's, and each of its columns once", (type) => {
  const header = headerOfLog(type);
  expect(portalFile(header)).toBe("sign-ins");
  const properties = header.map(propertyOf);
  expect(new Set(properties).size).toBe(header.length);
  // What Signpost keeps nowhere.
  expect(header.filter((name) => propertyOf(name) === undefined)).toEqual(
    header.filter((name) => name.endsWith("StatusCode")),
  );
});

test("the header of authentication details is read as theirs, and no table of sign-ins that names methods", () => {
  expect(portalFile(stepHeader)).toBe("steps");
  expect(portalFile([...headerOfLog("interactiveUser"), "Authentication method"])).toBe("sign-ins");
});

test.each([
  ["InteractiveSignIns_2026-03-01_2026-03-08", "interactiveUser", false, 1],
  ["InteractiveSignIns_AuthDetails_2026-03-01_2026-03-08", "interactiveUser", true, 1],
  ["NonInteractiveSignIns_2026-03-01_2026-03-08_part2", "nonInteractiveUser", false, 2],
  ["ApplicationSignIns_2026-03-01_2026-03-08", "servicePrincipal", false, 1],
  ["MSISignIns_2026-03-01_2026-03-08", "managedIdentity", false, 1],
] as const)("%s is named so, and its name tells its log", (name, type, details, part) => {
  expect(portalFileName({ type, details, part, from: "2026-03-01", to: "2026-03-08" })).toBe(name);
  expect(typeInName(name)).toBe(type);
});
