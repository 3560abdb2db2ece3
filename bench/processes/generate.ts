import { recordsOf } from "../generator/records.ts";
import { answerWithDeliveries, setOfArguments } from "./write-deliveries.ts";

/** Writes the data set. */
const set = setOfArguments();
answerWithDeliveries(set, recordsOf(set).recordAt);
