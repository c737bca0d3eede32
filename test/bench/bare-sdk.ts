import { DynamoDBClient, GetItemCommand, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";

// The least that a function can import that reads and writes the table: what every cold start pays anyway.

const dynamodb = new DynamoDBClient();

export const handler = async ({ read, write }: Calls): Promise<unknown> => [
  await dynamodb.send(new GetItemCommand(read)),
  await dynamodb.send(new TransactWriteItemsCommand(write)),
];

type Calls = {
  readonly read: ConstructorParameters<typeof GetItemCommand>[0];
  readonly write: ConstructorParameters<typeof TransactWriteItemsCommand>[0];
};
