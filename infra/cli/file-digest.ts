import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { PassThrough } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Stop } from "./stop.ts";

/** What can be said of any file before it is sent. */
export type FileDigest = {
  readonly format: "CSV" | "NDJSON";
  readonly sha256: string;
  readonly bytes: number;
};

type Count = (source: NodeJS.ReadableStream, format: FileDigest["format"]) => Promise<void>;

/** Reads a file once, however long it is, and lets it be counted on the way. @throws Stop */
export async function digestOf(path: string, count: Count): Promise<FileDigest> {
  const format = /\.(ndjson|jsonl)$/iu.test(path) ? "NDJSON" : "CSV";
  const hash = createHash("sha256");
  const through = new PassThrough();
  let bytes = 0;
  const reading = pipeline(
    createReadStream(path),
    async function* (source: AsyncIterable<Buffer>) {
      for await (const chunk of source) {
        hash.update(chunk);
        bytes += chunk.length;
        yield chunk;
      }
    },
    through,
  );
  await Promise.all([reading, count(through, format)]).catch((cause: unknown) => {
    throw cause instanceof Stop ? cause : new Stop(`${path} cannot be read: ${wordsOf(cause)}`, 2);
  });
  return { format, sha256: hash.digest("hex"), bytes };
}

/** A file's hash and length, and nothing that is in it. @throws Stop */
export async function hashOf(path: string): Promise<Omit<FileDigest, "format">> {
  const { sha256, bytes } = await digestOf(path, async (source) => {
    for await (const _ of source);
  });
  return { sha256, bytes };
}

const wordsOf = (cause: unknown): string => (cause instanceof Error ? cause.message : "no reason was given");

/** A sum as the gateway takes it. @throws Stop */
export function exact(amount: bigint): number {
  const number = Number(amount);
  if (Number.isSafeInteger(number)) return number;
  throw new Stop("The file's total is larger than the gateway takes: split it.", 2);
}
