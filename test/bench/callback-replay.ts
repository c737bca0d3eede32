import type {
  AttributeValue,
  GetItemCommandInput,
  TransactWriteItem,
  TransactWriteItemsCommandInput,
} from "@aws-sdk/client-dynamodb";
import type { LifeKind, MixType } from "./callback-mix.ts";

export type Item = Readonly<Record<string, AttributeValue>>;

/** What one real callback asked of the table, as it went over the wire. */
export type StepCalls = {
  readonly type: MixType;
  readonly reads: readonly GetItemCommandInput[];
  readonly write: TransactWriteItemsCommandInput;
};

/** The calls of all callbacks of an account, and what of the account they found there. */
export type Recording = {
  readonly ulid: string;
  readonly tableName: string;
  readonly seeds: readonly Item[];
  readonly steps: readonly StepCalls[];
};

export type Recordings = Readonly<Record<LifeKind, Recording>>;

/** The very same calls about another account, under identities of its own; no text changes its length. */
export const stepOf = ({ steps, ulid }: Recording, step: number, life: number): StepCalls =>
  another(steps[step], ulid, life) as StepCalls;

export const seedsOf = ({ seeds, ulid }: Recording, life: number): readonly Item[] =>
  another(seeds, ulid, life) as readonly Item[];

function another(value: unknown, ulid: string, life: number): unknown {
  const mark = `LOOP${String(life).padStart(6, "0")}`;
  const number = String(life);
  const text = JSON.stringify(value)
    .replaceAll(ulid, ulid.slice(0, -mark.length) + mark)
    .replaceAll(/(rcp_[0-9a-f]{18})[0-9a-f]{8}/gu, `$1${number.padStart(8, "0")}`)
    .replaceAll(/((?:evt|pay|call|back)-[0-9a-f-]{24})[0-9a-f]{12}/gu, `$1${number.padStart(12, "0")}`);
  return JSON.parse(unrouted(text));
}

/** Nobody follows up what the loop writes: it is streamed and indexed alike, but under names that no worker looks for. */
const unrouted = (text: string): string =>
  text.replaceAll('"routes":', '"rooted":').replaceAll('"OUTBOX#', '"LOOPED#').replaceAll('"DUE#', '"DID#');

/** The item that an action of a transaction is about. */
export function keyOf({ Put, Update }: TransactWriteItem): { readonly pk: string; readonly sk: string } {
  const { pk, sk } = Put?.Item ?? Update?.Key ?? {};
  return { pk: pk?.S ?? "", sk: sk?.S ?? "" };
}

/** As DynamoDB bills: two units for every started kilobyte of every item of a transaction. */
export const writeUnitsOf = (items: readonly Item[]): number =>
  items.reduce((sum, item) => sum + 2 * Math.ceil(bytesOf(item) / 1024), 0);

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
