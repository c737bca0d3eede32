import { DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import { accountItem, callbackEvent, itemAt } from "./handler-world.ts";
import { answerParent } from "./child.ts";
import { cpuUs } from "./load.ts";
import { newTable } from "../../shared/platform/dynamo.ts";

// A process of its own: the wired function with AWS stubbed at the client, and the very calls that it makes by the
// real client. What either costs is the CPU of this process, all its threads.

export type HandlerQuestion = { readonly ask: "ours" | "sdk"; readonly count: number };

/** Microseconds of CPU for one callback. */
export type Cost = { readonly us: number };

type Send = (this: DynamoDBDocumentClient, command: unknown) => Promise<unknown>;

const realSend = Reflect.get(DynamoDBDocumentClient.prototype, "send") as Send;
let lastWrite: TransactWriteCommandInput | undefined;

Object.defineProperty(DynamoDBDocumentClient.prototype, "send", {
  value: async (command: unknown): Promise<unknown> => {
    if (command instanceof GetCommand) return { Item: itemAt.get(String(command.input.Key?.["pk"])) };
    if (command instanceof TransactWriteCommand) lastWrite = command.input;
    return {};
  },
});

const { handler } = await import("../../functions/agency-api/main.ts");
const { client, name } = newTable(process.env["TABLE_NAME"] ?? "");

answerParent(
  async ({ ask, count }: HandlerQuestion) => (ask === "ours" ? ours(count) : sdk(count)),
  async () => client.destroy(),
);

/** Few, so that keeping them costs the garbage collector nothing that a Lambda would not pay. */
const EVENTS = 100;

async function ours(count: number): Promise<Cost> {
  const events = Array.from({ length: EVENTS }, callbackEvent);
  return costOf(count, async (n) => {
    const event = events[n % EVENTS];
    const { statusCode } = (await Reflect.apply(handler, undefined, [event, {}])) as { statusCode: number };
    if (statusCode !== 202) throw new Error(`the function answered ${statusCode}`);
  });
}

async function sdk(count: number): Promise<Cost> {
  if (lastWrite === undefined) throw new Error("no callback was written yet");
  const write = lastWrite;
  const read = { TableName: name, Key: { pk: accountItem.pk, sk: accountItem.sk }, ConsistentRead: true };
  return costOf(count, async () => {
    await realSend.call(client, new GetCommand(read));
    await realSend.call(client, new TransactWriteCommand(write));
  });
}

/** One after the other, as in a Lambda. */
async function costOf(count: number, work: (n: number) => Promise<void>): Promise<Cost> {
  const before = cpuUs();
  for (let n = 0; n < count; n += 1) await work(n);
  return { us: (cpuUs() - before) / count };
}
