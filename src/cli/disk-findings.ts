import { randomBytes } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  readdirSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Finding } from "./finding.ts";

const mebibyte = 1_048_576;

/** Bytes below which a disk may be full before somebody looks. */
const scarce = 1_024 * mebibyte;

/** Whether the folders of these files can be written, and have room: SQLite makes files of its own beside each. */
export function diskFindings(paths: readonly string[]): Finding[] {
  const folders = new Set(paths.map((path) => nearestFolder(dirname(resolve(path)))));
  const files = paths.flatMap((path) => ["", "-wal", "-shm"].map((end) => path + end)).filter(existsSync);
  return [
    ...[...folders].map(diskFinding),
    ...files
      .filter((path) => !isWritable(path))
      .map((path): Finding => ({
        level: "FIX",
        text: `Disk: ${path} cannot be written. If another account made it, give it to that of Signpost: chown ACCOUNT ${path}`,
      })),
  ];
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function diskFinding(folder: string): Finding {
  const probe = join(folder, `.signpost-doctor-${randomBytes(6).toString("hex")}`);
  try {
    writeFileSync(probe, "", { flag: "wx" });
    rmSync(probe);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
    return {
      level: "FIX",
      text: `Disk: nothing can be written in ${folder}${code}. Give this account write access to it, or name files on another disk with STORE and STATE.`,
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

/** Whether the folder whose files are read is there. */
export function watchFolderFindings(folder: string | undefined): Finding[] {
  if (folder === undefined) return [];
  try {
    accessSync(folder, constants.R_OK);
    readdirSync(folder);
    return [{ level: "ok", text: `Folder: ${folder} is read every minute` }];
  } catch {
    return [
      {
        level: "FIX",
        text: `Folder: ${folder} (WATCH_FOLDER) cannot be read. Make it, or let this account read it.`,
      },
    ];
  }
}
