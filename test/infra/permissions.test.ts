import { describe, expect, it } from "vitest";
import {
  allowsOf,
  functionResources,
  nameOf,
  resources,
  service,
  spoken,
  listed,
  type Json,
} from "./templates.ts";

const get = "dynamodb:GetItem";
const getMany = "dynamodb:BatchGetItem";
const query = "dynamodb:Query";
const put = "dynamodb:PutItem";
const update = "dynamodb:UpdateItem";
const consume = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"];
const send = ["sqs:SendMessage"];
const redrive = ["sqs:ChangeMessageVisibility", ...consume];
const sendAll = {
  "DeliveriesQueue.Arn": send,
  "DisputesQueue.Arn": send,
  "PlacementsQueue.Arn": send,
  "FeedQueue.Arn": send,
  "FinanceQueue.Arn": send,
};

const agencyFiles = "Files.Arn/agencies/*";

/** What each function may do beyond writing its own log and trace. Changing this table is changing what an intruder gets. */
const granted: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  "lender-api": {
    "Table.Arn": [getMany, get, put, query, update],
    "Table.Arn/index/byList": [query],
    "PersonalDataKey.Arn": ["kms:GenerateDataKey"],
    "IdentifierKey.Arn": ["kms:GenerateMac"],
    "Files.Arn/account-batches/*": ["s3:PutObject"],
    "Files.Arn/batch-results/*": ["s3:GetObject"],
    "Files.Arn/dispute-documents/*": ["s3:GetObject", "s3:PutObject"],
  },
  "file-intake": {
    "Table.Arn": [getMany, get, put, query, update],
    "Files.Arn/account-batches/*": ["s3:GetObject"],
    "Files.Arn/bank-files/*": ["s3:GetObject"],
    "Files.Arn/remittance-files/*": ["s3:GetObject"],
    "Files.Arn/remittance-results/*": ["s3:PutObject"],
    "ChunksQueue.Arn": send,
    "UploadsQueue.Arn": consume,
    "Files.Arn/event-files/*": ["s3:GetObject"],
    "EventChunksQueue.Arn": send,
  },
  "event-file-worker": {
    "Table.Arn": [get, put, query, update],
    "Files.Arn/event-files/*": ["s3:GetObject"],
    "Files.Arn/event-results/*": ["s3:GetObject", "s3:PutObject"],
    "EventChunksQueue.Arn": ["sqs:ChangeMessageVisibility", ...consume],
  },
  "batch-worker": {
    "Table.Arn": [getMany, get, put, query, update],
    "PersonalDataKey.Arn": ["kms:GenerateDataKey"],
    "IdentifierKey.Arn": ["kms:GenerateMac"],
    "Files.Arn/account-batches/*": ["s3:GetObject"],
    "Files.Arn/batch-results/*": ["s3:GetObject", "s3:PutObject"],
    "ChunksQueue.Arn": ["sqs:ChangeMessageVisibility", ...consume],
  },
  "agency-api": { "Table.Arn": [get, put, query, update] },
  "admin-api": {
    "Table.Arn": [getMany, get, put, query, update],
    "Table.Arn/index/byList": [query],
    ...sendAll,
    "DeliveriesDeadLettersQueue.Arn": redrive,
    "DisputesDeadLettersQueue.Arn": redrive,
    "PlacementsDeadLettersQueue.Arn": redrive,
    "OutboxFailedQueue.Arn": redrive,
    "LedgerFailedQueue.Arn": redrive,
    "ClockMissedQueue.Arn": redrive,
    "BookkeeperMissedQueue.Arn": redrive,
    "FeedDeadLettersQueue.Arn": redrive,
    "FinanceDeadLettersQueue.Arn": redrive,
    "FileExportMissedQueue.Arn": redrive,
    "NightlyRunsMissedQueue.Arn": redrive,
    "UploadsDeadLettersQueue.Arn": redrive,
    "ChunksDeadLettersQueue.Arn": redrive,
    "NewFilesMissedQueue.Arn": redrive,
    "ChunksQueue.Arn": send,
    "EventChunksDeadLettersQueue.Arn": redrive,
    "EventChunksQueue.Arn": send,
    "UploadsQueue.Arn": send,
  },
  "finance-api": {
    "Table.Arn": [getMany, get, put, query, update],
    "Table.Arn/index/byList": [query],
    "Files.Arn/exports/*": ["s3:GetObject"],
    "Seals.Arn/seals/*": ["s3:GetObject"],
    "Files.Arn/bank-files/*": ["s3:PutObject"],
    "Files.Arn/remittance-files/*": ["s3:PutObject"],
    "Files.Arn/remittance-results/*": ["s3:GetObject"],
  },
  reconciler: {
    "Table.Arn": [getMany, get, put, query, update],
    "Table.Arn/index/byList": [query],
    "Files.Arn/exports/*": ["s3:PutObject"],
    "FinanceQueue.Arn": consume,
  },
  "docs-api": {},
  outbox: {
    "Table.Arn": [query, update],
    "Table.StreamArn": ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
    ...sendAll,
    "OutboxFailedQueue.Arn": send,
    "*": ["dynamodb:ListStreams"],
  },
  "delivery-worker": {
    "Table.Arn": [get, put, query, update],
    "PersonalDataKey.Arn": ["kms:Decrypt"],
    "DeliveriesQueue.Arn": ["sqs:ChangeMessageVisibility", ...consume, ...send],
  },
  "dispute-worker": { "Table.Arn": [get, put, query, update], "DisputesQueue.Arn": consume },
  "placement-worker": { "Table.Arn": [getMany, get, put, query, update], "PlacementsQueue.Arn": consume },
  "feed-worker": { "Table.Arn": [getMany, get, put, query, update], "FeedQueue.Arn": consume },
  "handoff-api": {
    "Table.Arn": [getMany, get, put, query, update],
    "Table.Arn/index/byList": [query],
    "PersonalDataKey.Arn": ["kms:Decrypt"],
    "ReceiptKey.Arn": ["kms:GetPublicKey", "kms:Sign"],
    [agencyFiles]: ["s3:GetObject"],
    "Files.Arn/event-files/*": ["s3:PutObject"],
    "Files.Arn/event-results/*": ["s3:GetObject"],
  },
  "file-export": {
    "Table.Arn": [getMany, get, put, query, update],
    "Table.Arn/index/byList": [query],
    "PersonalDataKey.Arn": ["kms:Decrypt"],
    [agencyFiles]: ["s3:PutObject"],
  },
  bookkeeper: {
    "Table.Arn": [getMany, get, put, query, update],
    "Table.Arn/index/byList": [query],
    "Seals.Arn/seals/*": ["s3:PutObject"],
  },
  "nightly-runs": {
    "Table.Arn": [getMany, get, put, query, update],
    "Table.Arn/index/byList": [query],
  },
  "ledger-worker": {
    "Table.Arn": [getMany, get, put, update],
    "Table.StreamArn": ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
    "LedgerFailedQueue.Arn": send,
    "*": ["dynamodb:ListStreams"],
  },
  clock: {
    "Table.Arn": [getMany, get, put, query, update],
    "Table.Arn/index/byList": [query],
    ...sendAll,
  },
};

const ownLog = ["logs:CreateLogStream", "logs:PutLogEvents"];
const trace = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"];

describe("each function may do what it does and nothing else", () => {
  it("covers every function", () => {
    expect(functionResources.map(nameOf).sort()).toEqual(Object.keys(granted).sort());
  });

  it.each(functionResources.map((fn) => ({ name: nameOf(fn), fn })))("$name", ({ name, fn }) => {
    const log = `${spoken(fn.Properties.LoggingConfig.LogGroup)}.Arn`;
    const { "*": unscoped = [], ...own } = granted[name] ?? {};
    expect(allowsOf(fn)).toEqual({ ...own, [log]: ownLog, "*": [...unscoped, ...trace].sort() });
  });
});

describe("no policy", () => {
  const statements = resources(service, "AWS::IAM::Policy").flatMap(
    ({ Properties }) => Properties.PolicyDocument.Statement as Json[],
  );

  it("names an action by a star", () => {
    const actions = statements.flatMap(({ Action }) => listed<string>(Action));
    expect(actions.filter((action) => action.includes("*"))).toEqual([]);
  });

  it("names a resource by a star, but for files below a prefix and the actions that know no resource", () => {
    const isFile = (resource: string): boolean => /^(Files|Seals)\.Arn\/[a-z-]+\/\*$/u.test(resource);
    const unscoped = statements
      .filter(({ Resource }) =>
        listed<Json>(Resource).some((each) => spoken(each).includes("*") && !isFile(spoken(each))),
      )
      .flatMap(({ Action }) => listed<string>(Action));
    expect([...new Set(unscoped)].sort()).toEqual(["dynamodb:ListStreams", ...trace]);
  });

  it("comes from outside: no managed policies, one role per function", () => {
    const roles = resources(service, "AWS::IAM::Role");
    expect(roles).toHaveLength(functionResources.length);
    expect(roles.filter(({ Properties }) => Properties.ManagedPolicyArns)).toEqual([]);
  });
});
