import { existsSync } from "node:fs";
import { createAnswerer } from "../commands/answer.ts";
import { readRetention } from "../config.ts";
import { StoreFailure, UserError } from "../errors.ts";
import type { Home } from "../links/own.ts";
import { limits } from "../limits.ts";
import { readLists } from "../lists.ts";
import { parse } from "../question/parse/parse.ts";
import { settings } from "../settings.ts";
import { isKusto, sayStoreAddress, type StoreAddress } from "../store/address.ts";
import { failingStore } from "../store/failing-store.ts";
import type { Store } from "../store/store.ts";
import { version } from "../version.ts";
import { renderCard } from "../views/render.ts";
import { renderText } from "../views/text.ts";
import { demoFile, openDemoStore } from "./demo-store.ts";
import { answerStream, deliverInTerminal, warnOfNoFile } from "./export-file.ts";
import { namedLists } from "./named-lists.ts";
import { openStore } from "./open-store.ts";
import { openMemory } from "./own-memory.ts";
import { progressBar } from "./progress.ts";
import { questionText } from "./question-text.ts";
import { sourceOf } from "./source.ts";
import { resolved } from "../question/resolved.ts";
import { toType } from "./to-type.ts";

export interface AskOptions {
  readonly store?: StoreAddress | undefined;
  readonly demo?: true | undefined;
  readonly json?: true | undefined;
  readonly card?: true | undefined;
  readonly now?: Date | undefined;
  readonly timezone: string;
  readonly as?: string | undefined;
  readonly output?: string | undefined;
  readonly fresh?: true | undefined;
}

interface AskDefaults {
  readonly store: StoreAddress;
  /** Path of the demo's file. */
  readonly demo: string;
}

/** `signpost ask TEXT`: the answer as text, as data or as a card. The terminal's user owns the store and may see all. */
export async function ask(
  words: readonly string[],
  options: AskOptions,
  defaults: AskDefaults,
): Promise<void> {
  const text = await questionText(words);
  const now = options.now ?? new Date();
  const context = { now, timezone: options.timezone, weekStart: "monday", locale: "en-GB" } as const;
  // Read first: a text that cannot be a question is refused before any store is opened.
  let question = parse(text, context);
  const configured = readLists(process.env["LISTS"] ?? "");
  const { store, source, demo, at } = await openFor(options, defaults, now);
  const lists = namedLists(configured, demo);
  const state = openMemory(at);
  try {
    const answer = createAnswerer({
      store,
      access: { readers: "everyone" },
      version,
      source,
      lists,
      deliver: deliverInTerminal(options),
      home: home(),
      ...(state !== undefined && { state }),
      observe: (answered) => (question = answered),
    });
    const asker = options.as === undefined ? {} : { id: options.as };
    const view = await answer({
      text,
      asker,
      now,
      timezone: options.timezone,
      locale: "en-GB",
      shared: false,
      place: "terminal",
      patience: at.kind === "sqlite" ? limits.storeTime : limits.serviceTime,
      // Every question of this terminal's user follows the one before.
      conversation: "terminal",
      ...(options.fresh === true && { fresh: true as const }),
    });
    const out = answerStream(options);
    if (options.card === true) out.write(`${JSON.stringify(renderCard(view), undefined, 2)}\n`);
    else if (options.json === true)
      out.write(`${JSON.stringify({ question: resolved(question, context), answer: view }, undefined, 2)}\n`);
    else out.write(renderText(view, terminal()));
    warnOfNoFile(view, options);
  } finally {
    await Promise.all([store.close(), state?.close()]);
  }
}

/** What questions are answered from, and beside which store they are remembered. */
interface Opened {
  readonly store: Store;
  readonly source: string;
  readonly demo: boolean;
  readonly at: StoreAddress;
}

async function openFor(options: AskOptions, defaults: AskDefaults, now: Date): Promise<Opened> {
  const at = options.store ?? defaults.store;
  const isMeant = options.store !== undefined || (process.env["STORE"] ?? "").trim() !== "" || isThere(at);
  if (isMeant && options.demo !== true) {
    if (!isThere(at)) {
      const named = sayStoreAddress(at);
      throw new UserError(`There is no store ${named}. Make it with: ${toType(["import", "FILE"], named)}`);
    }
    const store = await openStore(at, { readonly: true }).catch(failingWhereItIsSilent);
    return { store, source: sourceOf(at, readRetention(process.env, isKusto(at))), demo: false, at };
  }
  if (options.demo !== true)
    console.error(
      "No store yet, so this is answered from demo data. `signpost import FILE` brings your own.\n",
    );
  const path = options.store === undefined ? defaults.demo : demoFile(options.store);
  const bar = progressBar("Making the demo company's sign-ins", "announced");
  const store = await openDemoStore(path, now, {
    onProgress: ({ records, expected }) => bar.update(records, expected, `${records} sign-ins`),
  });
  bar.stop();
  return { store, source: "demo data", demo: true, at: { kind: "sqlite", path } };
}

/** What needs no store, such as what an error code means, is answered without one. */
function failingWhereItIsSilent(error: unknown): Store {
  if (error instanceof StoreFailure) return failingStore(error);
  throw error;
}

/** A service is taken for being there: that it is not is said when it is asked. */
function isThere(address: StoreAddress): boolean {
  return address.kind !== "sqlite" || existsSync(address.path);
}

/** Where the bot of these settings is reached: what is asked here can be sent to others. */
function home(): Home {
  const address = settings.PUBLIC_URL.schema.safeParse(process.env["PUBLIC_URL"]).data;
  return address === undefined ? {} : { origin: new URL(address).origin };
}

function terminal(): { width: number; colour: boolean } {
  const { stdout, env } = process;
  const colour = stdout.isTTY && (env["NO_COLOR"] ?? "") === "" && env["TERM"] !== "dumb";
  // A pipe has no width of its own: COLUMNS may say one.
  const width = stdout.columns ?? (Number(env["COLUMNS"]) || 100);
  return { width: Math.min(Math.max(width, 40), 140), colour };
}
