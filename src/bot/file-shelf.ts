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
  readonly put: (file: ChatFile, owner?: string) => string;
  /** Undefined where there is none, or its time is over. */
  readonly find: (id: string) => (ChatFile & { readonly owner: string }) | undefined;
}

interface Options {
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
  /** Milliseconds. */
  readonly lifetime?: number;
  readonly most?: number;
  /** Files of one person: nobody takes the others' places. */
  readonly mostOfOne?: number;
}

/** A shelf in memory: it holds how files are made, not the files. */
export function createFileShelf({
  clock = Date.now,
  lifetime = limits.exportLinkTime,
  most = limits.exportLinks,
  mostOfOne = limits.exportLinksOfOne,
}: Options = {}): FileShelf {
  const files = new Map<
    string,
    { readonly file: ChatFile; readonly owner: string; readonly until: number }
  >();
  return {
    put(file, owner = "") {
      const id = randomBytes(24).toString("base64url");
      const theirs = [...files].filter(([, held]) => held.owner === owner).map(([held]) => held);
      const excess = owner === "" ? 0 : Math.max(0, theirs.length + 1 - mostOfOne);
      for (const oldest of theirs.slice(0, excess)) files.delete(oldest);
      files.set(id, { file, owner, until: clock() + lifetime });
      for (const [oldest, { until }] of files) {
        if (files.size <= most && until > clock()) break;
        files.delete(oldest);
      }
      return id;
    },
    find(id) {
      const kept = files.get(id);
      return kept !== undefined && clock() < kept.until ? { ...kept.file, owner: kept.owner } : undefined;
    },
  };
}
