import { FILE_BYTES_MAX } from "./limits.ts";
import { HEAD_LENGTH } from "./format.ts";
import { Unreadable } from "./unreadable.ts";

const PIECE_BYTES_MAX = 65_536;

/**
 * The bytes of a file in pieces of a bounded size, of which the first tells format and encoding whatever the parts
 * that they came in.
 */
export async function* pieces(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let count = 0;
  let head: Uint8Array | undefined = new Uint8Array();
  for await (const part of bytes) {
    count += part.length;
    if (count > FILE_BYTES_MAX) throw tooLarge();
    const whole: Uint8Array = head === undefined ? part : Buffer.concat([head, part]);
    if (head !== undefined && whole.length < HEAD_LENGTH) {
      head = whole;
      continue;
    }
    head = undefined;
    for (let at = 0; at < whole.length; at += PIECE_BYTES_MAX) yield whole.subarray(at, at + PIECE_BYTES_MAX);
  }
  if (head !== undefined && head.length > 0) yield head;
}

const tooLarge = (): Unreadable =>
  new Unreadable(
    { code: "FILE_TOO_LARGE", reason: `A file may have ${FILE_BYTES_MAX} bytes at most.` },
    { line: 1 },
  );
