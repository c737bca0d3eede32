import {
  DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  type AttributeValue,
  type GetItemCommandInput,
  type TransactWriteItemsCommandInput,
} from "@aws-sdk/client-dynamodb";
import type { AwsCall } from "../../infra/local/lambda/lambda-protocol.ts";
import type { CloudQuestion, PlacedCase } from "./callback-cloud.ts";
import { agencyCase, lifeKinds, lives, type MixType } from "./callback-mix.ts";
import { keyOf, writeUnitsOf, type Item, type Recording, type Recordings } from "./callback-replay.ts";
import { requestBytes } from "./keep-alive-line.ts";
import { rounded } from "./measure.ts";
import type { World } from "./callback-world.ts";

/** What a callback of one type costs: its calls, and the write units of its transaction. */
export type Cost = { readonly calls: Readonly<Record<string, number>>; readonly writeUnits: number };

type Step = { readonly type: MixType; readonly calls: readonly AwsCall[]; readonly writeUnits: number };

export type Recorded = {
  readonly recordings: Recordings;
  readonly costs: Readonly<Record<string, Cost>>;
};

/** One account of every kind, reported of one callback after the other, with every call that the function made. */
export async function recorded(world: World): Promise<Recorded> {
  const dynamodb = new DynamoDBClient({
    endpoint: world.dynamodb,
    region: world.region,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  try {
    const steps: Step[] = [];
    const recordings: [string, Recording][] = [];
    for (const [n, kind] of lifeKinds.entries()) {
      const placed = world.placements[n];
      if (placed === undefined) throw new Error("too few accounts were placed");
      const life = await livedThrough(world, dynamodb, { placed, types: lives[kind] });
      steps.push(...life.steps);
      recordings.push([kind, life.recording]);
    }
    return { recordings: Object.fromEntries(recordings) as Recordings, costs: costsOf(steps) };
  } finally {
    dynamodb.destroy();
  }
}

type Life = { readonly placed: PlacedCase; readonly types: readonly MixType[] };

async function livedThrough(world: World, dynamodb: DynamoDBClient, { placed, types }: Life) {
  const agency = agencyCase(world.seat, placed);
  const ulid = placed.placementId.slice("plc_".length, -"_1".length);
  const before = await partition(dynamodb, world.table, `ACCOUNT#acc_${ulid}`);
  const steps: Step[] = [];
  for (const type of types) {
    await world.child.ask({ ask: "idle" } satisfies CloudQuestion); // no worker comes in between
    const from = (await callsFrom(world, 0)).length;
    const { path, headers, body } = agency.say(type);
    const answer = await world.lines[0]?.send(requestBytes(path, { host: world.host, ...headers }, body));
    const text = String(answer?.body);
    if (answer?.status !== 202 || !text.includes('"ACCEPTED"')) throw new Error(`${type}: ${text}`);
    if (type === "dispute.raised") agency.heard(text);
    const calls = (await callsFrom(world, from)).filter((call) => !isCached(call));
    steps.push({ type, calls, writeUnits: writeUnitsOf(await written(dynamodb, calls)) });
  }
  const touched = new Set(steps.flatMap(({ calls }) => keysOf(calls)));
  const seeds = before.filter(({ pk, sk }) => touched.has(`${pk?.S} ${sk?.S}`));
  return {
    steps,
    recording: { ulid, tableName: world.table, seeds, steps: undisturbed(steps.map(stepCalls)) },
  };
}

const callsFrom = (world: World, from: number): Promise<readonly AwsCall[]> =>
  world.child.ask({ ask: "calls", from } satisfies CloudQuestion);

/** Agency, key and dialect are read anew, and the quota is topped up, every few seconds and not every time. */
const isCached = ({ operation, body }: AwsCall): boolean => {
  const { Key } = body as { readonly Key?: { readonly pk: { readonly S: string } } };
  return /^(?:AGENCY|KEY|DIALECT|RATE)#/u.test(Key?.pk.S ?? "") && /^(?:Get|Update)Item$/u.test(operation);
};

function stepCalls({ type, calls }: Step): Recording["steps"][number] {
  const reads = calls.filter(({ operation }) => operation === "GetItem");
  const [write, ...more] = calls.filter(({ operation }) => operation === "TransactWriteItems");
  if (write === undefined || more.length > 0 || calls.length !== reads.length + 1)
    throw new Error(`${type} is no longer reads and one transaction`);
  const { TransactItems } = write.body as TransactWriteItemsCommandInput; // each replay gets a token of its own
  return { type, reads: reads.map(({ body }) => body as GetItemCommandInput), write: { TransactItems } };
}

/**
 * Between two callbacks workers changed the account as well; the loop has none. There, each callback finds the
 * version that the one before it wrote.
 */
function undisturbed(steps: Recording["steps"]): Recording["steps"] {
  let standing: AttributeValue | undefined;
  return steps.map(({ write, ...step }) => {
    const actions = (write.TransactItems ?? []).map(({ Put, ...other }) => {
      if (Put?.Item?.["sk"]?.S !== "ACCOUNT") return Put === undefined ? other : { Put };
      const found = standing;
      standing = Put.Item["version"];
      const names = Object.keys(Put.ExpressionAttributeValues ?? {});
      const values = found && Object.fromEntries(names.map((name) => [name, found]));
      return { Put: { ...Put, ...(values && { ExpressionAttributeValues: values }) } };
    });
    return { ...step, write: { TransactItems: actions } };
  });
}

const actionsOf = (calls: readonly AwsCall[]) =>
  calls.flatMap(({ body }) => (body as Partial<TransactWriteItemsCommandInput>).TransactItems ?? []);

const keysOf = (calls: readonly AwsCall[]): readonly string[] =>
  actionsOf(calls).map((action) => `${keyOf(action).pk} ${keyOf(action).sk}`);

/** The items of a transaction as they stand after it. */
async function written(dynamodb: DynamoDBClient, calls: readonly AwsCall[]): Promise<readonly Item[]> {
  return Promise.all(
    actionsOf(calls).map(async (action) => {
      const { pk, sk } = keyOf(action);
      const { TableName } = action.Put ?? action.Update ?? {};
      const Key = { pk: { S: pk }, sk: { S: sk } };
      return (await dynamodb.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }))).Item ?? {};
    }),
  );
}

async function partition(dynamodb: DynamoDBClient, tableName: string, pk: string): Promise<readonly Item[]> {
  const { Items = [] } = await dynamodb.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": { S: pk } },
      ConsistentRead: true,
    }),
  );
  return Items;
}

/** By type, what its callbacks cost on average. */
function costsOf(steps: readonly Step[]): Recorded["costs"] {
  const types = [...new Set(steps.map(({ type }) => type))];
  const costs = types.map((type): readonly [string, Cost] => {
    const same = steps.filter((step) => step.type === type);
    const names = same.flatMap(({ calls }) => calls.map(nameOf));
    const share = (name: string): number => names.filter((one) => one === name).length / same.length;
    const calls = [...new Set(names)].map((name) => [name, rounded(share(name), 3)]);
    const units = same.reduce((sum, { writeUnits }) => sum + writeUnits, 0) / same.length;
    return [type, { calls: Object.fromEntries(calls), writeUnits: rounded(units, 1) }];
  });
  return Object.fromEntries(costs);
}

/** Reads are told apart by what they read. */
const nameOf = ({ operation, body }: AwsCall): string => {
  const { Key } = body as { readonly Key?: { readonly sk: { readonly S: string } } };
  return Key === undefined ? operation : `${operation} ${Key.sk.S.split("#")[0]}`;
};
