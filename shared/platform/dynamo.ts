import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import type { Item, Key, Replace, Update } from "../kernel/change.ts";
import { Refused } from "../kernel/problems.ts";
import { again, attempts, realPause } from "./retry.ts";
import { isConditionFailed, isTransient } from "./aws-faults.ts";
import { putInput, standingItem, updateInput } from "./transaction.ts";

export type Table = { readonly client: DynamoDBDocumentClient; readonly name: string };

/** Bounds on one call: a stuck connection is given up and tried again rather than waited for. */
const CONNECT_TIMEOUT_MS = 1_000;
const REQUEST_TIMEOUT_MS = 4_000;

export const newTable = (name: string): Table => {
  const client = new DynamoDBClient({
    requestHandler: { connectionTimeout: CONNECT_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS },
  });
  // It copies every input and output for a log that nobody reads: a tenth of a call's CPU.
  client.middlewareStack.remove("loggerMiddleware");
  return {
    name,
    client: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
  };
};

/** The reading half of a store: strongly consistent unless an index is asked. */
export type Reader = {
  readonly get: (key: Key) => Promise<unknown>;
  readonly getAll: (keys: readonly Key[]) => Promise<readonly unknown[]>;
  readonly page: (query: PageQuery) => Promise<Page>;
};

type PageQuery = {
  readonly pk: string;
  readonly prefix?: string;
  /** Only items whose sort value is at most this; for the index. */
  readonly upTo?: string;
  readonly after?: Readonly<Record<string, unknown>>;
  readonly limit: number;
  readonly index?: "byList";
  readonly newestFirst?: boolean;
};

export type Page = { readonly items: readonly unknown[]; readonly next?: Readonly<Record<string, unknown>> };

/** DynamoDB's own limit of one BatchGetItem. */
const BATCH_KEY_COUNT_MAX = 100;

export const newReader = (table: Table): Reader => ({
  get: async (key) => {
    const { Item } = await faultless(() =>
      table.client.send(new GetCommand({ TableName: table.name, Key: key, ConsistentRead: true })),
    );
    return Item;
  },
  getAll: async (keys) => {
    const found: unknown[] = [];
    for (let from = 0; from < keys.length; from += BATCH_KEY_COUNT_MAX)
      found.push(...(await batch(table, keys.slice(from, from + BATCH_KEY_COUNT_MAX))));
    return found;
  },
  page: async (query) => {
    if (query.after && !leadsOn(query, query.after))
      throw new Refused({ code: "invalid-cursor", detail: "Use a nextCursor of this very list, unchanged." });
    const { Items = [], LastEvaluatedKey } = await faultless(() =>
      table.client.send(new QueryCommand({ TableName: table.name, ...queryInput(query) })),
    );
    return { items: Items, ...(LastEvaluatedKey && { next: LastEvaluatedKey }) };
  },
});

/** A change on its own, where no decision hangs on it. False when its condition did not hold. */
export const updateOne =
  (table: Table) =>
  async (update: Update): Promise<boolean> => {
    try {
      await faultless(() => table.client.send(new UpdateCommand(updateInput(table.name, update))));
      return true;
    } catch (error) {
      if (isConditionFailed(error)) return false;
      throw error;
    }
  };

export type UpdateOne = ReturnType<typeof updateOne>;

/** An item on its own where nothing may stand yet. @returns what stands there, if something does */
export const createOne =
  (table: Table) =>
  async (item: Item): Promise<unknown> => {
    try {
      const input = {
        TableName: table.name,
        Item: item,
        ConditionExpression: "attribute_not_exists(pk)",
        ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
      };
      await faultless(() => table.client.send(new PutCommand(input)));
      return undefined;
    } catch (error) {
      if (isConditionFailed(error)) return standingItem(error);
      throw error;
    }
  };

export type CreateOne = ReturnType<typeof createOne>;

/** A whole new version of an item, where its conditions hold. @returns what stands there, where they do not */
export const replaceOne =
  (table: Table) =>
  async (change: Replace): Promise<unknown> => {
    try {
      await faultless(() => table.client.send(new PutCommand(putInput(table.name, change))));
      return undefined;
    } catch (error) {
      if (isConditionFailed(error)) return standingItem(error);
      throw error;
    }
  };

export type ReplaceOne = ReturnType<typeof replaceOne>;

/** An item of configuration as it shall be, whatever stood there. */
export const putOne =
  (table: Table) =>
  async (item: Item): Promise<void> => {
    await faultless(() => table.client.send(new PutCommand({ TableName: table.name, Item: item })));
  };

export type PutOne = ReturnType<typeof putOne>;

/** What stays transient after the SDK's own tries and ours is told to the caller as `unavailable`. */
const faultless = async <T>(call: () => Promise<T>): Promise<T> =>
  attempts(
    async () => {
      try {
        return await call();
      } catch (error) {
        if (isTransient(error)) return again;
        throw error;
      }
    },
    { count: 3, ms: 25, maxMs: 400, pause: realPause },
  );

async function batch(table: Table, keys: readonly Key[]): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  let open: readonly Record<string, unknown>[] = [...keys];
  await attempts(
    async () => {
      if (open.length === 0) return true;
      const request = { [table.name]: { Keys: [...open], ConsistentRead: true } };
      const answer = await faultless(() => table.client.send(new BatchGetCommand({ RequestItems: request })));
      found.push(...(answer.Responses?.[table.name] ?? []));
      open = answer.UnprocessedKeys?.[table.name]?.Keys ?? [];
      return open.length === 0 ? true : again;
    },
    { count: 6, ms: 50, maxMs: 1_000, pause: realPause },
  );
  return found;
}

/** A position belongs to the list that it is used for: no cursor leads into another tenant's partition. */
const leadsOn = ({ pk, index, prefix = "" }: PageQuery, after: NonNullable<PageQuery["after"]>): boolean => {
  const names = index === undefined ? ["pk", "sk"] : ["pk", "sk", "list", "at"];
  const complete = names.every((name) => typeof after[name] === "string" && after[name] !== "");
  const [partition, sort] = index === undefined ? [after["pk"], after["sk"]] : [after["list"], after["at"]];
  const extra = Object.keys(after).length > names.length;
  return complete && !extra && partition === pk && String(sort).startsWith(prefix);
};

function queryInput(query: PageQuery) {
  const [pk, sk] = query.index === undefined ? ["pk", "sk"] : ["list", "at"];
  const sort =
    query.prefix !== undefined
      ? { text: " AND begins_with(#sk, :sk)", value: query.prefix }
      : query.upTo !== undefined
        ? { text: " AND #sk <= :sk", value: query.upTo }
        : undefined;
  return {
    KeyConditionExpression: `#pk = :pk${sort?.text ?? ""}`,
    ExpressionAttributeNames: { "#pk": pk, ...(sort && { "#sk": sk }) },
    ExpressionAttributeValues: { ":pk": query.pk, ...(sort && { ":sk": sort.value }) },
    Limit: query.limit,
    ScanIndexForward: query.newestFirst !== true,
    ...(query.index ? { IndexName: query.index } : { ConsistentRead: true }),
    ...(query.after && { ExclusiveStartKey: { ...query.after } }),
  };
}
