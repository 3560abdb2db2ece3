import { randomBytes } from "node:crypto";
import { limits } from "../limits.ts";

/** A file that is made while it is read. */
export interface ChatFile {
  readonly name: string;
  /** As the header has it. */
  readonly contentType: string;
  readonly content: (signal?: AbortSignal) => AsyncIterable<string | Uint8Array>;
}

/** Files that somebody asked for, until they fetch them. Whoever knows the id gets the file; nobody can guess it. */
export interface FileShelf {
  /** Keeps a file for a while, under the id that it returns. */
  readonly put: (file: ChatFile) => string;
  /** Undefined where there is none, or its time is over. */
  readonly find: (id: string) => ChatFile | undefined;
}

interface Options {
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
  /** Milliseconds. */
  readonly lifetime?: number;
  readonly most?: number;
}

/** A shelf in memory: it holds how files are made, not the files. */
export function createFileShelf({
  clock = Date.now,
  lifetime = limits.exportLinkTime,
  most = limits.exportLinks,
}: Options = {}): FileShelf {
  const files = new Map<string, { readonly file: ChatFile; readonly until: number }>();
  return {
    put(file) {
      const id = randomBytes(24).toString("base64url");
      files.set(id, { file, until: clock() + lifetime });
      for (const [oldest, { until }] of files) {
        if (files.size <= most && until > clock()) break;
        files.delete(oldest);
      }
      return id;
    },
    find(id) {
      const kept = files.get(id);
      return kept !== undefined && clock() < kept.until ? kept.file : undefined;
    },
  };
}
