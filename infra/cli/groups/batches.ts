import { createHash } from "node:crypto";
import { basename } from "node:path";
import type { Command } from "commander";
import * as z from "zod";
import { factsOf, type FileFacts, type HeaderMap } from "../batch-file.ts";
import { bodyIn } from "../choices.ts";
import { newCommand, onRun, print, type Run } from "../command.ts";
import { download, follow, send, Upload } from "../file-transfer.ts";
import type { Group } from "../operation.ts";
import { jsonOr } from "../problem.ts";
import { Stop } from "../stop.ts";
import type { Terminal } from "../terminal.ts";

const BATCH = "bat_01JB4R0E3SH5G9V1XJ7P2M4WQC";
const PATH = "/v1/account-batches";
const CHECK_PATH = "/v1/eligibility-checks/files";

export const batchGroup: Group = {
  name: "batches",
  says: "Files of accounts",
  operations: [
    {
      name: "list",
      says: "Lists the batches",
      examples: ["batches list --all", "batches list --state PROCESSING"],
      method: "GET",
      path: PATH,
      query: [
        { flag: "--lender <lenderId>", says: "whose; finance must say", member: "lenderId" },
        { flag: "--state <state>", says: "only those in this state", member: "state" },
      ],
      paged: true,
      columns: [
        ["batch", "batchId"],
        ["state", "state"],
        ["file", "fileName"],
        ["rows", "progress.rows"],
        ["for", "purpose"],
        ["offered", "progress.offered"],
        ["rejected", "progress.rejected"],
        ["made", "createdAt"],
      ],
    },
    {
      name: "show",
      says: "Shows a batch and how far it is",
      examples: [`batches show ${BATCH}`],
      method: "GET",
      path: `${PATH}/:batchId`,
    },
    {
      name: "header-map",
      says: "Shows what your CSV headers mean",
      examples: ["batches header-map"],
      method: "GET",
      path: `${PATH}/header-map`,
    },
    {
      name: "save-header-map",
      says: "Says what your CSV headers mean, for all files from now on",
      examples: ["batches save-header-map map.json"],
      method: "PUT",
      path: `${PATH}/header-map`,
      body: "file",
    },
  ],
};

const Uploaded = z.object({
  file: z.string(),
  headerMap: z.string().exactOptional(),
  results: z.string().exactOptional(),
  check: z.boolean().default(false),
});

export function uploadCommand(terminal: Terminal): Command {
  const command = newCommand({
    name: "upload",
    says: "Counts a file, announces it, sends it and follows it until every account is answered",
    examples: [
      "batches upload accounts.csv",
      "batches upload accounts.ndjson --results results.csv",
      "batches upload accounts.csv --check --results would-be.csv",
    ],
  })
    .argument("<file>", "CSV, or NDJSON by its ending")
    .option("--header-map <file>", "JSON: what the file's own headers mean")
    .option("--check", "only tells what would become of each account, and places none")
    .option("--results <file>", "where the results go; none are fetched when left out");
  return onRun(command, terminal, upload);
}

async function upload(run: Run): Promise<void> {
  const { file, headerMap, results, check } = Uploaded.parse({ file: run.args[0], ...run.given });
  const headers = headerMap === undefined ? undefined : Headers.parse(await bodyIn(headerMap, run.terminal));
  const facts = await factsOf(file, headers ?? (await standingHeaders(run)));
  const batch = Batch.parse(jsonOr(await open(run, { file, facts, headers, check })));
  if (batch.upload !== undefined) await send(run.terminal, { file, bytes: facts.bytes, to: batch.upload });
  const text = await follow(run, {
    path: `${PATH}/${batch.batchId}`,
    doing: check ? "checking" : "placing",
    look,
    later: `The batch goes on; look again with \`gateway batches show ${batch.batchId}\`.`,
  });
  print(text, {}, run);
  const { state } = Batch.parse(jsonOr(text));
  if (state !== "COMPLETED") throw new Stop(`The file is ${state}: nothing of it was placed.`);
  if (results !== undefined) await download(run, resultsPath(batch.batchId), results);
}

const Headers = z.record(z.string(), z.string().nullable());
const HeaderMapAnswer = z.object({ headers: Headers });

/** What the file's headers mean unless it is said: as the lender saved it, for the gateway reads it so. */
async function standingHeaders({ client }: Run): Promise<HeaderMap> {
  try {
    const text = await client({ method: "GET", path: `${PATH}/header-map`, repeatable: true });
    return HeaderMapAnswer.parse(jsonOr(text)).headers;
  } catch (cause) {
    if (cause instanceof Stop && cause.status === 404) return {};
    throw cause;
  }
}

const Batch = z.object({
  batchId: z.string(),
  state: z.string(),
  progress: z.object({ rows: z.int(), received: z.int() }).catchall(z.int()),
  upload: Upload.exactOptional(),
});

type Announced = {
  readonly file: string;
  readonly facts: FileFacts;
  readonly headers: HeaderMap | undefined;
  readonly check: boolean;
};

/** What is announced is its own key: announcing the same file again finds the batch that it has. */
async function open({ client }: Run, { file, facts, headers, check }: Announced): Promise<string> {
  const body = {
    format: facts.format,
    fileName: basename(file),
    sha256: facts.sha256,
    controlTotals: { count: facts.count, amount: facts.amount },
    ...(headers && { headerMap: headers }),
  };
  const key = createHash("sha256").update(JSON.stringify(body)).digest("hex");
  return client({
    method: "POST",
    path: check ? CHECK_PATH : PATH,
    repeatable: true,
    // What is only tried may be tried again, and the answer may be another one.
    headers: check ? {} : { "idempotency-key": `cli-${key}` },
    body,
  });
}

function look(text: string) {
  const { state, progress } = Batch.parse(jsonOr(text));
  return { state, done: answeredOf(progress), total: progress.rows };
}

const answeredOf = ({
  offered = 0,
  waiting = 0,
  eligible = 0,
  rejected = 0,
  existing = 0,
  invalid = 0,
  failed = 0,
}: Readonly<Record<string, number>>): number =>
  offered + waiting + eligible + rejected + existing + invalid + failed;

export function resultsCommand(terminal: Terminal): Command {
  const command = newCommand({
    name: "results",
    says: "Fetches what became of every row",
    examples: [`batches results ${BATCH} results.csv`],
  })
    .argument("<batchId>")
    .argument("<file>", "where they go");
  return onRun(command, terminal, async (run) =>
    download(run, resultsPath(run.args[0] ?? ""), run.args[1] ?? ""),
  );
}

const resultsPath = (batchId: string): string => `${PATH}/${encodeURIComponent(batchId)}/results`;
