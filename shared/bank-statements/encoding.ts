/** Encodings that banks use, by the names under which they are declared. */
const labels: Readonly<Record<string, string>> = {
  "utf-8": "utf-8",
  utf8: "utf-8",
  "us-ascii": "utf-8",
  ascii: "utf-8",
  "iso-8859-1": "latin1",
  "iso8859-1": "latin1",
  latin1: "latin1",
  "iso-8859-15": "iso-8859-15",
  "windows-1252": "windows-1252",
};

/** @returns undefined for an encoding that is not read here */
export const encodingOf = (declared: string): string | undefined => labels[declared.trim().toLowerCase()];

/** What an XML declaration says, from the first bytes of a file. */
export function declaredIn(head: Uint8Array): string | undefined {
  const text = new TextDecoder("latin1").decode(head.subarray(0, DECLARATION_LENGTH_MAX));
  return /^(?:ï»¿)?<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/u.exec(text)?.[1];
}
const DECLARATION_LENGTH_MAX = 256;

export type Decoder = {
  /** The text of these bytes; `isBroken` when they are good only so far. */
  readonly decode: (bytes: Uint8Array) => Decoded;
  readonly end: () => Decoded;
};

type Decoded = { readonly text: string; readonly isBroken: boolean };

const whole = (text: string): Decoded => ({ text, isBroken: false });

export function newDecoder(encoding: string): Decoder {
  if (encoding === "utf-8") return strictUtf8();
  const decoder = new TextDecoder(encoding);
  return {
    decode: (bytes) => whole(decoder.decode(bytes, { stream: true })),
    end: () => whole(decoder.decode()),
  };
}

/** Characters that are cut between two pieces are kept until they are whole; a byte order mark is left out. */
function strictUtf8(): Decoder {
  let rest: Uint8Array = new Uint8Array();
  let isFirst = true;
  const withoutMark = (text: string): string => {
    const marked = isFirst && text.startsWith("\uFEFF");
    if (text !== "") isFirst = false;
    return marked ? text.slice(1) : text;
  };
  return {
    decode: (bytes) => {
      const all = rest.length === 0 ? bytes : joined(rest, bytes);
      const cut = all.length - unfinished(all);
      rest = all.slice(cut);
      const decoded = decodedUtf8(all.subarray(0, cut));
      return { ...decoded, text: withoutMark(decoded.text) };
    },
    end: () => ({ text: "", isBroken: rest.length > 0 }),
  };
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const all = new Uint8Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}

/** How many bytes at the end begin a character that goes on behind them. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return sizeOf(byte) > back ? back : 0;
  }
  return 0;
}

const sizeOf = (lead: number): number => {
  if (lead >= 0xf0) return 4;
  return lead >= 0xe0 ? 3 : 2;
};

const strictDecoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

const strict = (bytes: Uint8Array): string | undefined => {
  try {
    return strictDecoder.decode(bytes);
  } catch {
    return undefined;
  }
};

function decodedUtf8(bytes: Uint8Array): Decoded {
  const text = strict(bytes);
  return text === undefined ? { text: goodPart(bytes), isBroken: true } : whole(text);
}

/** The characters before the first bad byte, found by halves: asked once in a file's life. */
function goodPart(bytes: Uint8Array): string {
  let [good, bad] = [0, bytes.length];
  const upTo = (length: number): Uint8Array => {
    const part = bytes.subarray(0, length);
    return part.subarray(0, length - unfinished(part));
  };
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (strict(upTo(middle)) === undefined) bad = middle;
    else good = middle;
  }
  return strict(upTo(good)) ?? "";
}
