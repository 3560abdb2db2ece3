import type { MessagingError } from "@azure/event-hubs";
import { identityHint } from "./problem.ts";

/** Whether a hub says that it never had the event after which it was to go on: it has been made anew. */
export function isOffsetUnknown(error: Error | MessagingError): boolean {
  return (
    ["ArgumentError", "ArgumentOutOfRangeError"].includes(codeOf(error)) && /\boffset\b/i.test(error.message)
  );
}

/** What keeps an event hub from being received, with what to do: of the library's own words the code alone. */
export function hubProblem(error: Error | MessagingError, eventHubName: string): string {
  const code = codeOf(error);
  if (/Authentication|Credential/.test(code)) return `No token for Event Hubs was given. ${identityHint}.`;
  switch (code) {
    case "UnauthorizedError":
      return `Access to the event hub ${eventHubName} was refused. Give the identity that reads (AZURE_CLIENT_ID and its companions, else the bot) the role Azure Event Hubs Data Receiver on it or on its namespace; it takes effect after some minutes.`;
    case "MessagingEntityNotFoundError":
      return `There is no event hub ${eventHubName}, or not this consumer group. Azure makes it with the first record of its category: stream that in Entra's diagnostic settings, or name the hubs that there are with EVENT_HUBS.`;
    case "ENOTFOUND":
    case "ServiceCommunicationError":
      return `The namespace of the event hub ${eventHubName} is not found. Check EVENT_HUBS_NAMESPACE, and that this machine resolves names of Azure.`;
    case "ReceiverDisconnectedError":
    case "QuotaExceededError":
      return `Somebody else reads the event hub ${eventHubName} with the same consumer group, which has one reader only. Give Signpost one of its own with EVENT_HUBS_CONSUMER_GROUP.`;
    case "ArgumentError":
    case "ArgumentOutOfRangeError":
      if (isOffsetUnknown(error))
        return `The event hub ${eventHubName} has been made anew, or its events are gone: all that it holds is received from its beginning.`;
  }
  return `The event hub ${eventHubName} could not be read (${code}). It is tried again; what was received is kept. If it stays so, check that this machine reaches port 5671 of the namespace.`;
}

function codeOf(error: Error | MessagingError): string {
  const code = "code" in error ? error.code : undefined;
  return typeof code === "string" && /^\w{1,60}$/.test(code) ? code : error.name;
}
