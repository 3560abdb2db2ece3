import type { MessageActivity } from "./activities.ts";

/** Hands an activity to the bot. Resolves with what to tell the person where that failed, else with undefined. */
export async function postActivity(activity: MessageActivity): Promise<string | undefined> {
  try {
    const response = await fetch("/api/messages", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(activity),
    });
    return response.ok ? undefined : explain(response.status);
  } catch {
    return (
      "The bot can't be reached. Look whether it still runs in its terminal (npm start), then press ArrowUp and " +
      "Enter to send again."
    );
  }
}

function explain(status: number): string {
  if (status === 413) return "That is too long for the bot (HTTP 413). Send a shorter text.";
  if (status === 429)
    return "The bot has too much to do (HTTP 429). Wait a moment, then press ArrowUp and Enter.";
  if (status < 500) {
    return `The bot refused the message (HTTP ${status}). Reload this page from the address that the terminal shows.`;
  }
  return `The bot failed (HTTP ${status}). The reason is in the terminal where it runs; then press ArrowUp and Enter.`;
}
