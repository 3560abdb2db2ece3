import { expect, test } from "vitest";
import { isOwnFile } from "../../src/chat/page/own-file.ts";

test.each([
  "http://127.0.0.1:3978/chat/exports/-h3gKCOnC6HKWUu2ref_B6AGOlFLx8Fn",
  "http://localhost:3978/chat/exports/a",
  "http://[::1]:3978/chat/exports/a",
])("%s is a file of the page's own server", (url) => {
  expect(isOwnFile(new URL(url), "3978")).toBe(true);
});

test.each([
  "http://127.0.0.1:3979/chat/exports/a",
  "http://127.0.0.1/chat/exports/a",
  "http://192.168.1.5:3978/chat/exports/a",
  "http://localhost.evil.example:3978/chat/exports/a",
  "http://evil.example:3978/chat/exports/a",
  "http://user@127.0.0.1:3978/chat/exports/a",
  "http://:secret@127.0.0.1:3978/chat/exports/a",
  "http://127.0.0.1:3978/api/messages",
  "http://127.0.0.1:3978/chat/exports/",
  "http://127.0.0.1:3978/chat/exports/../events",
  "http://127.0.0.1:3978/chat/exports/a/b",
  "http://127.0.0.1:3978/chat/exports/a?b",
  "http://127.0.0.1:3978/chat/exports/a#b",
  "ftp://127.0.0.1:3978/chat/exports/a",
  "javascript:alert('/chat/exports/a')",
  "file:///chat/exports/a",
])("%s is none", (url) => {
  expect(isOwnFile(new URL(url), "3978")).toBe(false);
});
