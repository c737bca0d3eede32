import { type App, Validations } from "aws-cdk-lib";

export type Acknowledgement = {
  /** The finding exactly as cdk-nag prints it. */
  readonly id: string;
  readonly reason: string;
  /** Construct paths, from the stack down; the finding is accepted there and below, nowhere else. */
  readonly paths: readonly string[];
};

const tracing =
  "X-Ray's two write actions know no resource. test/infra/permissions.test.ts allows nothing else on a star.";

const objectsBelow = (prefix: string): string =>
  `AwsSolutions::AwsSolutions-IAM5[Resource::debt-agency-gateway-data:ExportsOutputFnGetAttFiles8E6940B8ArnD8EE6C03/${prefix}*]`;

const SEALS =
  "AwsSolutions::AwsSolutions-IAM5[Resource::debt-agency-gateway-data:ExportsOutputFnGetAttSeals7EBF2A19ArnB5107462/seals/*]";

const belowAPrefix = "Files that come in have ids for names: permission is by prefix, action by action.";

/** Every finding we live with, and why. */
export const acknowledgements: readonly Acknowledgement[] = [
  {
    id: "AwsSolutions::AwsSolutions-APIG4",
    reason:
      "The functions authenticate: API keys are hashed per tenant in the table, and a callback's signature covers " +
      "the raw body, which an API Gateway authorizer never sees.",
    paths: ["ServiceStack/Http/Api"],
  },
  {
    id: "AwsSolutions::AwsSolutions-IAM5[Resource::*]",
    reason: tracing,
    paths: [
      "ServiceStack/LenderApi/Role",
      "ServiceStack/AgencyApi/Role",
      "ServiceStack/AdminApi/Role",
      "ServiceStack/FinanceApi/Role",
      "ServiceStack/Reconciler/Role",
      "ServiceStack/DocsApi/Role",
      "ServiceStack/DeliveryWorker/Role",
      "ServiceStack/DisputeWorker/Role",
      "ServiceStack/PlacementWorker/Role",
      "ServiceStack/Clock/Role",
      "ServiceStack/Bookkeeper/Role",
      "ServiceStack/FeedWorker/Role",
      "ServiceStack/HandoffApi/Role",
      "ServiceStack/FileExport/Role",
      "ServiceStack/NightlyRuns/Role",
      "ServiceStack/FileIntake/Role",
      "ServiceStack/BatchWorker/Role",
      "ServiceStack/EventFileWorker/Role",
    ],
  },
  {
    id: "AwsSolutions::AwsSolutions-IAM5[Resource::*]",
    reason: `${tracing} Besides, dynamodb:ListStreams knows no resource and Lambda refuses the stream without it.`,
    paths: ["ServiceStack/Outbox/Role", "ServiceStack/Ledger/Role"],
  },
  {
    id: objectsBelow("agencies/"),
    reason: "A daily file has a key of its own below its agency; the functions may touch no other folder.",
    paths: ["ServiceStack/HandoffApi/Role", "ServiceStack/FileExport/Role"],
  },
  {
    id: objectsBelow("exports/"),
    reason: "An export has a key of its own below its owner; the functions may touch no other folder.",
    paths: ["ServiceStack/FinanceApi/Role", "ServiceStack/Reconciler/Role"],
  },
  {
    id: SEALS,
    reason: "A seal has a key of its own below its book: one function puts them, another one reads them.",
    paths: ["ServiceStack/FinanceApi/Role", "ServiceStack/Bookkeeper/Role"],
  },
  {
    id: objectsBelow("account-batches/"),
    reason: belowAPrefix,
    paths: ["ServiceStack/LenderApi/Role", "ServiceStack/FileIntake/Role", "ServiceStack/BatchWorker/Role"],
  },
  {
    id: objectsBelow("dispute-documents/"),
    reason: belowAPrefix,
    paths: ["ServiceStack/LenderApi/Role"],
  },
  {
    id: objectsBelow("batch-results/"),
    reason: belowAPrefix,
    paths: ["ServiceStack/LenderApi/Role", "ServiceStack/BatchWorker/Role"],
  },
  {
    id: objectsBelow("event-files/"),
    reason: belowAPrefix,
    paths: [
      "ServiceStack/HandoffApi/Role",
      "ServiceStack/FileIntake/Role",
      "ServiceStack/EventFileWorker/Role",
    ],
  },
  {
    id: objectsBelow("bank-files/"),
    reason: belowAPrefix,
    paths: ["ServiceStack/FinanceApi/Role", "ServiceStack/FileIntake/Role"],
  },
  ...["remittance-files/", "remittance-results/"].map((prefix) => ({
    id: objectsBelow(prefix),
    reason: belowAPrefix,
    paths: ["ServiceStack/FinanceApi/Role", "ServiceStack/FileIntake/Role"],
  })),
  {
    id: objectsBelow("event-results/"),
    reason: belowAPrefix,
    paths: ["ServiceStack/HandoffApi/Role", "ServiceStack/EventFileWorker/Role"],
  },
  {
    id: "AwsSolutions::AwsSolutions-SQS3",
    reason:
      "It is a dead-letter queue: of an event source mapping and of a schedule, which the rule does not look at.",
    paths: [
      "ServiceStack/Outbox/Failed/Queue",
      "ServiceStack/Ledger/Failed/Queue",
      "ServiceStack/Clock/Missed/Queue",
      "ServiceStack/Bookkeeper/Missed/Queue",
      "ServiceStack/FileExport/Missed/Queue",
      "ServiceStack/NightlyRuns/Missed/Queue",
      "ServiceStack/NewFiles/Missed/Queue",
    ],
  },
];

/** @throws when a path is acknowledged that no longer exists */
export function acknowledge(app: App): void {
  const constructs = new Map(app.node.findAll().map((construct) => [construct.node.path, construct]));
  for (const { id, reason, paths } of acknowledgements) {
    for (const path of paths) {
      const construct = constructs.get(path);
      if (construct === undefined) throw new Error(`${id} is acknowledged for ${path}, which is not there`);
      Validations.of(construct).acknowledge({ id, reason });
    }
  }
}
