import { clientAppSpellings, modernClientApps } from "../../signin/client-apps.ts";
import { spellingsOf } from "../../ingest/spellings.ts";
import { fieldNames, type FieldName } from "../../question/fields.ts";
import { statuses } from "../../signin/sign-in.ts";
import { interruptCodes } from "../../signin/status.ts";
import { cleanText, extend, lowerGuid, property, type Column } from "./column.ts";
import { mapped, oneOf, riskOf, squeezed, textList } from "./expressions.ts";
import {
  entity,
  flag,
  inJson,
  named,
  plain,
  principal,
  properties,
  value,
  type Definition,
  type FieldColumn,
} from "./field-definition.ts";
import { networkColumns, policyColumns } from "./lists.ts";
import { texts, whole } from "./literals.ts";
import { mfaColumns } from "./mfa-columns.ts";
import { cleanColumns, cleanName as c } from "./raw-columns.ts";

/** The milliseconds, the code and the status of a sign-in, which every question needs. */
export const errorCode = "s_code";
export const status = "s_status";

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
  sessionId: { ...plain("sessionId", "SessionId"), idColumn: "SessionId" },
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
  requestId: { form: "value", columns: [], isFixed: true, idColumn: "Id" },
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
