import { clientAppSpellings, modernClientApps } from "../../signin/client-apps.ts";
import { spellingsOf } from "../../ingest/spellings.ts";
import { fieldNames, type FieldName } from "../../question/fields.ts";
import { statuses } from "../../signin/sign-in.ts";
import { interruptCodes } from "../../signin/status.ts";
import { cleanText, extend, lowerGuid, property, type Column } from "./column.ts";
import { networkColumns, policyColumns } from "./lists.ts";
import { text, texts, verbatim, whole } from "./literals.ts";
import { mfaColumns } from "./mfa-columns.ts";
import { cleanColumns, cleanName } from "./raw-columns.ts";
import type { RawColumn } from "./tables.ts";

/**
 * How a field stands in a query.
 * - `value`: a text, "" for unknown.
 * - `entity`: the id, and in another column its tag.
 * - `values`, `entities`: arrays of these, each once.
 *
 * A tag is the JSON of id, name and alias: what tells an entity under one name from the same under another.
 */
export interface FieldColumn {
  readonly form: "value" | "entity" | "values" | "entities";
  readonly column: string;
  readonly tag: string;
  /** True where a later copy of a record does not change it, so that it can be asked for before copies are compared. */
  readonly isFixed: boolean;
  /** All values there are, where the query makes them itself. */
  readonly closed?: readonly string[];
  /** The id among the columns of the tables, by which a record can be passed over before it is read any further. */
  readonly idColumn?: RawColumn;
}

interface Definition {
  readonly form: FieldColumn["form"];
  readonly columns: readonly Column[];
  readonly isFixed?: true;
  readonly closed?: readonly string[];
  readonly idColumn?: RawColumn;
}

/** The milliseconds, the code and the status of a sign-in, which every question needs. */
export const errorCode = "s_code";
export const status = "s_status";

const c = cleanName;

const codeColumns: readonly Column[] = [
  extend(errorCode, `coalesce(tolong(${property(c("Status"), "errorCode")}), tolong(${c("ResultType")}))`, [
    c("Status"),
    c("ResultType"),
  ]),
  extend(
    status,
    `case(${errorCode} == 0, "success", ${errorCode} in (${[...interruptCodes].map(whole).join(", ")}), "interrupted", "failure")`,
    [errorCode],
  ),
];

/** One entry a field: how a query makes it of the tables' columns, as `read` of question/fields.ts does of a sign-in. */
const definitions: Record<FieldName, Definition> = {
  type: { form: "value", columns: [], isFixed: true },
  status: { form: "value", columns: [], closed: statuses },
  errorCode: value("errorCode", `tostring(${errorCode})`, [errorCode]),
  user: entity(
    "user",
    {
      id: `coalesce(${c("UserId")}, s_upn, s_userName)`,
      name: "s_userName",
      alias: "s_upn",
      needs: [c("UserId"), "s_upn", "s_userName"],
      made: [
        extend("s_upn", `tolower(${c("UserPrincipalName")})`, [c("UserPrincipalName")]),
        // As the reader has it: a record that names nobody else names its user there.
        extend(
          "s_userName",
          `iff(isempty(${c("UserDisplayName")}) and isempty(${c("ServicePrincipalName")}), ${c("Identity")}, ${c("UserDisplayName")})`,
          [c("UserDisplayName"), c("ServicePrincipalName"), c("Identity")],
        ),
      ],
    },
    { isFixed: true, idColumn: "UserId" },
  ),
  userType: value("userType", oneOf(c("UserType"), ["member", "guest"]), [c("UserType")], {
    closed: ["member", "guest"],
  }),
  app: named("app", "AppId", "AppDisplayName"),
  resource: named("resource", "ResourceIdentity", "ResourceDisplayName"),
  resourceId: plain("resourceId", "ResourceIdentity"),
  servicePrincipal: principal("servicePrincipal"),
  managedIdentity: principal("managedIdentity"),
  ip: { ...plain("ip", "IPAddress"), isFixed: true },
  city: inJson("city", "LocationDetails", "city"),
  state: inJson("state", "LocationDetails", "state"),
  country: {
    form: "value",
    columns: [
      extend("s_countryText", cleanText(property(c("LocationDetails"), "countryOrRegion")), [
        c("LocationDetails"),
      ]),
      // Of a place in words, the tables have the country alone.
      extend(
        "s_countryWritten",
        `coalesce(s_countryText, iff(${c("Location")} contains ",", "", ${c("Location")}))`,
        ["s_countryText", c("Location")],
      ),
      extend("s_country", `iff(strlen(s_countryWritten) == 2, toupper(s_countryWritten), s_countryWritten)`, [
        "s_countryWritten",
      ]),
    ],
  },
  coordinates: {
    form: "value",
    columns: [
      extend("s_latitude", `todouble(${property(c("LocationDetails"), "geoCoordinates", "latitude")})`, [
        c("LocationDetails"),
      ]),
      extend("s_longitude", `todouble(${property(c("LocationDetails"), "geoCoordinates", "longitude")})`, [
        c("LocationDetails"),
      ]),
      // Of 0/0, which stands for an unknown place, and of what is no place on earth, nothing is made.
      extend(
        "s_coordinates",
        `iff(isnull(s_latitude) or isnull(s_longitude) or (s_latitude == 0 and s_longitude == 0)` +
          ` or s_latitude > 90 or s_latitude < -90 or s_longitude > 180 or s_longitude < -180, "", ` +
          `strcat(${property(c("LocationDetails"), "geoCoordinates", "latitude")}, ",", ` +
          `${property(c("LocationDetails"), "geoCoordinates", "longitude")}))`,
        ["s_latitude", "s_longitude", c("LocationDetails")],
      ),
    ],
  },
  clientApp: value(
    "clientApp",
    mapped(`tolower(${c("ClientAppUsed")})`, clientAppSpellings, c("ClientAppUsed")),
    [c("ClientAppUsed")],
  ),
  clientKind: value(
    "clientKind",
    `case(isempty(s_clientApp), "", s_clientApp in ${texts([...modernClientApps])}, "modern", "legacy")`,
    ["s_clientApp"],
    { closed: ["modern", "legacy"] },
  ),
  os: inJson("os", "DeviceDetail", "operatingSystem"),
  browser: inJson("browser", "DeviceDetail", "browser"),
  device: entity("device", {
    id: "coalesce(s_deviceId, s_deviceName)",
    name: "s_deviceName",
    needs: ["s_deviceId", "s_deviceName"],
    made: [
      extend("s_deviceIdText", cleanText(property(c("DeviceDetail"), "deviceId")), [c("DeviceDetail")]),
      extend("s_deviceId", lowerGuid("s_deviceIdText"), ["s_deviceIdText"]),
      extend("s_deviceName", cleanText(property(c("DeviceDetail"), "displayName")), [c("DeviceDetail")]),
    ],
  }),
  compliant: flag("compliant", property(c("DeviceDetail"), "isCompliant"), c("DeviceDetail")),
  managed: flag("managed", property(c("DeviceDetail"), "isManaged"), c("DeviceDetail")),
  conditionalAccess: value(
    "conditionalAccess",
    mapped(squeezed(c("ConditionalAccessStatus")), spellingsOf("conditionalAccessStatus"), '""'),
    [c("ConditionalAccessStatus")],
    { closed: ["success", "failure", "notApplied"] },
  ),
  policy: { form: "entities", columns: policyColumns },
  policyResult: { form: "values", columns: policyColumns },
  policyOutcome: { form: "entities", columns: policyColumns },
  mfa: { form: "value", columns: mfaColumns, closed: ["satisfied", "failed", "none"] },
  mfaHow: {
    form: "value",
    columns: mfaColumns,
    closed: ["prompt", "claim", "skipped", "denied", "notCompleted"],
  },
  authMethod: { form: "values", columns: mfaColumns },
  promptReason: properties("promptReason", "SessionLifetimePolicies", "expirationRequirement"),
  mfaRequiredBy: properties("mfaRequiredBy", "AuthenticationRequirementPolicies", "requirementProvider"),
  protocol: value(
    "protocol",
    mapped(
      squeezed(c("AuthenticationProtocol")),
      spellingsOf("authenticationProtocol"),
      c("AuthenticationProtocol"),
    ),
    [c("AuthenticationProtocol")],
  ),
  risk: value("risk", riskOf(c("RiskLevelDuringSignIn"), c("RiskLevelAggregated")), [
    c("RiskLevelDuringSignIn"),
    c("RiskLevelAggregated"),
  ]),
  riskState: plain("riskState", "RiskState"),
  riskEvent: {
    form: "values",
    columns: [
      extend("s_riskEvents", textList("RiskEventTypes_V2"), [c("RiskEventTypes_V2"), `r_RiskEventTypes_V2`]),
      extend("s_riskEventsBefore", textList("RiskEventTypes"), [c("RiskEventTypes"), `r_RiskEventTypes`]),
      extend(
        "s_riskEvent",
        "set_union(iff(array_length(s_riskEvents) > 0, s_riskEvents, s_riskEventsBefore), dynamic([]))",
        ["s_riskEvents", "s_riskEventsBefore"],
      ),
    ],
  },
  location: { form: "values", columns: networkColumns },
  homeTenant: value("homeTenant", `coalesce(${c("HomeTenantName")}, ${c("HomeTenantId")})`, [
    c("HomeTenantName"),
    c("HomeTenantId"),
  ]),
  resourceTenant: plain("resourceTenant", "ResourceTenantId"),
  sessionId: plain("sessionId", "SessionId"),
  asn: value(
    "asn",
    `iff(tolong(${c("AutonomousSystemNumber")}) == 0, "", tostring(tolong(${c("AutonomousSystemNumber")})))`,
    [c("AutonomousSystemNumber")],
  ),
  flagged: flag("flagged", c("FlaggedForReview"), c("FlaggedForReview")),
  agent: {
    form: "value",
    closed: ["true", "false"],
    columns: [
      extend("s_agentType", cleanText(property(c("Agent"), "agentType")), [c("Agent")]),
      extend("s_agent", `case(isempty(s_agentType), "", s_agentType == "notAgentic", "false", "true")`, [
        "s_agentType",
      ]),
    ],
  },
  requestId: { form: "value", columns: [], isFixed: true },
  originalRequestId: plain("originalRequestId", "OriginalRequestId"),
  correlationId: { ...plain("correlationId", "CorrelationId"), isFixed: true, idColumn: "CorrelationId" },
  userAgent: plain("userAgent", "UserAgent"),
  failureReason: {
    form: "value",
    columns: [
      extend("s_statusReason", cleanText(property(c("Status"), "failureReason")), [c("Status")]),
      extend(
        "s_failureReason",
        `iff(${errorCode} == 0, "", coalesce(s_statusReason, ${c("ResultDescription")}))`,
        [errorCode, "s_statusReason", c("ResultDescription")],
      ),
    ],
  },
  mfaDetail: { form: "value", columns: mfaColumns },
};

/** How each field stands in a query. */
export const fieldColumns = Object.fromEntries(
  fieldNames.map((name): [FieldName, FieldColumn] => {
    const { form, isFixed = false, closed, idColumn } = definitions[name];
    const column = name === "requestId" ? "s_id" : `s_${name}`;
    return [
      name,
      {
        form,
        column,
        tag: `s_${name}Tag`,
        isFixed,
        ...(closed !== undefined && { closed }),
        ...(idColumn !== undefined && { idColumn }),
      },
    ];
  }),
) as Record<FieldName, FieldColumn>;

/** Every column that a query can make, by its name. */
export const columns: ReadonlyMap<string, Column> = new Map(
  [...cleanColumns, ...codeColumns, ...fieldNames.flatMap((name) => definitions[name].columns)].map(
    (column) => [column.name, column],
  ),
);

function value(
  name: FieldName,
  expression: string,
  needs: readonly string[],
  more: Pick<Definition, "closed"> = {},
): Definition {
  return { form: "value", columns: [extend(`s_${name}`, expression, needs)], ...more };
}

function plain(name: FieldName, column: RawColumn): Definition {
  return value(name, c(column), [c(column)]);
}

function inJson(name: FieldName, column: RawColumn, key: string): Definition {
  return value(name, cleanText(property(c(column), key)), [c(column)]);
}

interface EntityParts {
  readonly id: string;
  readonly name: string;
  readonly alias?: string;
  readonly needs: readonly string[];
  readonly made?: readonly Column[];
}

function entity(
  name: FieldName,
  { id, name: shown, alias = '""', needs, made = [] }: EntityParts,
  more: Pick<Definition, "isFixed" | "idColumn"> = {},
): Definition {
  const column = `s_${name}`;
  return {
    form: "entity",
    columns: [
      ...made,
      extend(column, id, needs),
      extend(
        `${column}Tag`,
        `iff(isempty(${column}), "", tostring(pack_array(${column}, ${shown}, ${alias})))`,
        [column, ...needs],
      ),
    ],
    ...more,
  };
}

function named(name: FieldName, id: RawColumn, shown: RawColumn): Definition {
  const parts = { id: `coalesce(${c(id)}, ${c(shown)})`, name: c(shown), needs: [c(id), c(shown)] };
  return entity(name, parts, { isFixed: true, idColumn: id });
}

/** Service principals of both logs stand in the same columns. */
function principal(name: "servicePrincipal" | "managedIdentity"): Definition {
  const [id, shown] = [c("ServicePrincipalId"), c("ServicePrincipalName")];
  return entity(
    name,
    { id: `iff(s_type == "${name}", coalesce(${id}, ${shown}), "")`, name: shown, needs: [id, shown] },
    { isFixed: true },
  );
}

function flag(name: FieldName, expression: string, column: string): Definition {
  const word = `tolower(${expression})`;
  const made = `case(${word} in ("true", "yes", "1"), "true", ${word} in ("false", "no", "0"), "false", "")`;
  return value(name, made, [column], { closed: ["true", "false"] });
}

/** Texts of a property of the objects in a list, each once. */
function properties(name: FieldName, column: RawColumn, key: string): Definition {
  const item = `s_${name}Item`;
  const operator =
    `mv-apply ${item} = iff(array_length(${c(column)}) > 0, ${c(column)}, dynamic([{}])) to typeof(dynamic) on ` +
    `(extend s_text = ${cleanText(property(item, key))} | summarize s_${name} = make_set_if(s_text, isnotempty(s_text)))`;
  return { form: "values", columns: [{ name: `s_${name}`, needs: [c(column)], operator }] };
}

/** A list of texts, or texts joined by commas; no list at all is an empty one. */
function textList(column: RawColumn): string {
  const separated = `split(replace_regex(trim(${verbatim("[\\s,]+")}, r_${column}), ${verbatim("\\s*,[\\s,]*")}, ","), ",")`;
  return `case(isnotnull(array_length(${c(column)})), ${c(column)}, r_${column} matches regex ${verbatim("^[\\s,]*$")}, dynamic([]), ${separated})`;
}

/** A text without spaces and punctuation, in lower case. */
function squeezed(expression: string): string {
  return `tolower(replace_regex(${expression}, ${text("[^A-Za-z0-9\u0080-\uffff]+")}, ""))`;
}

/** What a text in lower case stands for; another one is as `otherwise` says. */
function mapped(expression: string, meanings: ReadonlyMap<string, string>, otherwise: string): string {
  const meant = [...new Set(meanings.values())].map((meaning) => {
    const words = [...meanings].filter(([, one]) => one === meaning).map(([word]) => word);
    return `${expression} in ${texts(words)}, ${text(meaning)}`;
  });
  return `case(${meant.join(", ")}, ${otherwise})`;
}

function oneOf(expression: string, values: readonly string[]): string {
  return mapped(squeezed(expression), new Map(values.map((one) => [one, one])), '""');
}

/** The higher of two levels; a managed identity has the second by default, so that it says nothing. */
function riskOf(during: string, aggregated: string): string {
  const levels = ["high", "medium", "low", "none"].map(
    (level) =>
      `${during} == "${level}" or (s_type != "managedIdentity" and ${aggregated} == "${level}"), "${level}"`,
  );
  return `case(${levels.join(", ")}, "")`;
}
