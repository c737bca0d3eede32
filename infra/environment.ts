import { config } from "./config.ts";
import type { FunctionName } from "./functions.ts";

/** What a function may be told when it is deployed. */
export type Facts = {
  readonly stage: string;
  readonly table: string;
  readonly deliveries: string;
  readonly disputes: string;
  readonly placements: string;
  readonly feed: string;
  readonly finance: string;
  readonly chunks: string;
  readonly eventChunks: string;
  readonly files: string;
  readonly seals: string;
  readonly personalDataKey: string;
  readonly identifierKey: string;
  readonly receiptKey: string;
  readonly adminKeyHash: string;
  /** Every queue of dead letters, as JSON; asked only once they are all there. */
  readonly deadLetters: () => string;
};

type Environment = Readonly<Record<string, string>>;

const store = (of: Facts): Environment => ({ STAGE: of.stage, TABLE_NAME: of.table });

const queues = (of: Facts): Environment => ({
  DELIVERY_QUEUE_URL: of.deliveries,
  DISPUTE_QUEUE_URL: of.disputes,
  PLACEMENT_QUEUE_URL: of.placements,
  FEED_QUEUE_URL: of.feed,
  FINANCE_QUEUE_URL: of.finance,
});

const personalData = (of: Facts): Environment => ({ PERSONAL_DATA_KEY_ARN: of.personalDataKey });

const files = (of: Facts): Environment => ({ FILES_BUCKET: of.files });
const seals = (of: Facts): Environment => ({ SEALS_BUCKET: of.seals });
const identifiers = (of: Facts): Environment => ({ IDENTIFIER_KEY_ARN: of.identifierKey });

/** Each function's environment: it names only what the function's permissions let it touch. */
export const environmentOf: Readonly<Record<FunctionName, (of: Facts) => Environment>> = {
  "lender-api": (of) => ({ ...store(of), ...personalData(of), ...identifiers(of), FILES_BUCKET: of.files }),
  "agency-api": store,
  "admin-api": (of) => ({
    ...store(of),
    ADMIN_KEY_HASH: of.adminKeyHash,
    DELIVERY_QUEUE_URL: of.deliveries,
    DEAD_LETTER_QUEUES: of.deadLetters(),
  }),
  "finance-api": (of) => ({ ...store(of), ...files(of), ...seals(of) }),
  reconciler: (of) => ({ ...store(of), ...files(of) }),
  "docs-api": (of) => ({ STAGE: of.stage }),
  outbox: (of) => ({ ...store(of), ...queues(of) }),
  "delivery-worker": (of) => ({
    ...store(of),
    ...personalData(of),
    DELIVERY_QUEUE_URL: of.deliveries,
    RECEIVE_COUNT_MAX: String(config.deliveries.receiveCountMax),
  }),
  "dispute-worker": store,
  "placement-worker": store,
  "feed-worker": store,
  "handoff-api": (of) => ({
    ...store(of),
    ...personalData(of),
    ...files(of),
    RECEIPT_KEY_ARN: of.receiptKey,
  }),
  "file-export": (of) => ({ ...store(of), ...personalData(of), ...files(of) }),
  "nightly-runs": store,
  "ledger-worker": store,
  bookkeeper: (of) => ({ ...store(of), ...seals(of) }),
  clock: (of) => ({ ...store(of), ...queues(of) }),
  "file-intake": (of) => ({
    ...store(of),
    FILES_BUCKET: of.files,
    CHUNK_QUEUE_URL: of.chunks,
    EVENT_CHUNK_QUEUE_URL: of.eventChunks,
    NODE_OPTIONS: config.functions.fileIntakeNodeOptions,
  }),
  "batch-worker": (of) => ({
    ...store(of),
    ...personalData(of),
    ...identifiers(of),
    FILES_BUCKET: of.files,
    CHUNK_QUEUE_URL: of.chunks,
    RECEIVE_COUNT_MAX: String(config.batches.receiveCountMax),
  }),
  "event-file-worker": (of) => ({
    ...store(of),
    ...files(of),
    EVENT_CHUNK_QUEUE_URL: of.eventChunks,
    RECEIVE_COUNT_MAX: String(config.eventFiles.receiveCountMax),
  }),
};
