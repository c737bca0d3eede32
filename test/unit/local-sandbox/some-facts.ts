import type { Batch, Facts } from "../../../infra/local/audit/audit-facts.ts";
import type { Event, History } from "../../../infra/local/audit/audit-wire.ts";
import { audit } from "../../../infra/local/audit/audit.ts";
import type { Sent, Taken } from "../../../infra/local/agencies/pretend-agency-journal.ts";

export const usd = (amount: number) => ({ amount, currency: "USD" });
export const agencyId = "agy_01SANDB0XAGENCY00000000001";

export const anEvent = (sequence: number, event: Partial<Event> = {}): Event => ({
  eventId: `evt_${sequence}`,
  accountId: "acc_1",
  sequence,
  type: "account.received",
  actor: { kind: "AGENCY", id: agencyId },
  data: {},
  postings: [],
  previousHash: "",
  hash: "",
  ...event,
});

export const aHistory = (events: readonly Event[], view: Partial<History["view"]> = {}): History => ({
  view: {
    accountId: "acc_1",
    lenderId: "lnd_1",
    lenderAccountRef: "LC-1",
    lifecycle: "ACTIVE",
    balance: { currency: "USD", outstanding: usd(0), creditBalance: usd(0), components: [] },
    holds: [],
    attention: [],
    facets: { dispute: "NONE" },
    screening: [],
    placements: [{ placementId: "plc_1", agencyId, state: "ACTIVE" }],
    ...view,
  },
  events,
});

export const aSent = (sent: Partial<Sent> = {}): Sent => ({
  agencyId,
  placementId: "plc_1",
  eventId: "cb-1",
  eventType: "payment.received",
  data: { paymentRef: "P1", amount: usd(100) },
  reporting: "SINGLE",
  tongue: "canonical",
  outcomes: [
    {
      status: 202,
      replayed: false,
      attempts: 1,
      answer: { receiptId: "r", eventId: "cb-1", disposition: "ACCEPTED" },
    },
  ],
  ...sent,
});

export const aTaken = (taken: Partial<Taken> = {}): Taken => ({
  agencyId,
  by: "PUSH",
  eventType: "placement.offered",
  placementId: "plc_1",
  occurredAt: "2026-03-01T10:00:00Z",
  data: { lenderAccountRef: "LC-1", debtor: { name: "Debtor 1" } },
  ...taken,
});

export const aRecord = { eventId: "evt_1", agencyId, channel: "PUSH", fields: ["lenderAccountRef", "name"] };

export const aBatch = (batch: Partial<Batch> = {}): Batch => ({
  batchId: "bat_1",
  announced: 2,
  progress: { rows: 2, offered: 0, waiting: 1, rejected: 1, existing: 0, invalid: 0, failed: 0 },
  lines: [
    { line: "1", lenderAccountRef: "LC-1", outcome: "WAITING", accountId: "acc_1" },
    { line: "2", lenderAccountRef: "LC-2", outcome: "REJECTED", accountId: "acc_2" },
    { line: "2", lenderAccountRef: "LC-2", outcome: "REJECTED", accountId: "acc_2" },
  ],
  again: { status: 200, batchId: "bat_1" },
  ...batch,
});

export const payment = anEvent(1, {
  type: "payment.received",
  data: { sourceEventId: "cb-1", paymentRef: "P1", amount: usd(100) },
  postings: [
    { account: `agency-clearing/${agencyId}`, amount: 100 },
    { account: "receivable/PRINCIPAL", amount: -100 },
  ],
});

export const someFacts = (facts: Partial<Facts> = {}): Facts => ({
  histories: [aHistory([payment])],
  disputes: [],
  placed: [{ accountId: "acc_1", repeats: [] }],
  sent: [aSent()],
  quarantined: [],
  suspense: [],
  leftOfNobodys: [],
  persons: new Map(),
  money: [],
  tricks: [],
  sly: [],
  unacknowledged: [],
  delivered: new Map(),
  deadLetters: 0,
  complaints: [],
  failedOnPurpose: 0,
  batches: [],
  inventories: [{ agencyId, listed: ["plc_1"], believed: ["plc_1"] }],
  disclosures: [],
  leaks: [],
  outage: { agencyId: "agy_5", until: "2026-03-01T10:00:00Z", turnedAway: 3 },
  ...facts,
});

export const broken = (facts: Facts) =>
  audit(facts)
    .filter(({ holds }) => !holds)
    .map(({ name }) => name)
    .filter((name) => name !== "hashChainsVerify" && name !== "balanceIsFoldOfEvents");
