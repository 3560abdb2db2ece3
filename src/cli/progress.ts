import { Presets, SingleBar } from "cli-progress";

export interface ProgressBar {
  readonly update: (value: number, total: number, text: string) => void;
  readonly stop: () => void;
}

/** A bar on stderr, drawn only where a person watches; elsewhere silence, or its title once if it is to be announced. */
export function progressBar(title: string, elsewhere: "silent" | "announced" = "silent"): ProgressBar {
  if (!process.stderr.isTTY) {
    let silent = elsewhere === "silent";
    const update = (): void => {
      if (!silent) console.error(`${title} …`);
      silent = true;
    };
    return { update, stop: () => {} };
  }
  const bar = new SingleBar(
    {
      format: `${title} {bar} {percentage}% {text}`,
      hideCursor: true,
      clearOnComplete: true,
      stream: process.stderr,
    },
    Presets.shades_classic,
  );
  let started = false;
  return {
    update: (value, total, text) => {
      if (!started) bar.start(total, 0, { text });
      started = true;
      bar.setTotal(Math.max(total, value));
      bar.update(value, { text });
    },
    stop: () => bar.stop(),
  };
}
