import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { FunctionName } from "./functions.ts";

/** The things a function may be allowed to touch, by ARN. */
export type Targets = {
  readonly table: string;
  /** The sparse index of work lists: what waits to be routed or falls due. */
  readonly lists: string;
  readonly deliveries: string;
  readonly disputes: string;
  readonly placements: string;
  readonly chunks: string;
  /** What lenders upload, and what they get back. */
  readonly uploads: string;
  readonly results: string;
  readonly personalDataKey: string;
};

const allow = (resource: string, ...actions: readonly string[]): PolicyStatement =>
  new PolicyStatement({ actions: [...actions], resources: [resource] });

const get = "dynamodb:GetItem";
const getMany = "dynamodb:BatchGetItem";
const query = "dynamodb:Query";
const put = "dynamodb:PutItem";
const update = "dynamodb:UpdateItem";

const send = (to: Targets): readonly PolicyStatement[] => [
  allow(to.deliveries, "sqs:SendMessage"),
  allow(to.disputes, "sqs:SendMessage"),
  allow(to.placements, "sqs:SendMessage"),
];

/**
 * What each function's own code calls, action by action; what its trigger needs is added by its construct.
 * DynamoDB checks a transaction by its parts, so `TransactWriteItems` is `PutItem` and `UpdateItem` here.
 * Nothing may delete: facts are superseded, and what expires is removed by the table itself.
 */
export const permissionsOf: Readonly<Record<FunctionName, (to: Targets) => readonly PolicyStatement[]>> = {
  "lender-api": (to) => [
    allow(to.table, get, getMany, query, put, update),
    allow(to.lists, query),
    allow(to.personalDataKey, "kms:GenerateDataKey"),
    allow(to.uploads, "s3:PutObject"), // lenders upload and download by links that are signed in its name
    allow(to.results, "s3:GetObject"),
  ],
  "agency-api": (to) => [allow(to.table, get, put, update)],
  "admin-api": (to) => [allow(to.table, get, query, put)],
  "docs-api": () => [],
  outbox: (to) => [
    allow(to.table, update), // takes the routed mark off an event
    ...send(to),
  ],
  "delivery-worker": (to) => [
    allow(to.table, get, query, update),
    allow(to.personalDataKey, "kms:Decrypt"),
    allow(to.deliveries, "sqs:ChangeMessageVisibility"), // puts off what an agency did not take
  ],
  "dispute-worker": (to) => [allow(to.table, get, query, put)],
  "placement-worker": (to) => [allow(to.table, get, query, put, update)],
  "file-intake": (to) => [
    allow(to.table, get, update),
    allow(to.uploads, "s3:GetObject"),
    allow(to.chunks, "sqs:SendMessage"),
  ],
  "batch-worker": (to) => [
    allow(to.table, get, query, put, update),
    allow(to.personalDataKey, "kms:GenerateDataKey"),
    allow(to.uploads, "s3:GetObject"),
    allow(to.results, "s3:GetObject", "s3:PutObject"),
    allow(to.chunks, "sqs:ChangeMessageVisibility"), // puts off what must wait for its turn
  ],
  clock: (to) => [allow(to.table, get, getMany, put, update), allow(to.lists, query), ...send(to)],
};
