import type {
  AttributeValue,
  GetItemCommandInput,
  Put,
  TransactWriteItemsCommandInput,
} from "@aws-sdk/client-dynamodb";
import type { AwsCall } from "../../infra/local/lambda/lambda-protocol.ts";

/** The two calls of one real callback, as they went over the wire. */
export type Template = {
  readonly read: GetItemCommandInput;
  readonly puts: Readonly<Record<Part, Put>>;
};

const parts = ["receipt", "payment", "account", "event"] as const;
type Part = (typeof parts)[number];

type Item = NonNullable<Put["Item"]>;

const partOf = ({ sk }: Item): Part => (sk?.S ?? "").split("#")[0]?.toLowerCase() as Part;

export function templateOf(calls: readonly AwsCall[]): Template {
  const reads = calls
    .filter(({ operation }) => operation === "GetItem")
    .map(({ body }) => body as GetItemCommandInput);
  const writes = calls.filter(({ operation }) => operation === "TransactWriteItems");
  const read = reads.findLast(({ Key }) => Key?.["sk"]?.S === "ACCOUNT");
  const write = writes.at(-1)?.body as TransactWriteItemsCommandInput | undefined;
  const puts = Object.fromEntries(
    (write?.TransactItems ?? []).map(({ Put }) => [partOf(Put?.Item ?? {}), Put]),
  ) as Template["puts"];
  if (read === undefined || Object.keys(puts).sort().join() !== parts.toSorted().join())
    throw new Error(`a payment callback is no longer one read and four items: ${Object.keys(puts).join()}`);
  return { read, puts };
}

/** An account of the bare loop: where it is and how far it got. */
export type LoopAccount = { readonly pk: string; version: number };

export const loopAccounts = ({ puts }: Template, count: number): readonly LoopAccount[] => {
  const like = puts.account.Item?.["pk"]?.S ?? "";
  const version = Number(puts.account.Item?.["version"]?.N);
  return Array.from({ length: count }, (_, n) => {
    const mark = `LOOP${String(n).padStart(6, "0")}`;
    return { pk: like.slice(0, -mark.length) + mark, version };
  });
};

/** The same transaction as the template's on another account, under identities of its own. */
export function transactionOn(
  { puts }: Template,
  account: LoopAccount,
  unique: string,
): TransactWriteItemsCommandInput {
  const { pk, version } = account;
  const identified = (put: Put): Put => moved(put, { pk: { S: unlike(put, unique) } });
  const next = { N: String(version + 1) };
  const standing = Object.keys(puts.account.ExpressionAttributeValues ?? {})[0] ?? "";
  const event = { pk: { S: pk }, sk: { S: `EVENT#${String(version + 1).padStart(8, "0")}` } };
  return {
    TransactItems: [
      { Put: identified(puts.receipt) },
      { Put: identified(puts.payment) },
      {
        Put: {
          ...moved(puts.account, { pk: { S: pk }, version: next }),
          ExpressionAttributeValues: { [standing]: { N: String(version) } },
        },
      },
      { Put: moved(puts.event, event) },
    ],
  };
}

const moved = (put: Put, attributes: Item): Put => ({ ...put, Item: { ...put.Item, ...attributes } });

/** A key of the same length. */
function unlike({ Item }: Put, unique: string): string {
  const pk = Item?.["pk"]?.S ?? "";
  return pk.slice(0, -unique.length) + unique;
}

/** Write units that the transaction costs: two for every started kilobyte of every item. */
export const writeUnits = ({ puts }: Template): number =>
  parts.reduce((sum, part) => sum + 2 * Math.ceil(bytesOf(puts[part].Item ?? {}) / 1024), 0);

export const itemBytes = ({ puts }: Template): Readonly<Record<string, number>> =>
  Object.fromEntries(parts.map((part) => [part, bytesOf(puts[part].Item ?? {})]));

const bytesOf = (item: Item): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);

/** As DynamoDB counts: text in UTF-8, two digits a byte and one more, three bytes for a document and one a member. */
function valueBytes(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return Math.ceil(value.N.replace(/\D/gu, "").length / 2) + 1;
  if (value.L !== undefined) return value.L.reduce((sum, member) => sum + 1 + valueBytes(member), 3);
  if (value.M !== undefined) return bytesOf(value.M) + Object.keys(value.M).length + 3;
  if (value.BOOL !== undefined || value.NULL !== undefined) return 1;
  throw new Error(`no size is known of ${JSON.stringify(value)}`);
}
