/** Names, retention and limits in one place. What differs by stage is chosen when deploying (parameter `Stage`). */
export const stages = ["local", "dev", "staging", "prod"] as const;
export type Stage = (typeof stages)[number];

export const config = {
  stacks: {
    data: { id: "DataStack", name: "debt-agency-gateway-data" },
    service: { id: "ServiceStack", name: "debt-agency-gateway-service" },
  },
  defaultStage: "dev",
  throttle: {
    local: { rateLimit: 10_000, burstLimit: 10_000 },
    dev: { rateLimit: 50, burstLimit: 100 },
    staging: { rateLimit: 200, burstLimit: 400 },
    prod: { rateLimit: 1_000, burstLimit: 2_000 },
  },
  table: {
    partitionKey: "pk",
    sortKey: "sk",
    ttlAttribute: "expiresAt",
    listIndex: { name: "byList", partitionKey: "list", sortKey: "at" },
    recoveryDays: 35,
  },
  retention: {
    deadLetterDays: 14,
    queueDays: 14,
    noncurrentFileDays: 90,
    serverAccessLogDays: 400,
    incompleteUploadDays: 7,
    keyDeletionDays: 30,
    /** Files that come in are full of personal data: as long as somebody may ask what was in one. */
    uploadedFileDays: 30,
    replacedUploadDays: 1,
  },
  functions: {
    bundleBytesMax: 700 * 1024,
    apiTimeoutSeconds: 10,
    apiMemoryMb: 1_024,
    workerTimeoutSeconds: 30,
    workerMemoryMb: 512,
    clockTimeoutSeconds: 50,
    fileTimeoutSeconds: 900,
    fileIntakeTimeoutSeconds: 900,
    /** V8 would rather grow than collect: with a small young generation, a long file takes what a short one does. */
    fileIntakeNodeOptions: "--max-semi-space-size=8 --max-old-space-size=192",
    batchWorkerTimeoutSeconds: 120,
    eventFileWorkerTimeoutSeconds: 120,
    reconcilerTimeoutSeconds: 900,
    /** A run plans over an index of all that is open in a book: 2.4 GB for three million facts. Else it holds a part. */
    reconcilerMemoryMb: 4_096,
    bookkeeperTimeoutSeconds: 900,
  },
  queues: { visibilityTimeouts: 6, receiveCountMax: 5, batchSize: 10, concurrencyMax: 20 },
  /** A message is put off for an agency's sake two or three times; the rest is for faults of our own, about an hour. */
  deliveries: { receiveCountMax: 18 },
  /** A chunk waits for earlier ones, and for a busy store: it is told often. Few at a time share a contract's counters. */
  batches: {
    receiveCountMax: 20,
    concurrencyMax: 4,
    prefix: { uploads: "account-batches/", results: "batch-results/" },
  },
  /** One chunk of a file at a time; so many files side by side, each with many placements at a time. */
  eventFiles: {
    receiveCountMax: 20,
    concurrencyMax: 4,
    prefix: { uploads: "event-files/", results: "event-results/" },
  },
  bankFiles: { prefix: { uploads: "bank-files/" } },
  remittanceFiles: { prefix: { uploads: "remittance-files/", results: "remittance-results/" } },
  documents: { prefix: "dispute-documents/" },
  exports: { prefix: "exports/" },
  /**
   * A sealed day cannot be removed for so long: ten years. GOVERNANCE lets a role of its own lift that, COMPLIANCE
   * nobody, not even the account's owner; the context `sealRetentionMode` chooses.
   */
  seals: { prefix: "seals/", retentionDays: 3_653, retentionMode: "GOVERNANCE", everyMinutes: 60 },
  stream: { batchSize: 100, retryAttempts: 10, recordAgeHours: 20, parallelizationFactor: 4 },
  clock: { everyMinutes: 1 },
  /** The hour, UTC, at which the daily files are written. */
  files: { atHour: 2 },
  /** The hour, UTC, at which a run over every book is asked for. */
  nightlyRuns: { atHour: 3 },
  alarms: { queueAgeMinutes: 15, iteratorAgeMinutes: 5, serverErrors: 5 },
} as const satisfies { readonly throttle: Record<Stage, object>; readonly defaultStage: Stage } & Record<
  string,
  unknown
>;
