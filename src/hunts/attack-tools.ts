import { acceptedCodes } from "./codes.ts";
import { valueOf } from "./events.ts";
import { userLogs, type Event, type Hunt } from "./hunt.ts";
import { findNewcomers } from "./newcomers.ts";

/**
 * Parts of user agents by which tools give themselves away: those of attackers (AzureHound, TeamFiltration's old
 * Electron, Kali365), the libraries and programs that scripts use for HTTP, and what Exchange says of old mail programs.
 * After rules of Sigma and Elastic. What people's own programs send as well (PowerShell, Electron at large) is not here.
 */
const tools = [
  "azurehound",
  "kali365",
  "electron/8.5.1",
  "fasthttp",
  "axios/",
  "python-requests",
  "python-httpx",
  "python-urllib",
  "aiohttp",
  "go-http-client",
  "curl/",
  "bav2ropc",
  "cbainprod",
  "cbaintar",
];

/** Wrong passwords are for the hunts for guessing: here somebody is in, or nearly so. */
export const attackTools = {
  name: "attack-tools",
  words: [
    "attack tool",
    "attack tools",
    "attacker tools",
    "hacking tools",
    "hacker tools",
    "bad user agents",
    "suspicious user agents",
    "suspicious user agent",
    "tools of attackers",
  ],
  summary: "A user signs in with a tool that names itself and is new for them.",
  explanation:
    "Scripts and attackers' tools that name themselves, in sign-ins that got in or whose password was right, by a user who had not used them before. Developers' scripts look the same; who hides the tool is not found.",
  thresholds: { baseline: "P30D" },
  fixed: `in, or with the right password, by a user agent with ${tools.join(", ")}`,
  found: "not seen before",
  by: ["user", "userAgent"],
  logs: userLogs,
  reads: {
    where: [
      { field: "userAgent", is: tools },
      { field: "errorCode", is: ["0", ...acceptedCodes] },
    ],
    fields: ["user", "userAgent", "ip", "country", "app", "status", "errorCode"],
  },
  find: (events, settings) =>
    findNewcomers(events.map(withTool), settings, ["ip", "country", "app", "errorCode"]),
} as const satisfies Hunt;

/** The event with the tool in the place of its whole user agent: the next version of a known tool is nothing new. */
function withTool(event: Event): Event {
  const agent = valueOf(event, "userAgent")?.key.toLowerCase() ?? "";
  const tool = tools.find((one) => agent.includes(one)) ?? agent;
  return { ...event, values: { ...event.values, userAgent: [{ key: tool }] } };
}
