/** How many bytes tell encoding and format. */
export const headLength = 64 * 1024;

/**
 * The text of a file, without a byte order mark, piece by piece. UTF-8 and UTF-16 are told apart by their mark or by
 * their zero bytes; what is neither is Windows-1252, in which spreadsheets save CSV.
 */
export async function* decode(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const { head, all } = await peek(bytes, headLength);
  const decoder = new TextDecoder(encodingOf(head));
  for await (const chunk of all) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/** The first bytes, at least `length` of them where there are as many, and all bytes, of which those are the first piece. */
export async function peek(
  bytes: AsyncIterable<Uint8Array>,
  length: number,
): Promise<{ head: Uint8Array; all: AsyncGenerator<Uint8Array> }> {
  const iterator = bytes[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let read = 0;
  while (read < length) {
    const next = await iterator.next();
    if (next.done === true) break;
    chunks.push(next.value);
    read += next.value.length;
  }
  const head = Buffer.concat(chunks);
  return { head, all: joined(head, iterator) };
}

async function* joined(
  head: Uint8Array,
  rest: AsyncIterator<Uint8Array, unknown>,
): AsyncGenerator<Uint8Array> {
  try {
    yield head;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    // Closes the file also when only the head was wanted.
    await rest.return?.();
  }
}

function encodingOf(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  // What is read here begins with ASCII characters, whose UTF-16 form has a zero byte.
  if (head.length > 3 && head[0] !== 0 && head[1] === 0 && head[2] !== 0) return "utf-16le";
  if (head.length > 3 && head[0] === 0 && head[1] !== 0 && head[2] === 0) return "utf-16be";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return "utf-8";
  } catch {
    return "windows-1252";
  }
}
