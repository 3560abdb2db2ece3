import { cleanText, lowerGuid, property, type Column } from "./column.ts";
import { cleanName } from "./raw-columns.ts";

/**
 * Columns that are made of lists of objects. `mv-apply` is given a list of one empty object in place of an empty one,
 * since a record would be lost with its last item.
 */

const policies = cleanName("ConditionalAccessPolicies");
const networks = cleanName("NetworkLocationDetails");

/** Policies, their results, and which had which. */
export const policyColumns: readonly Column[] = made(
  ["s_policy", "s_policyTag", "s_policyResult", "s_policyOutcome", "s_policyOutcomeTag"],
  [policies],
  [
    `mv-apply s_item = iff(array_length(${policies}) > 0, ${policies}, dynamic([{}])) to typeof(dynamic) on (`,
    `extend s_itemIdText = ${cleanText(property("s_item", "id"))}, s_itemName = ${cleanText(property("s_item", "displayName"))},`,
    `s_itemResult = ${cleanText(property("s_item", "result"))}`,
    `| extend s_itemId = ${lowerGuid("s_itemIdText")}`,
    `| extend s_itemKey = coalesce(s_itemId, s_itemName)`,
    `| extend s_outcomeKey = iff(isempty(s_itemKey) or isempty(s_itemResult), "", strcat(s_itemKey, " ", s_itemResult))`,
    `| summarize s_policy = make_set_if(s_itemKey, isnotempty(s_itemKey)),`,
    `s_policyTag = make_set_if(tostring(pack_array(s_itemKey, s_itemName, "")), isnotempty(s_itemKey)),`,
    `s_policyResult = make_set_if(s_itemResult, isnotempty(s_itemResult)),`,
    `s_policyOutcome = make_set_if(s_outcomeKey, isnotempty(s_outcomeKey)),`,
    `s_policyOutcomeTag = make_set_if(tostring(pack_array(s_outcomeKey, strcat(coalesce(s_itemName, s_itemKey), ": ", s_itemResult), "")),`,
    `isnotempty(s_outcomeKey)))`,
  ],
);

/** Whether the place is trusted, where the record tells, and the names of the named locations. */
export const networkColumns: readonly Column[] = made(
  ["s_location"],
  [networks],
  [
    `mv-apply s_network = iff(array_length(${networks}) > 0, ${networks}, dynamic([{}])) to typeof(dynamic) on (`,
    `extend s_names = iff(array_length(s_network.networkNames) > 0, s_network.networkNames, dynamic([""]))`,
    `| mv-expand s_name = s_names to typeof(string)`,
    `| extend s_named = ${cleanText("s_name")}, s_kind = ${cleanText(property("s_network", "networkType"))}`,
    `| summarize s_trusting = countif(s_kind startswith "trusted"), s_locationNames = make_set_if(s_named, isnotempty(s_named)))`,
    `| extend s_location = iff(isnull(array_length(${networks})), dynamic([]),`,
    `set_union(pack_array(iff(s_trusting > 0, "trusted", "untrusted")), s_locationNames))`,
  ],
);

function made(names: readonly string[], needs: readonly string[], lines: readonly string[]): Column[] {
  const operator = lines.join(" ");
  return names.map((name) => ({ name, needs, operator }));
}
