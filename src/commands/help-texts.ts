/** Example sentences of help that no table of commands or fields holds. Each is understood by `parse`. */

/** Times as they are said most. */
export const usualTimes = [
  "last 24 hours",
  "last 7 days",
  "last 30 days",
  "last hour",
  "today",
  "yesterday",
  "this week",
  "last week",
  "this month",
  "last month",
  "since monday",
  "all time",
] as const;

export const timeExamples = [
  "failures last 24 hours",
  "failures yesterday",
  "failures this week",
  "failures last month",
  "failures since monday",
  "failures between 14:00 and 15:30 yesterday",
  "failures 3 nov to 5 nov",
  "all logs around 14:05",
  "failures all time",
] as const;

export const thresholdExamples = [
  "ips with more than 5 users last 7 days",
  "users with at least 10 failures last 30 days",
  "users with more than 3 countries last 30 days",
  "ips with no success last 30 days",
  "ips with 10+ failures in 10 minutes",
] as const;

export const followUpExamples = [
  "only failures",
  "and for bob",
  "without teams",
  "last 30 days",
  "by country",
  "per hour",
  "next",
  "details 3",
  "why",
  "export that",
  "clear filters",
  "show query",
] as const;

export const errorExamples = [
  "what is 50126",
  "explain AADSTS50076",
  "why 53003",
  "error 50053 last 7 days",
  "top error codes",
] as const;
