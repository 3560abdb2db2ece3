import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { limits } from "../../src/limits.ts";
import type { Question } from "../../src/question/question.ts";
import { memoryAlerts } from "./memory-alerts.ts";
import type { Added, Letter } from "../../src/state/letters.ts";
import type { AuditEntry, State } from "../../src/state/state.ts";
import { hostileTexts, signInQuestions } from "../question/questions.ts";

export const now = Date.parse("2026-11-25T10:00:00Z");
export const alice = { person: "alice", conversation: "19:a" };
const place = { ...alice, shared: true, timezone: "Europe/Berlin" };
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
    allowedConversations(open);
    auditTrail(open);
    letters(open);
    alerts(open);
  });
}

function allowedConversations(open: () => State): void {
  test("a conversation is allowed until it is disallowed, and no other with it", async () => {
    const state = open();
    expect(await state.isAllowed("19:a")).toBe(false);
    expect(await state.allowConversation(alice, now)).toBe(true);
    expect(await state.allowConversation({ ...alice, person: "bob" }, now)).toBe(false);
    expect([await state.isAllowed("19:a"), await state.isAllowed("19:b")]).toEqual([true, false]);
    expect(await state.disallowConversation("19:a")).toBe(true);
    expect(await state.disallowConversation("19:a")).toBe(false);
    expect(await state.isAllowed("19:a")).toBe(false);
    await state.close();
  });

  test("where somebody has their chat is as it was last", async () => {
    const state = open();
    expect(await state.personalChat("alice")).toBeUndefined();
    await state.rememberPersonalChat("alice", { conversation: "a:1", serviceUrl: "https://one/" });
    await state.rememberPersonalChat("alice", { conversation: "a:2", serviceUrl: "https://two/" });
    expect(await state.personalChat("alice")).toEqual({ conversation: "a:2", serviceUrl: "https://two/" });
    expect(await state.personalChat("bob")).toBeUndefined();
    await state.close();
  });
}

function auditTrail(open: () => State): void {
  const entry = (at: number, person: string, outcome: AuditEntry["outcome"]): AuditEntry => ({
    at,
    person,
    conversation: "19:a",
    place: "channel",
    via: "message",
    question: `failures for "${hostileTexts[0] ?? ""}"`,
    outcome,
    note: "",
  });

  test("the audit trail is read newest first, by person, outcome and time, in pages", async () => {
    const state = open();
    const entries = [
      entry(now, "alice", "answered"),
      entry(now + 1, "bob", "refused"),
      entry(now + 2, "alice", "refused"),
      entry(now + 3, "alice", "answered"),
    ];
    for (const one of entries) await state.audit(one);
    const [first, second, third, fourth] = entries;
    const all = { limit: 10, offset: 0 };
    expect(await state.readAudit(all)).toEqual({
      entries: [fourth, third, second, first],
      answered: 2,
      refused: 2,
    });
    expect(await state.readAudit({ ...all, people: ["alice"], outcome: "refused" })).toEqual({
      entries: [third],
      answered: 0,
      refused: 1,
    });
    expect(await state.readAudit({ ...all, from: now + 1, to: now + 3 })).toEqual({
      entries: [third, second],
      answered: 0,
      refused: 2,
    });
    expect((await state.readAudit({ limit: 2, offset: 3 })).entries).toEqual([first]);
    await state.close();
  });
}

const alertStep = fc.record({
  id: fc.constantFrom("a", "b", "c", "d"),
  channel: fc.constantFrom("19:soc", "19:it"),
  foldKey: fc.constantFrom("spray", "travel"),
  severity: fc.constantFrom("high", "low"),
  at: fc.nat(20),
  isClosed: fc.boolean(),
  isNew: fc.boolean(),
  message: fc.constantFrom(undefined, "card" as const, "explanation" as const),
  untold: fc.constantFrom(undefined, "card" as const, "explanation" as const),
  handled: fc.constantFrom(undefined, "acknowledged" as const, "closed" as const),
  expires: fc.option(fc.nat(12), { nil: undefined }),
});

function alerts(open: () => State): void {
  test("alerts and their threads are the same as in a plain model, whatever comes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(alertStep, { maxLength: 12 }), async (steps) => {
        const [state, model] = [open(), memoryAlerts()];
        for (const {
          id,
          channel,
          foldKey,
          severity,
          at,
          isClosed,
          isNew,
          message,
          untold,
          handled,
          expires,
        } of steps)
          for (const kept of [state.alerts, model]) {
            const held = await kept.latest(channel, foldKey);
            const names = [id, `Incident ${at % 3}`];
            const seen = { source: "signpost", id, version: `v${at}`, updated: at, isClosed, at, names };
            const alert = JSON.stringify({ title: `'; DROP TABLE alert; -- ${at}` });
            if (held === undefined || isNew)
              await kept.open({ channel, foldKey, severity, alert, count: 1, opened: at, last: at }, seen);
            else await kept.change(held.number, { alert, count: held.count + 1, last: at }, seen);
            const number = (await kept.latest(channel, foldKey))?.number ?? 0;
            if (message !== undefined) await kept.told(number, message, { id: `m${at}`, says: `s${at}` });
            if (untold !== undefined) await kept.untold(number, untold);
            const handling = { person: "p", name: "Alice '); --", at, reason: "a scanner" };
            if (handled !== undefined) await kept.handle(number, { ...handling, state: handled });
            if (isClosed) await kept.entered(number, ["bob", `carol ${at}`]);
            if (expires !== undefined) await kept.expire(expires);
          }
        const all = async (kept: State["alerts"]): Promise<unknown> => [
          await kept.active(0, 0),
          await kept.active(10, 5),
          await kept.thread(1),
          await Promise.all(steps.map(({ channel, at }) => kept.ofCard(channel, `m${at}`))),
          await kept.recent(4),
          await kept.recent(8, "19:it"),
          await kept.openedSince("19:soc", "high", 5),
          await kept.earlier({ number: 3, channel: "19:soc", foldKey: "spray" }, 3),
          await kept.openIn(1),
          await Promise.all(["a", "b", "c", "d"].map((id) => kept.seen("signpost", id))),
          await kept.seen("graph", "a"),
          await Promise.all(["A", "d", "incident 0", "INCIDENT 1"].map((name) => kept.named(name))),
        ];
        expect(await all(state.alerts)).toEqual(await all(model));
        await state.close();
      }),
      { numRuns: 100 },
    );
  });
}

function letters(open: () => State): void {
  const letter = (key: string): Letter => ({
    key,
    conversation: "19:a",
    serviceUrl: "https://smba.trafficmanager.net/emea/",
    activity: { type: "message", text: "hello" },
    deadline: now + 1_000,
  });
  const numberOf = (added: Added): number =>
    typeof added === "object" && "number" in added ? added.number : Number.NaN;

  test("a letter is put in once, whatever became of it", async () => {
    const state = open();
    const first = numberOf(await state.letters.add(letter("1"), now));
    expect(await state.letters.add(letter("1"), now)).toBe("under way");
    expect([await state.letters.begin(first), await state.letters.begin(first)]).toEqual([true, false]);
    await state.letters.finish(first, "message-1");
    expect(await state.letters.add(letter("1"), now)).toEqual({ sent: "message-1" });
    expect([await state.letters.sent("1"), await state.letters.sent("2")]).toEqual(["message-1", undefined]);
    const second = numberOf(await state.letters.add(letter("2"), now));
    expect(await state.letters.begin(second)).toBe(true);
    await state.letters.finish(second, undefined);
    expect(await state.letters.add(letter("2"), now)).toEqual({ sent: undefined });
    expect(await state.letters.afterRestart()).toEqual({ waiting: [], lost: 0 });
    await state.close();
  });

  test("after a restart those that wait are there in their order, and those that were being sent are not", async () => {
    const state = open();
    const numbers: number[] = [];
    for (const key of ["1", "2", "3", "4"]) numbers.push(numberOf(await state.letters.add(letter(key), now)));
    const [first = 0, second = 0] = numbers;
    await state.letters.begin(first);
    await state.letters.begin(second);
    await state.letters.putBack(second);
    const { waiting, lost } = await state.letters.afterRestart();
    expect([waiting.map(({ key }) => key), lost]).toEqual([["2", "3", "4"], 1]);
    expect(waiting[0]).toEqual({ ...letter("2"), number: second });
    expect((await state.letters.afterRestart()).lost).toBe(0);
    await state.close();
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
    for (let at = 0; at < limits.watches; at++) await state.addWatch(place, failures, now);
    await expect(state.addWatch(place, failures, now)).rejects.toThrow(/20 watches.*unwatch ID/);
    await state.close();
  });
}

function watches(open: () => State): void {
  test("watches belong to a conversation; ids are not given out twice", async () => {
    const state = open();
    const first = await state.addWatch(place, failures, now);
    const second = await state.addWatch({ ...place, conversation: "19:b" }, summary, now);
    const told = { told: 0, toldUpTo: now, untold: 0, suspects: [], mutedUntil: 0 };
    expect(await state.watches("19:a")).toEqual([
      { ...place, id: first.id, question: failures, since: now, ...told },
    ]);
    const suspects = [{ subject: "'; DROP TABLE watch; --", last: now, inside: ["a"] }];
    await state.followWatch(first.id, { told: 3, toldUpTo: now + 5, untold: 2, suspects });
    await state.muteWatch(first.id, now + 9);
    expect(await state.allWatches()).toMatchObject([
      { told: 3, toldUpTo: now + 5, untold: 2, suspects, mutedUntil: now + 9 },
      told,
    ]);
    expect(await state.watch(second.id)).toMatchObject({ conversation: "19:b" });
    expect(await state.removeWatch(second.id)).toBe(true);
    expect(await state.removeWatch(second.id)).toBe(false);
    expect((await state.addWatch(place, failures, now)).id).not.toBe(second.id);
    for (const id of ["", "x", "1 or 1=1", "9".repeat(40)]) expect(await state.watch(id)).toBeUndefined();
    await state.close();
  });
}
