/**
 * Remembers keys for a while: true if the key was given before, less than `milliseconds` ago. Beyond `capacity` the
 * oldest keys are forgotten, so what senders choose never fills the memory.
 */
export function createRecent(capacity: number, milliseconds: number): (key: string, now: number) => boolean {
  const seen = new Map<string, number>();
  return (key, now) => {
    const at = seen.get(key);
    if (at !== undefined && now - at < milliseconds) return true;
    seen.delete(key);
    seen.set(key, now);
    const [oldest] = seen.keys();
    if (seen.size > capacity && oldest !== undefined) seen.delete(oldest);
    return false;
  };
}
