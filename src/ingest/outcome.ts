import type { SignIn, Status } from "../signin/sign-in.ts";
import { unknownErrorCode } from "../signin/status.ts";
import type { Reason } from "./quarantine.ts";
import { compact, fieldsOf, type Fields, squeeze, textOf, wholeOf } from "./values.ts";

type Outcome = Pick<SignIn, "status" | "reportedStatus">;

/**
 * How a sign-in ended. A number counts before words: the code in `status`, then the record's result type; then a code in
 * the text ("AADSTS50126: …"); last the words "Success" or "Failure". The source's verdict is kept where it is one in
 * its own right (the portal's column) or where no code backs it.
 */
export function outcomeOf(fields: Fields): Outcome | Reason {
  const status = fieldsOf(fields.get("status"));
  const written = [status.get("errorcode"), fields.get("errorcode"), fields.get("resulttype")];
  const reason = textOf(status.get("failurereason")) ?? textOf(fields.get("resultdescription"));
  const code = written.map(wholeOf).find((number) => number !== undefined) ?? codeIn(reason);
  const verdict = verdictOf(textOf(fields.get("reportedstatus")));
  const result = verdict ?? verdictOf(textOf(fields.get("resulttype")));
  if (code === undefined && result === undefined) {
    return written.some((value) => textOf(value) !== undefined) ? "bad value in errorCode" : "no result";
  }
  const errorCode = code ?? (result === "success" ? 0 : unknownErrorCode);
  const reportedStatus = errorCode === unknownErrorCode ? result : verdict;
  return {
    status: {
      errorCode,
      ...compact({
        failureReason: errorCode === 0 ? undefined : reason,
        additionalDetails: textOf(status.get("additionaldetails")),
      }),
    },
    ...(reportedStatus === undefined ? {} : { reportedStatus }),
  };
}

function codeIn(reason = ""): number | undefined {
  return wholeOf(/\bAADSTS(\d{4,9})\b/.exec(reason)?.[1]);
}

/** Words of portals and exports, squeezed. */
const verdicts = new Map<string, Status>([
  ["success", "success"],
  ["succeeded", "success"],
  ["failure", "failure"],
  ["failed", "failure"],
  ["interrupted", "interrupted"],
  ["operationreussie", "success"],
  ["reussite", "success"],
  ["echec", "failure"],
  ["interrompu", "interrupted"],
  ["interrompue", "interrupted"],
  ["correcto", "success"],
  ["operacioncorrecta", "success"],
  ["error", "failure"],
  ["erroneo", "failure"],
  ["interrumpido", "interrupted"],
]);

function verdictOf(text: string | undefined): Status | undefined {
  return text === undefined ? undefined : verdicts.get(squeeze(text));
}
