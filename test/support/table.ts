import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import { newTable, type Table } from "../../shared/platform/dynamo.ts";

/** A table of a local cloud, as the gateway's own code opens it. */
export function tableAt(endpoints: Readonly<Record<string, string>>, name: string): Table {
  Object.assign(process.env, endpoints, {
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  });
  return newTable(name);
}

/** DynamoDB's own limit of one BatchWriteItem. */
const BATCH_ITEM_COUNT_MAX = 25;

/** Items that stand before a test begins, in as few calls as can be. */
export async function putAll(
  { client, name }: Table,
  items: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  const calls = Array.from({ length: Math.ceil(items.length / BATCH_ITEM_COUNT_MAX) }, (_, n) =>
    items.slice(n * BATCH_ITEM_COUNT_MAX, (n + 1) * BATCH_ITEM_COUNT_MAX),
  ).map((part) => part.map((Item) => ({ PutRequest: { Item } })));
  await Promise.all(
    calls.map(async (part) => client.send(new BatchWriteCommand({ RequestItems: { [name]: part } }))),
  );
}
