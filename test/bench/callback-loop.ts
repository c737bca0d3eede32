import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { answerParent } from "./child.ts";
import { loopAccounts, transactionOn, type LoopAccount, type Template } from "./callback-template.ts";
import { cpuUs, spread, workedOff, type Round } from "./load.ts";

// A process of its own: the read and the transaction of a callback by the bare SDK, and nothing else.

export type LoopQuestion =
  | {
      readonly ask: "start";
      readonly endpoint: string;
      readonly region: string;
      readonly template: Template;
      readonly accounts: number;
    }
  | { readonly ask: "round"; readonly count: number; readonly concurrency: number };

let dynamodb: DynamoDBClient;
let template: Template;
let accounts: readonly LoopAccount[];
let written = 0;

answerParent(
  (question: LoopQuestion): Promise<Round | undefined> =>
    question.ask === "start" ? start(question) : round(question),
  async () => dynamodb.destroy(),
);

async function start(given: Extract<LoopQuestion, { ask: "start" }>): Promise<undefined> {
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  dynamodb = new DynamoDBClient({ endpoint: given.endpoint, region: given.region, credentials });
  template = given.template;
  accounts = loopAccounts(template, given.accounts);
  const { TableName, Item } = template.puts.account;
  for (const { pk } of accounts)
    await dynamodb.send(new PutItemCommand({ TableName, Item: { ...Item, pk: { S: pk } } }));
}

async function round({ count, concurrency }: Extract<LoopQuestion, { ask: "round" }>): Promise<Round> {
  const mine = (n: number, list: number): LoopAccount =>
    accounts[(list + n * concurrency) % accounts.length] ?? { pk: "", version: 0 };
  const before = cpuUs();
  const worked = await workedOff(spread(count, concurrency, mine), callback);
  return { ...worked, cpuUs: (cpuUs() - before) / count };
}

async function callback(account: LoopAccount): Promise<void> {
  const { TableName, ConsistentRead, Key } = template.read;
  await dynamodb.send(
    new GetItemCommand({ TableName, ConsistentRead, Key: { ...Key, pk: { S: account.pk } } }),
  );
  written += 1;
  const unique = `L${String(written).padStart(15, "0")}`;
  await dynamodb.send(new TransactWriteItemsCommand(transactionOn(template, account, unique)));
  account.version += 1;
}
