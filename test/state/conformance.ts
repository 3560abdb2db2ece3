import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { limits } from "../../src/limits.ts";
import type { Question } from "../../src/question/question.ts";
import type { State } from "../../src/state/state.ts";
import { hostileTexts, signInQuestions } from "../question/questions.ts";

export const now = Date.parse("2026-11-25T10:00:00Z");
export const alice = { person: "alice", conversation: "19:a" };
export const failures: Question = {
  intent: "list",
  where: [{ field: "status", is: ["failure"] }],
  window: { from: "now-7d", to: "now" },
  notUnderstood: [],
};
const summary: Question = { intent: "summary", where: [], notUnderstood: [] };

/** The promises of `src/state/state.ts`, shown on a backend. `open` gives an empty state. */
export function stateConformance(name: string, open: () => State): void {
  describe(`${name} keeps the promises of the port:`, () => {
    conversations(open);
    savedQuestions(open);
    watches(open);
  });
}

function conversations(open: () => State): void {
  test("the last question is that of one person in one conversation", async () => {
    const state = open();
    await state.rememberQuestion(alice, failures, now);
    await state.rememberQuestion({ ...alice, conversation: "19:b" }, summary, now);
    expect(await state.lastQuestion(alice, now)).toEqual(failures);
    expect(await state.lastQuestion({ ...alice, conversation: "19:b" }, now)).toEqual(summary);
    expect(await state.lastQuestion({ ...alice, person: "bob" }, now)).toBeUndefined();
    await state.rememberQuestion(alice, summary, now + 1);
    expect(await state.lastQuestion(alice, now + 1)).toEqual(summary);
    await state.close();
  });

  test("an answer that was slower than the next one is not remembered over it", async () => {
    const state = open();
    await state.rememberQuestion(alice, summary, now + 5);
    await state.rememberQuestion(alice, failures, now);
    expect(await state.lastQuestion(alice, now + 5)).toEqual(summary);
    await state.close();
  });

  test("a question is followed up for a shift, and then forgotten", async () => {
    const state = open();
    await state.rememberQuestion(alice, failures, now);
    expect(await state.lastQuestion(alice, now + limits.conversationTime - 1)).toEqual(failures);
    expect(await state.lastQuestion(alice, now + limits.conversationTime)).toBeUndefined();
    await state.close();
  });
}

function savedQuestions(open: () => State): void {
  test("saved questions are a person's own, and their names do not depend on case", async () => {
    const state = open();
    expect(await state.saveQuestion("alice", { name: "VIP failures", question: failures }, now)).toBe("new");
    expect(await state.saveQuestion("alice", { name: "vip Failures", question: summary }, now)).toBe(
      "replaced",
    );
    expect(await state.savedQuestions("alice")).toEqual([{ name: "vip Failures", question: summary }]);
    expect(await state.savedQuestions("bob")).toEqual([]);
    expect(await state.forgetQuestion("bob", "vip failures")).toBe(false);
    expect(await state.forgetQuestion("alice", "VIP FAILURES")).toBe(true);
    expect(await state.savedQuestions("alice")).toEqual([]);
    await state.close();
  });

  test("any question is kept as it is, whatever it is called", async () => {
    const state = open();
    await fc.assert(
      fc.asyncProperty(signInQuestions, fc.constantFrom(...hostileTexts), async (question, name) => {
        await state.saveQuestion(name, { name, question }, now);
        expect(await state.savedQuestions(name)).toEqual([{ name, question }]);
      }),
      { numRuns: 200 },
    );
    await state.close();
  });

  test("a person has so many saved questions and watches, and is told what to do about it", async () => {
    const state = open();
    for (let at = 0; at < limits.savedQuestions; at++)
      await state.saveQuestion("alice", { name: `q${at}`, question: failures }, now);
    await expect(state.saveQuestion("alice", { name: "more", question: failures }, now)).rejects.toThrow(
      /50 saved questions.*forget NAME/,
    );
    expect(await state.saveQuestion("alice", { name: "q0", question: summary }, now)).toBe("replaced");
    expect(await state.saveQuestion("bob", { name: "more", question: failures }, now)).toBe("new");
    for (let at = 0; at < limits.watches; at++) await state.addWatch(alice, failures, now);
    await expect(state.addWatch(alice, failures, now)).rejects.toThrow(/20 watches.*unwatch ID/);
    await state.close();
  });
}

function watches(open: () => State): void {
  test("watches belong to a conversation; ids are not given out twice", async () => {
    const state = open();
    const first = await state.addWatch(alice, failures, now);
    const second = await state.addWatch({ ...alice, conversation: "19:b" }, summary, now);
    expect(await state.watches("19:a")).toEqual([{ ...alice, id: first.id, question: failures, since: now }]);
    expect(await state.watch(second.id)).toMatchObject({ conversation: "19:b" });
    expect(await state.removeWatch(second.id)).toBe(true);
    expect(await state.removeWatch(second.id)).toBe(false);
    expect((await state.addWatch(alice, failures, now)).id).not.toBe(second.id);
    for (const id of ["", "x", "1 or 1=1", "9".repeat(40)]) expect(await state.watch(id)).toBeUndefined();
    await state.close();
  });
}
