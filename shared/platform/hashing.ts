import { createHash } from "node:crypto";

/** The same bytes, and when they are read to their end, their SHA-256. */
export function hashing(bytes: AsyncIterable<Uint8Array>): {
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly sha256: () => string;
} {
  const hash = createHash("sha256");
  const passing = async function* passing(): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const part of bytes) {
      hash.update(part);
      yield part;
    }
  };
  return { bytes: passing(), sha256: () => hash.digest("hex") };
}
