import type * as z from "zod";
import type {
  CorrectBankEntryRequest,
  QuarantinedBankLineView,
  RejectBankEntryRequest,
} from "../../shared/bank-files/entry-wire.ts";
import { BANK_ACCOUNT_REF, bankFiles } from "./bank-examples.ts";

const APPROVER = "key_01JB4QG4T3X8N0V5R7W2D9E6HC";
const OPERATOR = "key_01JB4QG4T3X8N0V5R7W2D9E6HB";

export const correctBankEntryBody = {
  side: "CREDIT",
  amount: { amount: 42_000, currency: "USD" },
  valueDate: "2026-03-02",
  servicerRef: "FRB2026030200018",
  references: ["RMT-2026-02-5"],
  text: "REMITTANCE FEB",
  explanation: "The bank confirmed by mail: 420.00, the letter O stands for a zero.",
} satisfies z.input<typeof CorrectBankEntryRequest>;

export const rejectBankEntryBody = {
  explanation: "A remark of the bank's, and no booking: it says so by mail.",
} satisfies z.input<typeof RejectBankEntryRequest>;

const waiting = bankFiles.quarantined;

const corrected = {
  ...waiting,
  state: "CORRECTED",
  settled: {
    settlement: { kind: "CORRECTION", correction: correctBankEntryBody },
    lineId: "8c1d9e0a47368b1c2d3e4f5a6b7c5f2b-1",
    ledgerEventId: "evt_7A1E0C9B3D5F2846B8D1C3A57E_2",
    settledBy: { kind: "FINANCE", id: OPERATOR },
    settledAt: "2026-03-03T09:12:07.400Z",
  },
} as const satisfies z.input<typeof QuarantinedBankLineView>;

const proposed = {
  ...waiting,
  state: "PROPOSED",
  proposal: {
    settlement: { kind: "REJECTION", rejection: rejectBankEntryBody },
    proposedBy: APPROVER,
    proposedAt: "2026-03-03T09:12:07.400Z",
  },
} as const satisfies z.input<typeof QuarantinedBankLineView>;

const event = {
  eventId: corrected.settled.ledgerEventId,
  accountId: waiting.fileId,
  sequence: 2,
  type: "bank.entry_corrected",
  actor: corrected.settled.settledBy,
  effectiveAt: "2026-03-02T00:00:00.000Z",
  receivedAt: corrected.settled.settledAt,
  data: {
    lenderId: bankFiles.loaded.lenderId,
    entry: waiting.number,
    code: waiting.code,
    explanation: correctBankEntryBody.explanation,
    lineId: corrected.settled.lineId,
    amount: correctBankEntryBody.amount,
  },
  postings: [
    { account: `bank/${BANK_ACCOUNT_REF}`, amount: 42_000 },
    { account: "bank-clearing", amount: -42_000 },
  ],
  postedAt: corrected.settled.settledAt,
  previousHash: "9f1c0a7be2d4536880b1d2c3e4f5a697887766554433221100ffeeddccbbaa99",
  hash: "3a5e8d7c6b4f20191817161514131211100f0e0d0c0b0a090807060504030201",
} as const;

export const bankEntries = { waiting, corrected, proposed, event };
