import { DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { itemAt } from "../handler-world.ts";

// The whole callback function, with AWS stubbed at the client.

Object.defineProperty(DynamoDBDocumentClient.prototype, "send", {
  value: async (command: unknown): Promise<unknown> =>
    command instanceof GetCommand ? { Item: itemAt.get(String(command.input.Key?.["pk"])) } : {},
});

export { handler } from "../../../functions/agency-api/main.ts";
