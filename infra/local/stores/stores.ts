import * as z from "zod";
import { AwsJsonError, connectAwsJson, type AwsJson } from "./aws-json.ts";
import type { IndexPlan, TablePlan } from "../plan/plan-model.ts";

const anything = z.looseObject({});

/** The control plane of DynamoDB Local. */
export function connectDynamoDb(port: number, region: string): AwsJson {
  return connectAwsJson({ port, prefix: "DynamoDB_20120810", service: "dynamodb", region });
}

/** Creates a table with its indexes and stream, or leaves the one that is there. */
export async function ensureTable(dynamodb: AwsJson, table: TablePlan): Promise<void> {
  try {
    await dynamodb.call("CreateTable", createTableInput(table), anything);
  } catch (error) {
    if (error instanceof AwsJsonError && error.code === "ResourceInUseException") return;
    throw error;
  }
  if (table.ttlAttribute === undefined) return;
  const TimeToLiveSpecification = { AttributeName: table.ttlAttribute, Enabled: true };
  await dynamodb.call("UpdateTimeToLive", { TableName: table.name, TimeToLiveSpecification }, anything);
}

/** Empties a table by making it anew. */
export async function recreateTable(dynamodb: AwsJson, table: TablePlan): Promise<void> {
  await dynamodb.call("DeleteTable", { TableName: table.name }, anything);
  await ensureTable(dynamodb, table);
}

function createTableInput(table: TablePlan): Record<string, unknown> {
  const indexes = (plans: readonly IndexPlan[]): readonly IndexPlan[] | undefined =>
    plans.length > 0 ? plans : undefined;
  return {
    TableName: table.name,
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: table.keySchema,
    AttributeDefinitions: table.attributes,
    GlobalSecondaryIndexes: indexes(table.indexes),
    LocalSecondaryIndexes: indexes(table.localIndexes),
    StreamSpecification:
      table.streamViewType === undefined
        ? undefined
        : { StreamEnabled: true, StreamViewType: table.streamViewType },
  };
}
