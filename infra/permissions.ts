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
  readonly feed: string;
  readonly finance: string;
  /** The objects of the files bucket that are made for agencies. */
  readonly agencyFiles: string;
  /** What is written for finance. */
  readonly exports: string;
  /** Days of books that nobody may change any more. */
  readonly seals: string;
  readonly chunks: string;
  /** What lenders upload, and what they get back. */
  readonly uploads: string;
  readonly results: string;
  readonly eventChunks: string;
  /** What agencies upload, and what they get back. */
  readonly eventUploads: string;
  readonly eventResults: string;
  /** What finance uploads of banks. */
  readonly bankUploads: string;
  /** What agencies and finance upload of advices, and what they get back. */
  readonly remittanceUploads: string;
  readonly remittanceResults: string;
  /** What lenders send about disputes. */
  readonly documents: string;
  readonly personalDataKey: string;
  /** Asked only once every queue is there. */
  readonly deadLetters: () => readonly DeadLetterArns[];
  readonly identifierKey: string;
  readonly receiptKey: string;
};

/** A queue of dead letters and, where a queue brought them, that one. */
type DeadLetterArns = { readonly arn: string; readonly sourceArn?: string };

const allow = (resource: string, ...actions: readonly string[]): PolicyStatement =>
  new PolicyStatement({ actions: [...actions], resources: [resource] });

/** Who hands accounts over opens what can be disclosed; the identifier is opened by nobody. */
const open = (key: string): PolicyStatement =>
  new PolicyStatement({
    actions: ["kms:Decrypt"],
    resources: [key],
    conditions: {
      StringEquals: {
        "kms:EncryptionContext:field": ["name", "contactPoints", "dateOfBirth", "information"],
      },
    },
  });

const get = "dynamodb:GetItem";
const getMany = "dynamodb:BatchGetItem";
const query = "dynamodb:Query";
const put = "dynamodb:PutItem";
const update = "dynamodb:UpdateItem";

const send = (to: Targets): readonly PolicyStatement[] => [
  allow(to.deliveries, "sqs:SendMessage"),
  allow(to.disputes, "sqs:SendMessage"),
  allow(to.placements, "sqs:SendMessage"),
  allow(to.feed, "sqs:SendMessage"),
  allow(to.finance, "sqs:SendMessage"),
];

/** Looking at dead letters, sending them back to where they came from, taking them away. */
const redrive = (to: Targets): readonly PolicyStatement[] =>
  to
    .deadLetters()
    .flatMap(({ arn, sourceArn }) => [
      allow(
        arn,
        "sqs:GetQueueAttributes",
        "sqs:ReceiveMessage",
        "sqs:ChangeMessageVisibility",
        "sqs:DeleteMessage",
      ),
      ...(sourceArn === undefined ? [] : [allow(sourceArn, "sqs:SendMessage")]),
    ]);

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
    allow(to.identifierKey, "kms:GenerateMac"), // finds a debtor's accounts
    allow(to.uploads, "s3:PutObject"), // lenders upload and download by links that are signed in its name
    allow(to.results, "s3:GetObject"),
    allow(to.documents, "s3:GetObject", "s3:PutObject"), // by links as well, and to see whether one came
  ],
  "agency-api": (to) => [allow(to.table, get, query, put, update)],
  "admin-api": (to) => [
    allow(to.table, get, getMany, query, put, update),
    allow(to.lists, query),
    ...redrive(to),
  ],
  "finance-api": (to) => [
    allow(to.table, get, getMany, query, put, update),
    allow(to.lists, query),
    allow(to.exports, "s3:GetObject"), // what its links let finance do
    allow(to.seals, "s3:GetObject"), // compares them with the books
    allow(to.bankUploads, "s3:PutObject"),
    allow(to.remittanceUploads, "s3:PutObject"),
    allow(to.remittanceResults, "s3:GetObject"),
  ],
  reconciler: (to) => [
    allow(to.table, get, getMany, query, put, update),
    allow(to.lists, query),
    allow(to.exports, "s3:PutObject"),
  ],
  "docs-api": () => [],
  outbox: (to) => [
    allow(to.table, query, update), // finds a lender's endpoints, takes the routed mark off an event
    ...send(to),
  ],
  "delivery-worker": (to) => [
    allow(to.table, get, query, put, update), // puts what it discloses on record
    open(to.personalDataKey),
    // puts off what an agency did not take, and asks for another look at a lane
    allow(to.deliveries, "sqs:ChangeMessageVisibility", "sqs:SendMessage"),
  ],
  "dispute-worker": (to) => [allow(to.table, get, query, put, update)],
  "placement-worker": (to) => [allow(to.table, get, getMany, query, put, update)],
  "feed-worker": (to) => [allow(to.table, get, getMany, query, put, update)],
  "handoff-api": (to) => [
    allow(to.table, get, getMany, query, put, update), // puts what it discloses on record, moves the cursor
    allow(to.lists, query),
    open(to.personalDataKey),
    allow(to.receiptKey, "kms:Sign", "kms:GetPublicKey"), // proves receipts, on demand
    allow(to.agencyFiles, "s3:GetObject"), // what its links let an agency do
    allow(to.eventUploads, "s3:PutObject"),
    allow(to.eventResults, "s3:GetObject"),
  ],
  "file-export": (to) => [
    allow(to.table, get, getMany, query, put, update),
    allow(to.lists, query),
    open(to.personalDataKey),
    allow(to.agencyFiles, "s3:PutObject"),
  ],
  "file-intake": (to) => [
    allow(to.table, get, getMany, query, put, update), // loads banks' files itself
    allow(to.uploads, "s3:GetObject"),
    allow(to.chunks, "sqs:SendMessage"),
    allow(to.eventUploads, "s3:GetObject"),
    allow(to.bankUploads, "s3:GetObject"),
    allow(to.remittanceUploads, "s3:GetObject"), // and takes advices
    allow(to.remittanceResults, "s3:PutObject"),
    allow(to.eventChunks, "sqs:SendMessage"),
  ],
  "batch-worker": (to) => [
    allow(to.table, get, getMany, query, put, update),
    allow(to.personalDataKey, "kms:GenerateDataKey"),
    allow(to.identifierKey, "kms:GenerateMac"),
    allow(to.uploads, "s3:GetObject"),
    allow(to.results, "s3:GetObject", "s3:PutObject"),
    allow(to.chunks, "sqs:ChangeMessageVisibility"), // puts off what must wait for its turn
  ],
  "event-file-worker": (to) => [
    allow(to.table, get, query, put, update),
    allow(to.eventUploads, "s3:GetObject"),
    allow(to.eventResults, "s3:GetObject", "s3:PutObject"),
    allow(to.eventChunks, "sqs:ChangeMessageVisibility"), // puts off what could not be taken
  ],
  "nightly-runs": (to) => [allow(to.table, get, getMany, query, put, update), allow(to.lists, query)],
  // entries and the daily sums that they add to; looks only where a day is sealed
  "ledger-worker": (to) => [allow(to.table, get, getMany, put, update)],
  bookkeeper: (to) => [
    allow(to.table, get, getMany, query, put, update),
    allow(to.lists, query),
    allow(to.seals, "s3:PutObject"), // and nothing else: it can neither read nor remove what it sealed
  ],
  clock: (to) => [allow(to.table, get, getMany, query, put, update), allow(to.lists, query), ...send(to)],
};
