import { runSimulation } from "@cloud-copilot/iam-simulate";
import type { LocalCloud } from "../../infra/local/local-cloud.ts";
import type { FunctionPlan, Plan } from "../../infra/local/plan/plan-model.ts";
import type { Json } from "./http.ts";

/** One permission that a call needs. */
export type Need = {
  readonly label: string;
  readonly action: string;
  readonly resource: string;
  /** What a key was asked to open or seal for. */
  readonly encryptionContext?: Readonly<Record<string, string>>;
};

/** What the functions' recorded calls needed, each once. */
export function neededBy(cloud: LocalCloud): readonly Need[] {
  const needs = new Map<string, Need>();
  for (const [label, calls] of Object.entries(cloud.calls()))
    for (const { service, operation, body } of calls)
      for (const [action, resource] of needsOf(cloud.plan, `${service}:${operation}`, body as Json)) {
        const { EncryptionContext: encryptionContext } = body as Json;
        const need = { label, action, resource, ...(encryptionContext && { encryptionContext }) };
        needs.set(`${label} ${action} ${resource} ${encryptionContext?.field}`, need);
      }
  return [...needs.values()];
}

/** Those that the function's synthesised policy does not allow, by AWS's rules of evaluation. */
export async function forbidden(cloud: LocalCloud, needs: readonly Need[]): Promise<readonly Need[]> {
  const refused: Need[] = [];
  for (const need of needs) if (!(await isAllowed(cloud.plan, need))) refused.push(need);
  return refused;
}

/** What the policies allow, statement by statement, as single permissions. */
export const allowedBy = ({ plan }: LocalCloud): readonly Need[] =>
  plan.functions.flatMap(({ label, statements }) =>
    statements
      .filter(({ Effect }) => Effect === "Allow")
      .flatMap(({ Action, Resource }) =>
        Action.flatMap((action) => Resource.map((resource) => ({ label, action, resource }))),
      ),
  );

const parts: Readonly<Record<string, string>> = {
  Put: "dynamodb:PutItem",
  Update: "dynamodb:UpdateItem",
  Delete: "dynamodb:DeleteItem",
  ConditionCheck: "dynamodb:ConditionCheckItem",
};

/** DynamoDB checks a transaction by its parts. */
function needsOf(plan: Plan, call: string, body: Json): readonly (readonly [string, string])[] {
  switch (call) {
    case "dynamodb:TransactWriteItems":
      return body.TransactItems.flatMap((item: Json) =>
        Object.entries(item).map(([part, { TableName }]: [string, Json]) => [
          parts[part] ?? part,
          tableArn(plan, TableName),
        ]),
      );
    case "dynamodb:BatchGetItem":
      return Object.keys(body.RequestItems).map((name) => [call, tableArn(plan, name)]);
    case "dynamodb:Query":
      return [
        [
          call,
          tableArn(plan, body.TableName) + (body.IndexName === undefined ? "" : `/index/${body.IndexName}`),
        ],
      ];
    case "s3:GetObject":
    case "s3:HeadObject":
      return [["s3:GetObject", objectArn(plan, body)]];
    case "s3:PutObject":
    case "s3:CreateMultipartUpload":
      return [["s3:PutObject", objectArn(plan, body)]];
    default:
      return [[call, resourceOf(plan, call, body)]];
  }
}

function resourceOf(plan: Plan, call: string, body: Json): string {
  if (call.startsWith("dynamodb:")) return tableArn(plan, body.TableName);
  if (call.startsWith("sqs:"))
    return found(plan.queues, (queue) => queue.url === body.QueueUrl, body.QueueUrl).arn;
  if (call.startsWith("kms:"))
    return found(plan.keys, ({ arn, id }) => [arn, id].includes(body.KeyId), body.KeyId).arn;
  if (call.startsWith("s3:"))
    return `${found(plan.buckets, ({ name }) => name === body.Bucket, body.Bucket).arn}/${body.Key}`;
  throw new Error(`a call that this test does not know: ${call}`);
}

const objectArn = (plan: Plan, { Bucket, Key }: Json): string =>
  `${found(plan.buckets, (bucket) => bucket.name === Bucket, Bucket).arn}/${Key}`;

const tableArn = (plan: Plan, name: string): string =>
  found(plan.tables, (table) => table.name === name, name).arn;

function found<T>(all: readonly T[], is: (one: T) => boolean, what: string): T {
  const one = all.find(is);
  if (one === undefined) throw new Error(`${what} is not in the plan`);
  return one;
}

async function isAllowed(
  plan: Plan,
  { label, action, resource, encryptionContext = {} }: Need,
): Promise<boolean> {
  const caller = found(plan.functions, (one: FunctionPlan) => one.label === label, label);
  const result = await runSimulation(
    {
      request: {
        principal: `arn:aws:iam::${plan.accountId}:role/${caller.logicalId}`,
        action,
        resource: { resource, accountId: plan.accountId },
        contextVariables: Object.fromEntries(
          Object.entries(encryptionContext).map(([name, value]) => [`${CONTEXT_KNOWN}${name}`, value]),
        ),
      },
      identityPolicies: [
        { name: label, policy: { Version: "2012-10-17", Statement: caller.statements.map(written) } },
      ],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(action.startsWith("kms:") && { resourcePolicy: keyPolicy(plan.accountId) }),
    },
    {},
  );
  if (result.resultType === "error") throw new Error(JSON.stringify(result.errors));
  return result.overallResult === "Allowed";
}

const written = ({ Effect, Action, Resource, Condition }: FunctionPlan["statements"][number]) => ({
  Effect,
  Action,
  Resource,
  ...(Condition !== undefined && {
    Condition: JSON.parse(JSON.stringify(Condition).replaceAll("kms:EncryptionContext:", CONTEXT_KNOWN)),
  }),
});

/** The simulator takes no encryption context; a tag of the request is compared in the same way. */
const CONTEXT_KNOWN = "aws:RequestTag/";

/** CDK's key policy: the account's own policies decide. */
const keyPolicy = (accountId: string) => ({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: "kms:*", Resource: "*" },
  ],
});
