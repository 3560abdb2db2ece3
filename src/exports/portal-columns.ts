import { field, fieldNames } from "../question/fields.ts";
import { headerOfLog, propertyOf, stepHeader } from "../portal/headers.ts";
import { portalWord } from "../portal/words.ts";
import { type AuthenticationDetail, type SignIn, type SignInType, signInTypes } from "../signin/sign-in.ts";
import { statusOf, unknownErrorCode } from "../signin/status.ts";
import { type Column, columnsOf, signInReader } from "./columns.ts";

/** The columns of the portal's CSV of a log, and after them the fields that the portal has no column for. */
export function portalColumns(type: SignInType): readonly Column<SignIn>[] {
  return [
    ...headerOfLog(type).map((header) => ({ header, read: reader(propertyOf(header) ?? "") })),
    ...others,
  ];
}

/** An authentication step with its sign-in. */
export interface Step {
  readonly signIn: SignIn;
  readonly step: AuthenticationDetail;
}

const stepReaders: Readonly<Record<(typeof stepHeader)[number], Column<Step>["read"]>> = {
  "Date (UTC)": ({ step }) => step.authenticationStepDateTime ?? "",
  "Request ID": ({ signIn }) => signIn.id,
  "Authentication method": ({ step }) => step.authenticationMethod ?? "",
  "Authentication method detail": ({ step }) => step.authenticationMethodDetail ?? "",
  Succeeded: ({ step }) => String(step.succeeded ?? ""),
  "Result detail": ({ step }) => step.authenticationStepResultDetail ?? "",
  Requirement: ({ step }) => step.authenticationStepRequirement ?? "",
};

/** The columns of the portal's CSV of authentication details. */
export const stepColumns: readonly Column<Step>[] = stepHeader.map((header) => ({
  header,
  read: stepReaders[header],
}));

const properties: ReadonlySet<string | undefined> = new Set(
  signInTypes.flatMap((type) => headerOfLog(type).map(propertyOf)),
);

/** A name that the portal has for a column is left to it. */
const others: readonly Column<SignIn>[] = columnsOf(
  fieldNames.filter((name) => !properties.has(name) && !properties.has(field(name).graph)),
  signInReader,
).filter(({ header }) => propertyOf(header) === undefined);

function reader(property: string): Column<SignIn>["read"] {
  switch (property) {
    case "locationText":
      return ({ location: { city = "", state = "", countryOrRegion = "" } = {} }) =>
        city + state + countryOrRegion === "" ? "" : `${city}, ${state}, ${countryOrRegion}`;
    case "reportedStatus":
      return (signIn) => portalWord(property, statusOf(signIn));
    case "errorCode":
      return ({ status: { errorCode } }) => (errorCode === unknownErrorCode ? "" : String(errorCode));
  }
  const path = property.split(".");
  return (signIn) => portalWord(property, textAt(signIn, path));
}

function textAt(signIn: SignIn, path: readonly string[]): string {
  let value: unknown = signIn;
  for (const name of path) value = (value as Readonly<Record<string, unknown>> | undefined)?.[name];
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : "";
}
