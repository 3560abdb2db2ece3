import { setImmediate } from "node:timers/promises";
import { accessOf } from "./access.ts";
import { createBot } from "../bot/bot.ts";
import { createFileOffers, offersOf } from "../bot/file-offers.ts";
import { createFileShelf } from "../bot/file-shelf.ts";
import { downloadPath, linksTo, mountDownloads } from "../bot/downloads.ts";
import { filePath, mountChat, type LocalChat } from "../bot/local-chat.ts";
import { mountLinks } from "../bot/question-links.ts";
import { createMessenger } from "../bot/messenger.ts";
import { mountReady } from "../bot/ready.ts";
import { startServer } from "../bot/server.ts";
import { createReportRounds } from "../alerts/report-rounds.ts";
import { createWatchRounds } from "../alerts/watch-rounds.ts";
import { createSay, usualServiceUrl } from "../bot/alert-channels.ts";
import type { Analysis } from "../commands/analysis.ts";
import { createAnswerer } from "../commands/answer.ts";
import type { Deps } from "../commands/command.ts";
import { rememberingAnalysis } from "../commands/analysis.ts";
import { createReports } from "../commands/standing/report-answer.ts";
import { createWatchCheck } from "../commands/standing/watch-check.ts";
import type { Config } from "../config.ts";
import { messageOf, UserError } from "../errors.ts";
import { limits } from "../limits.ts";
import type { Lists } from "../lists.ts";
import { createLog } from "../log.ts";
import type { OpenedStore } from "./store-pool.ts";
import type { Store } from "../store/store.ts";
import { keepGoing } from "./keep-going.ts";
import { observedStore } from "../store/observed.ts";
import { openSqliteState } from "../state/sqlite/open-state.ts";
import { createMetrics, type Result } from "../metrics.ts";
import { signInTypes } from "../signin/sign-in.ts";
import { freshnessOf, readinessOf, type Freshness } from "../sync/readiness.ts";
import { serveMetrics } from "./metrics-server.ts";
import { openAlertDesk } from "./alert-desk.ts";
import { createTokens } from "../tokens.ts";
import { suggest } from "../suggestions/suggest.ts";
import { version } from "../version.ts";
import { renderCard } from "../views/render.ts";
import { plainSummary } from "../views/text.ts";

export interface Service {
  readonly url: string;
  readonly close: () => Promise<void>;
}

export interface ServiceOptions {
  readonly lists?: Lists;
  /** Path of what the bot remembers. */
  readonly state: string;
  readonly retentionDays?: number;
  /** The sign-ins are in a service elsewhere, which takes longer to answer and is asked as little as will do. */
  readonly isRemote?: boolean;
}

/**
 * The whole service: store, answers, bot, server, and in local mode the chat page. The server listens before the store
 * is ready, so that a taken port is known at once; questions wait for the store. Closing does not: its signal stops `open`.
 */
export async function startService(
  config: Config,
  open: (signal: AbortSignal) => Promise<OpenedStore>,
  source: string,
  options: ServiceOptions,
): Promise<Service & { readonly ready: Promise<OpenedStore> }> {
  const log = createLog(config.logLevel);
  const { isRemote = false } = options;
  const storeTime = isRemote ? limits.serviceTime : limits.storeTime;
  const state = openSqliteState(options.state);
  let opened: Promise<OpenedStore> | undefined;
  const tokens = config.credentials && createTokens(config.credentials);
  const access = accessOf(config, tokens, state, log);
  const { adapter, chats, findPeople, outbox } = createMessenger({
    credentials: config.credentials,
    tokens,
    state,
    log,
    targeted: config.targetedMessages,
  });
  const files = createFileShelf();
  const { publicUrl } = config;
  const home = config.credentials && { origin: publicUrl, appId: config.credentials.appId };
  const looks = { render: renderCard, summarise: plainSummary };
  const recordFile = (via: string) => (owner: string, name: string) =>
    state.audit({
      at: Date.now(),
      person: owner,
      conversation: "",
      place: "personal",
      via,
      question: `export ${name}`,
      outcome: "answered",
      note: "fetched",
    });
  const offers =
    config.credentials &&
    createFileOffers({
      ...looks,
      shelf: files,
      chats,
      record: recordFile("consent"),
      folder: `${options.state}-files`,
      log,
    });
  const deliver =
    config.credentials === undefined
      ? linksTo(files, (id) => server.url + filePath(id), ", on this machine alone")
      : offersOf(
          files,
          // Without an address there is no link to it.
          publicUrl === undefined ? undefined : linksTo(files, (id) => publicUrl + downloadPath(id), ""),
        );
  const depsOf = (store: Store, analysis: Analysis): Deps => ({
    store,
    analysis,
    access,
    version,
    source,
    lists: options.lists ?? config.lists,
    state,
    tellsWatches: config.credentials !== undefined,
    alertHandled: (number) => alertDesk?.handled(number),
    // Local mode is reached at the chat page, whose port is known when the server listens.
    home: home ?? { origin: server.url },
    retentionDays: options.retentionDays ?? 0,
  });
  const expected = config.sync ? signInTypes : [];
  const freshness = async (): Promise<Freshness> => freshnessOf((await storeOf(opened)).store, expected);
  const metrics = createMetrics(freshness);
  const bot = createBot({
    answer: async (ask, signal) => {
      const { store, analysis } = await storeOf(opened);
      let intent = "none";
      const answer = createAnswerer({
        ...depsOf(store, analysis),
        deliver,
        observe: (question) => void (intent = question.intent),
      });
      const start = performance.now();
      const ended = (result: Result): void => metrics.question(intent, result, performance.now() - start);
      try {
        const view = await answer(ask, signal);
        ended("answered");
        return view;
      } catch (error) {
        ended(signal?.aborted === true ? "late" : "failed");
        throw error;
      }
    },
    ...looks,
    chats,
    findPeople,
    offers,
    home,
    log,
    timezone: config.timezone,
    timeLimit: storeTime,
  });
  let chat: LocalChat | undefined;
  const alertDesk =
    config.alerts &&
    config.credentials &&
    openAlertDesk(config.alerts, config.credentials, {
      state,
      store: async () => (await storeOf(opened)).store,
      storeTime,
      outbox,
      looks,
      timezone: config.timezone,
      log,
      onRefused: (status) => metrics.alertRefused(status),
      onTaken: (result) => metrics.alertTaken(result),
    });
  const server = await startServer({
    config,
    adapter,
    bot,
    log,
    onRefused: (status) => metrics.activityRefused(status),
    mount: (routes) => {
      mountReady(routes, async () => readinessOf(await freshness(), Date.now()));
      if (config.credentials !== undefined) {
        mountDownloads(routes, files, recordFile("download"));
        alertDesk?.mount(routes);
        return mountLinks(routes, config.credentials.appId);
      }
      chat = mountChat(routes, {
        files,
        suggest: async (typed) => {
          // Each letter that is typed would be a query.
          const store = isRemote ? undefined : (await storeOf(opened)).store;
          const context = {
            now: new Date(),
            timezone: config.timezone,
            weekStart: "monday",
            locale: "en-GB",
          } as const;
          return suggest(typed, context, store, AbortSignal.timeout(limits.suggestionTime));
        },
      });
    },
  });
  await outbox.resume();
  const metricsServer = await startMetrics().catch(async (error: unknown) => {
    await server.close();
    throw error;
  });
  const stop = new AbortController();
  // In the next turn: the caller gets to listen for Ctrl-C before the work begins.
  opened = setImmediate().then(async () => {
    const { store, analysis } = await open(stop.signal);
    return { store: observedStore(store, (call, time) => metrics.storeCalled(call, time)), analysis };
  });
  opened.catch(() => {});
  alertDesk?.start(stop.signal);
  if (config.credentials !== undefined) {
    const depsNow = async (): Promise<Deps> => {
      const { store, analysis } = await storeOf(opened);
      return depsOf(store, analysis);
    };
    const { timezone } = config;
    const telling = { state, say: createSay(outbox, looks), serviceUrl: usualServiceUrl, log };
    const watches = createWatchRounds({
      ...telling,
      store: async () => (await storeOf(opened)).store,
      startRound: async () => {
        const deps = await depsNow();
        return createWatchCheck({ ...deps, analysis: rememberingAnalysis(deps.analysis) }, timezone);
      },
    });
    const reports = createReportRounds({
      ...telling,
      make: async (...report) => createReports(await depsNow(), timezone)(...report),
      timezone,
    });
    const interval = limits.watchInterval;
    void keepGoing({ what: "Looking at watches", round: watches, interval }, log, stop.signal);
    void keepGoing({ what: "Making reports", round: reports, interval }, log, stop.signal);
  }
  const close = async (): Promise<void> => {
    stop.abort(new UserError("Stopped before the store was ready."));
    chat?.close();
    metricsServer?.close();
    await server.close();
    await offers?.close();
    // What waits for the service of Teams does not hold up the end: the next start sends it.
    await outbox.close();
    await alertDesk?.close();
    const found = await opened?.catch(() => undefined);
    await found?.store.close();
    await state.close();
  };
  return { url: server.url, ready: opened, close };

  async function startMetrics(): Promise<{ close: () => void } | undefined> {
    const { host, metricsPort } = config;
    return metricsPort === undefined ? undefined : serveMetrics(metrics, host, metricsPort);
  }
}

function storeOf(opened: Promise<OpenedStore> | undefined): Promise<OpenedStore> {
  return opened ?? Promise.reject(new Error("the store is not open yet"));
}

/** Ends the service on Ctrl-C and on a stop of the system, and the process with it; a second signal ends it at once. */
export function closeOnSignals({ close }: Pick<Service, "close">): void {
  let closing = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (closing) process.exit(130);
      closing = true;
      close().then(
        () => process.exit(0),
        (error: unknown) => {
          console.error(messageOf(error));
          process.exit(1);
        },
      );
    });
  }
}
