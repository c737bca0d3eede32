import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import type { Change, Condition, Create, Replace, Update } from "../kernel/change.ts";

type TransactItem = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

type Expression = {
  ConditionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Record<string, unknown>;
};

/** One change as an action of TransactWriteItems; a failed condition brings the standing item back. */
export function transactItem(tableName: string, change: Change): TransactItem {
  if (change.kind === "update")
    return { Update: { ...updateInput(tableName, change), ReturnValuesOnConditionCheckFailure: "ALL_OLD" } };
  return { Put: putInput(tableName, change) };
}

/** The input of PutItem for a change, with its condition. */
export function putInput(tableName: string, change: Create | Replace) {
  const guard = change.kind === "create" ? whereNothingStands : condition(change.when);
  return {
    ...guard,
    TableName: tableName,
    Item: change.item,
    ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
  };
}

/** The input of UpdateItem for a change, with its condition. */
export function updateInput(tableName: string, update: Update) {
  const guard = condition(update.when);
  const names: Record<string, string> = { ...guard.ExpressionAttributeNames };
  const values: Record<string, unknown> = { ...guard.ExpressionAttributeValues };
  const assign = (
    verb: string,
    members: Readonly<Record<string, unknown>> | undefined,
    glue: string,
  ): string[] => {
    const entries = Object.entries(members ?? {}).filter(([, value]) => value !== undefined);
    if (entries.length === 0) return [];
    const parts = entries.map(([name, value]) => {
      names[`#${name}`] = name;
      values[`:${verb}${name}`] = value;
      return `#${name}${glue}:${verb}${name}`;
    });
    return [`${verb} ${parts.join(", ")}`];
  };
  const removed = (update.remove ?? []).map((name) => {
    names[`#${name}`] = name;
    return `#${name}`;
  });
  const expression = [
    ...assign("SET", update.set, " = "),
    ...assign("ADD", update.add, " "),
    ...(removed.length > 0 ? [`REMOVE ${removed.join(", ")}`] : []),
  ];
  return {
    TableName: tableName,
    Key: { pk: update.key.pk, sk: update.key.sk },
    UpdateExpression: expression.join(" "),
    ...(guard.ConditionExpression !== undefined && { ConditionExpression: guard.ConditionExpression }),
    ExpressionAttributeNames: names,
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  };
}

/** The item that stood in the way, as the transaction's cancellation reason carries it. */
export const standing = (item: Parameters<typeof unmarshall>[0] | undefined): unknown =>
  item === undefined ? undefined : unmarshall(item);

/** The same for a single conditional write: the item comes with the exception. */
export const standingItem = (error: unknown): unknown =>
  error instanceof ConditionalCheckFailedException ? standing(error.Item) : undefined;

const whereNothingStands: Expression = {
  ConditionExpression: "attribute_not_exists(#pk)",
  ExpressionAttributeNames: { "#pk": "pk" },
};

function condition(all: readonly Condition[]): Expression {
  if (all.length === 0) return {};
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  const texts = all.map((one, index) => {
    names[`#${one.attribute}`] = one.attribute;
    if (one.is === "absent") return `attribute_not_exists(#${one.attribute})`;
    if (one.is === "present") return `attribute_exists(#${one.attribute})`;
    const place = (value: unknown, n: number): string => {
      values[`:c${index}v${n}`] = value;
      return `:c${index}v${n}`;
    };
    if (one.is === "at-most")
      return `(attribute_not_exists(#${one.attribute}) OR #${one.attribute} <= ${place(one.value, 0)})`;
    if (one.is === "lacks") return `NOT contains(#${one.attribute}, ${place(one.value, 0)})`;
    return one.is === "in"
      ? `#${one.attribute} IN (${one.value.map((value, n) => place(value, n)).join(", ")})`
      : `#${one.attribute} ${one.is} ${place(one.value, 0)}`;
  });
  return {
    ConditionExpression: texts.join(" AND "),
    ExpressionAttributeNames: names,
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  };
}
