const LINE_FEED = 0x0a;

/** The same bytes, up to the first that is not UTF-8: `refuse` is told its line, and nothing more comes. */
export async function* strictUtf8(
  bytes: AsyncIterable<Uint8Array>,
  refuse: (line: number) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let lines = 1;
  for await (const part of bytes) {
    if (!decodes(decoder, part)) {
      refuse(lines + lineBreaksIn(part.subarray(0, validLength(part))));
      return;
    }
    yield part;
    lines += lineBreaksIn(part);
  }
  if (!decodes(decoder)) refuse(lines);
}

function decodes(decoder: InstanceType<typeof TextDecoder>, part?: Uint8Array): boolean {
  try {
    decoder.decode(part, { stream: part !== undefined });
    return true;
  } catch {
    return false;
  }
}

/** How far a part is good, to the line: found by halves, for it is asked once in a file's life. */
function validLength(part: Uint8Array): number {
  const tolerant = new TextDecoder("utf-8");
  const marks = (length: number): boolean =>
    tolerant.decode(part.subarray(0, length)).slice(0, -1).includes("�");
  let [good, bad] = [0, part.length];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (marks(middle)) bad = middle;
    else good = middle;
  }
  return good;
}

function lineBreaksIn(part: Uint8Array): number {
  let count = 0;
  for (let at = part.indexOf(LINE_FEED); at >= 0; at = part.indexOf(LINE_FEED, at + 1)) count += 1;
  return count;
}
