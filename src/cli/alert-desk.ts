import type { Server } from "restify";
import { createDesk } from "../alerts/desk.ts";
import { createEntraTokens } from "../alerts/entra-token.ts";
import { createSignatures } from "../alerts/signature.ts";
import { createAlertChannels } from "../bot/alert-channels.ts";
import { mountAlerts } from "../bot/alerts-endpoint.ts";
import type { Looks } from "../bot/message.ts";
import type { Outbox } from "../bot/outbox.ts";
import type { AlertSettings, Credentials } from "../config.ts";
import { limits } from "../limits.ts";
import type { Log } from "../log.ts";
import type { State } from "../state/state.ts";
import type { Store } from "../store/store.ts";
import { keepGoing } from "./keep-going.ts";

export interface AlertDeskParts {
  readonly state: State;
  readonly store: () => Promise<Store>;
  /** Milliseconds that it may take for one question. */
  readonly storeTime: number;
  readonly outbox: Outbox;
  readonly looks: Looks;
  readonly timezone: string;
  readonly log: Log;
  readonly onRefused: (status: number) => void;
  readonly onTaken: (result: string) => void;
}

/** Where alerts come in, and what becomes of them. */
export function openAlertDesk(
  { routes, secret, senders }: AlertSettings,
  { tenantId, appId }: Credentials,
  { state, store, storeTime, outbox, looks, timezone, log, onRefused, onTaken }: AlertDeskParts,
): {
  readonly mount: (server: Server) => void;
  readonly start: (signal: AbortSignal) => void;
  readonly handled: (number: number) => void;
  readonly close: () => Promise<void>;
} {
  const channels = createAlertChannels(outbox, looks);
  const desk = createDesk({ alerts: state.alerts, store, storeTime, channels, routes, timezone, log });
  return {
    mount: (server) =>
      mountAlerts(server, {
        desk,
        signatures: secret === undefined ? undefined : createSignatures(secret),
        tokens: senders.length === 0 ? undefined : createEntraTokens(tenantId, appId),
        senders,
        log,
        onRefused,
        onTaken,
      }),
    start: (signal) =>
      void keepGoing(
        { what: "Telling alerts", round: (stopped) => desk.round(stopped), interval: limits.alertInterval },
        log,
        signal,
      ),
    handled: (number) => desk.handled(number),
    close: () => desk.close(),
  };
}
