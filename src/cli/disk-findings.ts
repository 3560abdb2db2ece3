import { randomBytes } from "node:crypto";
import { existsSync, rmSync, statfsSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Finding } from "./finding.ts";

const mebibyte = 1_048_576;

/** Bytes below which a disk may be full before somebody looks. */
const scarce = 1_024 * mebibyte;

/** Whether the folders of these files can be written, and have room: SQLite makes files of its own beside each. */
export function diskFindings(paths: readonly string[]): Finding[] {
  const folders = new Set(paths.map((path) => nearestFolder(dirname(resolve(path)))));
  return [...folders].map(diskFinding);
}

function diskFinding(folder: string): Finding {
  const probe = join(folder, `.signpost-doctor-${randomBytes(6).toString("hex")}`);
  try {
    writeFileSync(probe, "", { flag: "wx" });
    rmSync(probe);
  } catch {
    return {
      level: "FIX",
      text: `Disk: nothing can be written in ${folder}. Give this account write access to it, or name files on another disk with STORE and STATE.`,
    };
  }
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  const text = `Disk: ${folder} can be written, ${gibibytes(free)} free`;
  return free < scarce
    ? {
        level: "note",
        text: `${text}. That is little: make room, or keep sign-ins for fewer days (RETENTION_DAYS).`,
      }
    : { level: "ok", text };
}

/** The folder itself, or the first above it that is there: folders that are missing are made. */
function nearestFolder(folder: string): string {
  const isFolder = existsSync(folder) && statSync(folder).isDirectory();
  return isFolder || dirname(folder) === folder ? folder : nearestFolder(dirname(folder));
}

function gibibytes(bytes: number): string {
  return `${(bytes / 1_024 / mebibyte).toFixed(1)} GiB`;
}
