import { bai2Reader } from "./bai2-reader.ts";
import { camtReader } from "./camt-reader.ts";
import { declaredIn, encodingOf, newDecoder, type Decoder } from "./encoding.ts";
import { formatOf } from "./format.ts";
import type { Format } from "./model.ts";
import { mt940Reader } from "./mt940-reader.ts";
import { pieces } from "./pieces.ts";
import type { Progress, TextReader } from "./progress.ts";
import { Unreadable } from "./unreadable.ts";

/** What is known of a file before it is read. */
export type TextSettings = {
  readonly format?: Exclude<Format, "CSV">;
  /** Of MT940 and BAI2, which do not declare it; UTF-8 where it is left out. */
  readonly encoding?: string;
};

const readers: Readonly<Record<Exclude<Format, "CSV">, (progress: Progress) => TextReader>> = {
  CAMT: camtReader,
  MT940: mt940Reader,
  BAI2: bai2Reader,
};

const refuse = (code: string, reason: string, line: number): never => {
  throw new Unreadable({ code, reason }, { line });
};

type Opened = { readonly reader: TextReader; readonly decoder: Decoder };

/** Reads a file piece by piece; each step is one of them. */
export async function* textSteps(
  bytes: AsyncIterable<Uint8Array>,
  settings: TextSettings,
  progress: Progress,
): AsyncGenerator<void, void, undefined> {
  let opened: Opened | undefined;
  for await (const piece of pieces(bytes)) {
    opened ??= open(piece, settings, progress);
    const { text, isBroken } = opened.decoder.decode(piece);
    opened.reader.write(text);
    if (isBroken) refuseBytes(opened);
    yield;
  }
  if (opened === undefined) return refuse("FILE_EMPTY", "The file is empty.", 1);
  const { text, isBroken } = opened.decoder.end();
  opened.reader.write(text);
  if (isBroken) refuseBytes(opened);
  opened.reader.end();
}

const refuseBytes = ({ reader }: Opened): never =>
  refuse("NOT_IN_ENCODING", "There are bytes that are no text in the file's encoding.", reader.line());

function open(head: Uint8Array, { format, encoding }: TextSettings, progress: Progress): Opened {
  const found = formatOf(head);
  if (found === undefined || found === "CSV")
    return refuse("FORMAT_UNKNOWN", "The file begins like no format that is read.", 1);
  if (format !== undefined && format !== found)
    return refuse("WRONG_FORMAT", `The file is said to be ${format} and begins like ${found}.`, 1);
  const declared = (found === "CAMT" ? declaredIn(head) : encoding) ?? "utf-8";
  const known =
    encodingOf(declared) ?? refuse("ENCODING_UNKNOWN", "The file's encoding is none that is read.", 1);
  return { reader: readers[found](progress), decoder: newDecoder(known) };
}
