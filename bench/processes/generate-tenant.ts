import { tenantOf } from "../attacks/tenant.ts";
import { answerWithDeliveries, setOfArguments } from "./write-deliveries.ts";

/** Writes the tenant of the data set. */
const set = setOfArguments();
answerWithDeliveries(set, tenantOf(set).recordAt);
