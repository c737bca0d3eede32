import { createReadStream, createWriteStream } from "node:fs";
import { rename, rm, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import * as z from "zod";
import { reasonOf } from "./client.ts";
import type { Run } from "./command.ts";
import { jsonOr } from "./problem.ts";
import { progressOf } from "./progress.ts";
import { Stop } from "./stop.ts";
import type { Terminal } from "./terminal.ts";

/** Where a file goes, as the gateway answers an announcement. */
export const Upload = z.object({
  method: z.literal("PUT"),
  url: z.string(),
  headers: z.record(z.string(), z.string()),
});

type Sending = { readonly file: string; readonly bytes: number; readonly to: z.infer<typeof Upload> };

export async function send(terminal: Terminal, { file, bytes, to }: Sending): Promise<void> {
  const progress = progressOf("sending", terminal);
  let sent = 0;
  const counted = Readable.from(
    (async function* () {
      for await (const chunk of createReadStream(file)) {
        sent += z.instanceof(Buffer).parse(chunk).length;
        progress.at(sent, bytes);
        yield chunk;
      }
    })(),
  );
  const init: RequestInit = {
    method: to.method,
    headers: { ...to.headers, "content-length": String(bytes) },
    body: Readable.toWeb(counted),
    duplex: "half",
  };
  const { ok, status } = await fetched(terminal, to.url, init).finally(progress.end);
  if (!ok) throw new Stop(`The file was not taken: the store answered ${status}. Upload it again.`);
}

/** @throws Stop where nobody answers */
const fetched = async ({ fetch }: Terminal, url: string, init?: RequestInit): Promise<Response> =>
  fetch(url, init).catch((cause: unknown) => {
    throw new Stop(`The store cannot be reached: ${reasonOf(cause)}`);
  });

type Following = {
  readonly path: string;
  readonly doing: string;
  /** How far an answer says that it is. */
  readonly look: (text: string) => {
    readonly state: string;
    readonly done: number;
    readonly total: number;
  };
  /** What to do when nobody watches any more. */
  readonly later: string;
};

const ended = new Set(["COMPLETED", "LOADED", "ADVISED", "REFUSED", "DUPLICATE", "DONE", "WRITTEN"]);
const POLL_MS = 1_000;
/** A day: what takes longer goes on without anybody watching. */
const POLL_COUNT_MAX = 86_400;

/** @returns the last answer */
export async function follow(
  { client, terminal }: Run,
  { path, doing, look, later }: Following,
): Promise<string> {
  const progress = progressOf(doing, terminal);
  try {
    for (let n = 0; n < POLL_COUNT_MAX; n += 1) {
      const text = await client({ method: "GET", path, repeatable: true });
      const { state, done, total } = look(text);
      progress.at(done, total);
      if (ended.has(state)) return text;
      await terminal.pause(POLL_MS);
    }
  } finally {
    progress.end();
  }
  throw new Stop(later);
}

const Results = z.object({ url: z.string() });

export async function download({ client, terminal }: Run, path: string, file: string): Promise<void> {
  const { url } = Results.parse(jsonOr(await client({ method: "GET", path, repeatable: true })));
  const { ok, status, body } = await fetched(terminal, url);
  if (!ok || body === null) throw new Stop(`The results cannot be fetched: the store answered ${status}.`);
  await written(body, file);
  terminal.err(`The results are in ${file}\n`);
}

/** Written beside and moved into place, so that what is there is whole; a pipe or a terminal just gets it. @throws Stop */
async function written(results: Parameters<typeof Readable.fromWeb>[0], file: string): Promise<void> {
  const isPlain = (await stat(file).catch(() => undefined))?.isFile() ?? true;
  const beside = isPlain ? `${file}.${process.pid}` : undefined;
  try {
    await pipeline(Readable.fromWeb(results), createWriteStream(beside ?? file));
    if (beside !== undefined) await rename(beside, file);
  } catch (cause) {
    if (beside !== undefined) await rm(beside, { force: true }).catch(() => undefined);
    throw new Stop(`${file} cannot be written: ${reasonOf(cause)}`);
  }
}
