import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { answerParent } from "./child.ts";
import type { LifeKind, Turn } from "./callback-mix.ts";
import { seedsOf, stepOf, type Recordings, type StepCalls } from "./callback-replay.ts";
import { cpuUs, spread, workedOff, type Round } from "./load.ts";

// A process of its own: the reads and the transaction of every callback by the bare SDK, and nothing else.

export type LoopQuestion =
  | {
      readonly ask: "start";
      readonly endpoint: string;
      readonly region: string;
      readonly recordings: Recordings;
      readonly kinds: readonly LifeKind[];
    }
  | { readonly ask: "round"; readonly lists: readonly (readonly Turn[])[] };

/** Accounts that are made ready at the same time. */
const AT_A_TIME = 16;

let dynamodb: DynamoDBClient;
let recordings: Recordings;

answerParent(
  (question: LoopQuestion): Promise<Round | undefined> =>
    question.ask === "start" ? start(question) : round(question.lists),
  async () => dynamodb.destroy(),
);

async function start(given: Extract<LoopQuestion, { ask: "start" }>): Promise<undefined> {
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  dynamodb = new DynamoDBClient({ endpoint: given.endpoint, region: given.region, credentials });
  recordings = given.recordings;
  const accounts = given.kinds.map((kind, life) => ({ kind, life }));
  const lists = spread(accounts.length, AT_A_TIME, (n, list) => accounts[list + n * AT_A_TIME]);
  await workedOff(lists, async (account) => {
    if (account === undefined) return;
    const { tableName: TableName } = recordings[account.kind];
    for (const seed of seedsOf(recordings[account.kind], account.life))
      await dynamodb.send(new PutItemCommand({ TableName, Item: { ...seed } }));
  });
}

async function round(lists: readonly (readonly Turn[])[]): Promise<Round> {
  const calls = lists.map((turns) =>
    turns.map(({ kind, step, life }) => stepOf(recordings[kind], step, life)),
  );
  const count = calls.reduce((sum, list) => sum + list.length, 0);
  const before = cpuUs();
  const worked = await workedOff(calls, callback);
  return { ...worked, cpuUs: (cpuUs() - before) / count };
}

async function callback({ reads, write }: StepCalls): Promise<void> {
  await Promise.all(reads.map(async (read) => dynamodb.send(new GetItemCommand(read))));
  await dynamodb.send(new TransactWriteItemsCommand(write));
}
