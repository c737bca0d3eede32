/** What is kept of an answer's body, and what is read of it before the connection is given up. */
const EXCERPT_BYTES_MAX = 1_024;
const READ_BYTES_MAX = 64 * 1024;

/**
 * The beginning of a body as text. A longer body than anybody should answer with, or one that does not come to
 * its end, costs the connection (leaving the loop destroys it) and not the answer: its status is known.
 */
export async function excerptOf(body: AsyncIterable<unknown>): Promise<string> {
  const kept: Uint8Array[] = [];
  let [keptBytes, readBytes] = [0, 0];
  try {
    for await (const chunk of body) {
      if (!(chunk instanceof Uint8Array)) break;
      const part = chunk.subarray(0, EXCERPT_BYTES_MAX - keptBytes);
      if (part.length > 0) kept.push(part);
      keptBytes += part.length;
      readBytes += chunk.length;
      if (readBytes > READ_BYTES_MAX) break;
    }
  } catch {
    // The status came; what was to follow it is nobody's loss.
  }
  return textOf(kept);
}

/** A character that the cut goes through is left out; what is no UTF-8 at all is shown as such. */
const textOf = (parts: readonly Uint8Array[]): string =>
  new TextDecoder().decode(Buffer.concat(parts), { stream: true });
