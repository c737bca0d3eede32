import { Webhook } from "standardwebhooks";
import { Agent, request } from "undici";
import { newPostToAgency } from "../../shared/deliveries/agency-client.ts";
import { instantOf } from "../../shared/kernel/time.ts";
import { createOne, newReader, putOne, updateOne } from "../../shared/platform/dynamo.ts";
import { newWriteBeside } from "../../shared/platform/write.ts";
import { startDynamoDbLocal } from "../../infra/local/stores/dynamodb-local.ts";
import { connectDynamoDb, ensureTable } from "../../infra/local/stores/stores.ts";
import { aSecret, anAgency } from "../support/builders.ts";
import { newLaneWorld, type LaneWorld } from "../support/lane-world.ts";
import { tableAt } from "../support/table.ts";

const REGION = "us-east-1";

/** The gateway's table on a DynamoDB Local of the bench's own. */
export async function aTable() {
  const dynamodb = await startDynamoDbLocal(undefined);
  const api = connectDynamoDb(dynamodb.port, REGION);
  const key = (name: string, type: "HASH" | "RANGE") => ({ AttributeName: name, KeyType: type });
  await ensureTable(api, {
    name: "bench",
    arn: "",
    streamArn: "",
    keySchema: [key("pk", "HASH"), key("sk", "RANGE")],
    attributes: ["pk", "sk", "list", "at"].map((name) => ({ AttributeName: name, AttributeType: "S" })),
    indexes: [
      {
        IndexName: "byList",
        KeySchema: [key("list", "HASH"), key("at", "RANGE")],
        Projection: { ProjectionType: "KEYS_ONLY" },
      },
    ],
    localIndexes: [],
    streamViewType: undefined,
    ttlAttribute: undefined,
  });
  api.close();
  const table = tableAt({ AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${dynamodb.port}` }, "bench");
  const store = {
    reader: newReader(table),
    update: updateOne(table),
    create: createOne(table),
    put: putOne(table),
    writeBeside: newWriteBeside(table),
  };
  return { store, stop: dynamodb.stop };
}

export type Lane = Awaited<ReturnType<LaneWorld["newCase"]>>;

/** An agency at a path of the receiver with so many placements, and the real use case for it. */
export async function anAgencyAt(
  origin: string,
  {
    path,
    lanes,
    store,
  }: {
    readonly path: string;
    readonly lanes: number;
    readonly store: Awaited<ReturnType<typeof aTable>>["store"];
  },
) {
  const secret = aSecret();
  const world = newLaneWorld({
    agency: anAgency({ endpointUrl: origin + path, webhookSecrets: [secret] }),
    store,
    post: newPostToAgency({ stage: "local" }),
    random: Math.random,
    time: {
      get now() {
        return instantOf(Date.now());
      },
    },
  });
  await world.setUp();
  const cases: Lane[] = [];
  for (let n = 0; n < lanes; n += 1) cases.push(await world.newCase(0));
  return { world, cases, path, secret, useCases: world.useCases() };
}

export type BenchAgency = Awaited<ReturnType<typeof anAgencyAt>>;

/** Records one event more for every placement. @returns the messages that would announce them */
export async function oneEventEach({ world, cases }: BenchAgency): Promise<readonly string[]> {
  for (let n = 0; n < cases.length; n += 16)
    await Promise.all(cases.slice(n, n + 16).map((one) => world.add(one, 1)));
  return world.queue.splice(0).map(({ body }) => body);
}

/** The floor: signs and posts bodies of the same size to the same place, and does nothing else. */
export function bareLoop(url: string, secret: string) {
  const dispatcher = new Agent({ connections: 50, allowH2: false });
  const webhook = new Webhook(secret);
  return async (id: string, text: string): Promise<void> => {
    const at = new Date();
    const { statusCode, body } = await request(url, {
      dispatcher,
      method: "POST",
      headers: {
        "content-type": "application/json",
        "webhook-id": id,
        "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
        "webhook-signature": webhook.sign(id, at, text),
      },
      body: text,
    });
    await body.dump();
    if (statusCode !== 204) throw new Error(`the receiver answered ${statusCode}`);
  };
}
