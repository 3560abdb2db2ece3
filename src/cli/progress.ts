import { Presets, SingleBar } from "cli-progress";

export interface ProgressBar {
  readonly update: (value: number, total: number, text: string) => void;
  readonly stop: () => void;
}

/** A bar on stderr, drawn only where a person watches. */
export function progressBar(title: string): ProgressBar {
  if (!process.stderr.isTTY) return { update: () => {}, stop: () => {} };
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
