import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { startLocalCloud, type LocalCloud } from "../../infra/local/local-cloud.ts";
import { connectDynamoDb, ensureTable } from "../../infra/local/stores/stores.ts";
import { ensureAssembly } from "../../infra/local/synthesise.ts";
import { batchFiles } from "../../shared/account-batches/file-store.ts";
import { checkFile } from "../../shared/account-batches/check-file.ts";
import { uploadKey } from "../../shared/account-batches/keys.ts";
import type { Chunk } from "../../shared/account-batches/model.ts";
import { openBatch } from "../../shared/account-batches/open-batch.ts";
import { placeRow, whatBecame } from "../../shared/account-batches/place-row.ts";
import { rememberedPortfolio } from "../../shared/account-batches/remembered-portfolio.ts";
import { batchStore } from "../../shared/account-batches/store.ts";
import { OpenBatchRequest } from "../../shared/account-batches/wire.ts";
import { workChunk } from "../../shared/account-batches/work-chunk.ts";
import { debtorStore } from "../../shared/accounts/debtor-store.ts";
import { idempotencyStore } from "../../shared/accounts/idempotency-store.ts";
import { placeAccount } from "../../shared/accounts/place-account.ts";
import { accountStore } from "../../shared/accounts/store.ts";
import { agencyStore } from "../../shared/agencies/store.ts";
import { clockStore } from "../../shared/clocks/store.ts";
import { contractStore } from "../../shared/contracts/store.ts";
import { systemClock as clock } from "../../shared/kernel/time.ts";
import { placementStore } from "../../shared/placements/store.ts";
import { createOne, newReader, updateOne, type Table } from "../../shared/platform/dynamo.ts";
import { newAccountId, newBatchId } from "../../shared/platform/new-ids.ts";
import { newBucket, newObjects } from "../../shared/platform/objects.ts";
import { inParallel } from "../../shared/platform/parallel.ts";
import { newVault } from "../../shared/platform/vault.ts";
import { newWrite } from "../../shared/platform/write.ts";
import { announcement, aRow, csvFile } from "../support/account-file.ts";
import { tableAt } from "../support/table.ts";
import { newWorld } from "../support/world.ts";
import type { Memory } from "./batch-memory.ts";
import { startChild } from "./child.ts";
import type { Bench } from "./measure.ts";

const ROWS_AT_A_TIME = 8;
const BUCKET = "bench-files";

type Input = ConstructorParameters<typeof TransactWriteCommand>[0];
type BareUpdate = NonNullable<NonNullable<Input["TransactItems"]>[number]["Update"]>;

/** Rows a second through the worker's use case, against the same transactions by the bare SDK. */
export const batch: Bench = async ({ smoke }) => {
  const rows = smoke ? 400 : Number(process.env["BATCH_ROWS"] ?? 100_000);
  await ensureAssembly((line) => console.error(line));
  const cloud = await startLocalCloud();
  try {
    const table = await quietTable(cloud);
    const { chunks, work } = await file(cloud, table, rows);
    const sent = spyOn(table);
    const [ours, loop] = [{ ms: 0 }, { ms: 0 }];
    let counted = 0;
    for (const [index, chunk] of chunks.entries()) {
      sent.splice(0);
      const oursMs = await timed(() => work(chunk));
      const writes = sent.filter(({ TransactItems = [] }) => TransactItems.length > 3);
      const loopMs = await timed(() =>
        inParallel(writes, ROWS_AT_A_TIME, (input) => sendRaw(table, elsewhere(input))),
      );
      if (index === 0) continue; // warms up
      ours.ms += oursMs;
      loop.ms += loopMs;
      counted += chunk.rows;
      if (index % 10 === 0) console.error(`batch: ${counted} rows, ratio ${(loop.ms / ours.ms).toFixed(2)}`);
    }
    const rate = (counted * 1_000) / ours.ms;
    const loopRate = (counted * 1_000) / loop.ms;
    return [
      {
        bench: "batch",
        value: rate,
        unit: "rows/s",
        ratio: rate / loopRate,
        against: `the bare SDK's ${loopRate.toFixed(0)} rows/s`,
        rows: counted,
      },
      await memory(smoke, cloud),
    ];
  } finally {
    await cloud.stop();
  }
};

/** The intake's peak memory for a file ten times as large, under the options that its function is deployed with. */
async function memory(smoke: boolean, { plan }: LocalCloud) {
  const intake = plan.functions.find(({ label }) => label === "file-intake");
  const execArgv = (intake?.environment["NODE_OPTIONS"] ?? "").split(" ");
  const peak = async (rows: number): Promise<Memory> => {
    const child = startChild({ file: "batch-memory.ts", execArgv });
    const answer = await child.ask<Memory>({ rows });
    await child.stop();
    return answer;
  };
  const [few, many] = smoke ? [1_000, 10_000] : [10_000, 100_000];
  const [small, large] = [await peak(few), await peak(many)];
  return {
    bench: "batch-memory",
    value: large.peakMb,
    unit: "MB",
    ratio: large.peakMb / small.peakMb,
    against: `${small.peakMb.toFixed(0)} MB for ${few} rows instead of ${many}`,
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

async function quietTable(cloud: LocalCloud): Promise<Table> {
  const [plan] = cloud.plan.tables;
  if (plan === undefined) throw new Error("the plan has no table");
  const { port } = new URL(cloud.endpoints["AWS_ENDPOINT_URL_DYNAMODB"] ?? "");
  const dynamodb = connectDynamoDb(Number(port), cloud.plan.region);
  await ensureTable(dynamodb, { ...plan, name: "bench", streamViewType: undefined });
  dynamodb.close();
  await fetch(`${cloud.endpoints["AWS_ENDPOINT_URL_S3"]}/${BUCKET}`, { method: "PUT" });
  return tableAt(cloud.endpoints, "bench");
}

/** A checked file of so many rows, and the very work that the function does with a chunk. */
async function file(cloud: LocalCloud, table: Table, rows: number) {
  const { lenderId } = await newWorld({ table, capacity: 10_000_000 });
  const reader = newReader(table);
  const objects = newObjects(newBucket(BUCKET));
  const batches = batchStore({ reader, create: createOne(table), update: updateOne(table) });
  const files = batchFiles(objects);
  const chunks: Chunk[] = [];
  const open = openBatch({
    batches,
    idempotency: idempotencyStore(reader),
    create: createOne(table),
    newBatchId,
  });
  const request = OpenBatchRequest.parse(announcement(rows));
  const { batch: announced } = await open({
    lenderId,
    purpose: "PLACE",
    request,
    bodyHash: "",
    now: clock.now(),
  });
  const content = csvFile(Array.from({ length: rows }, () => aRow()));
  await objects.join(uploadKey(announced), "text/csv", partsOf(Buffer.from(content)));
  const check = checkFile({ batches, files, send: async (cut) => void chunks.push(...cut), clock });
  const checkMs = await timed(() => check(announced.batchId));
  console.error(`batch: ${rows} rows checked in ${(checkMs / 1_000).toFixed(1)} s`);
  const personalDataKey = cloud.plan.functions.find(({ label }) => label === "lender-api")?.environment;
  const { contracts, write } = rememberedPortfolio(
    { contracts: contractStore(reader), write: newWrite(table) },
    Date.now,
  );
  const place = placeRow({
    placeAccount: placeAccount({
      answers: whatBecame,
      accounts: accountStore(reader),
      agencies: agencyStore(reader),
      clocks: clockStore(reader),
      contracts,
      debtors: debtorStore(reader, newVault(personalDataKey?.["PERSONAL_DATA_KEY_ARN"] ?? "")),
      idempotency: idempotencyStore(reader),
      placements: placementStore(reader),
      newAccountId,
      write,
    }),
  });
  const work = workChunk({
    batches,
    files,
    inParallel: (items, each) => inParallel(items, ROWS_AT_A_TIME, each),
    treat: { PLACE: place, CHECK: place },
    report: (_row, error) => {
      throw error;
    },
    clock,
  });
  return { chunks, work: (chunk: Chunk) => work(chunk, false) };
}

async function* partsOf(content: Buffer) {
  for (let at = 0; at < content.length; at += 2 ** 20) yield content.subarray(at, at + 2 ** 20);
}

const raw = new WeakMap<Table, (command: TransactWriteCommand) => Promise<unknown>>();

/** Every transaction that a table's client wrote. */
function spyOn(table: Table): Input[] {
  const seen: Input[] = [];
  const send = table.client.send.bind(table.client) as (command: unknown) => Promise<unknown>;
  raw.set(table, send);
  Object.defineProperty(table.client, "send", {
    value: async (command: unknown) => {
      const answer = await send(command);
      if (command instanceof TransactWriteCommand) seen.push(command.input);
      return answer;
    },
  });
  return seen;
}

/** The same items under keys of their own, in a transaction of its own; what is only updated, without conditions. */
function elsewhere({ TransactItems = [] }: Input): Input {
  return {
    TransactItems: TransactItems.map(({ Put, Update }) => {
      if (Put) return { Put: { ...Put, Item: { ...Put.Item, pk: `${Put.Item?.["pk"]}~` } } };
      if (Update) return { Update: unguarded(Update) };
      throw new Error("a transaction of a row puts and updates");
    }),
  };
}

/** Counters went on since: what ours was guarded by is no longer so. */
function unguarded({ Key, TableName, UpdateExpression = "", ...guarded }: BareUpdate): BareUpdate {
  const used = <T>(members: Record<string, T> = {}) =>
    Object.fromEntries(
      Object.entries(members).filter(([name]) => RegExp(`${name}\\b`, "u").test(UpdateExpression)),
    );
  return {
    TableName,
    Key: { ...Key, pk: `${Key?.["pk"]}~` },
    UpdateExpression,
    ExpressionAttributeNames: used(guarded.ExpressionAttributeNames),
    ExpressionAttributeValues: used(guarded.ExpressionAttributeValues),
  };
}

/** As the bare SDK would: a conflict with another transaction on a counter is sent again. */
async function sendRaw(table: Table, input: Input): Promise<void> {
  for (;;) {
    try {
      await raw.get(table)?.(new TransactWriteCommand(input));
      return;
    } catch (error) {
      if (!(error instanceof Error) || !JSON.stringify(error).includes("TransactionConflict")) throw error;
    }
  }
}
