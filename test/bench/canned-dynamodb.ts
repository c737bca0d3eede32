import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { marshall } from "@aws-sdk/util-dynamodb";
import { answerParent } from "./child.ts";
import { accountItem } from "./handler-world.ts";

// A process of its own: says at once what DynamoDB would say to the calls of a callback, so that the other side's
// CPU is the SDK's alone.

const read = Buffer.from(JSON.stringify({ Item: marshall(accountItem) }));
const written = Buffer.from("{}");

const server = createServer((request, response) => {
  request.resume().on("end", () => {
    const isRead = String(request.headers["x-amz-target"]).endsWith(".GetItem");
    response.writeHead(200, { "content-type": "application/x-amz-json-1.0", "x-amzn-requestid": "canned" });
    response.end(isRead ? read : written);
  });
});

answerParent(
  async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return (server.address() as AddressInfo).port;
  },
  async () => {
    server.closeAllConnections();
    server.close();
  },
);
