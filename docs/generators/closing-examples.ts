import { emptyChain } from "../../shared/kernel/event.ts";
import { LenderId } from "../../shared/kernel/ids.ts";
import { Currency } from "../../shared/kernel/money.ts";
import { Month } from "../../shared/kernel/months.ts";
import { Instant, LocalDate } from "../../shared/kernel/time.ts";
import { DriftCheckView } from "../../shared/ledger/drift-wire.ts";
import { emptyDay, nothingBefore, sealOf, withEntries } from "../../shared/ledger/seal.ts";
import { ReconciliationView } from "../../shared/reconciliation/wire-run.ts";
import { checklist, type ClosingFacts } from "../../shared/periods/checklist.ts";
import { periodIdOf, type Period } from "../../shared/periods/model.ts";
import { periodView } from "../../shared/periods/view.ts";
import { ids } from "./examples.ts";
import { journalEntries, trialBalanceExample } from "./ledger-examples.ts";
import { reconciliationViews } from "./reconciliation-examples.ts";

const book = { owner: LenderId.parse(ids.lenderId), currency: Currency.parse("USD") };
const month = Month.parse("2026-03");

/** The last day of the examples' month. */
export const sealExample = sealOf(book, LocalDate.parse("2026-03-31"), {
  ...withEntries(book, emptyDay, journalEntries),
  previous: nothingBefore,
});

export const bookExample = { ...book, sealedTo: sealExample.date, head: sealExample.hash };

export const driftBody = {
  lenderId: ids.lenderId,
  currency: "USD",
  from: "2026-02-01",
  to: "2026-03-31",
} as const;

const driftAsked = DriftCheckView.parse({
  checkId: "drf_5B1D0C7A9E3F2846B8D1C3A57E",
  ...book,
  from: driftBody.from,
  to: driftBody.to,
  state: "REQUESTED",
  requestedAt: "2026-04-01T01:30:00.000Z",
});

export const driftViews = {
  requested: driftAsked,
  done: DriftCheckView.parse({
    ...driftAsked,
    state: "DONE",
    finishedAt: "2026-04-01T01:30:02.117Z",
    entries: journalEntries.length,
    drift: 0,
    differences: [],
  }),
};

const { debit, credit, accounts } = trialBalanceExample;
const isClearing = (account: string): boolean => account.startsWith("agency-clearing/");
const clearing = accounts.filter(({ account, balance }) => isClearing(account) && balance !== 0);

const begun: Period = {
  periodId: periodIdOf(book, month),
  ...book,
  month,
  state: "CLOSING",
  begun: { by: ids.keyId, at: Instant.parse("2026-04-01T08:00:00.000Z") },
  prepared: {
    at: Instant.parse("2026-04-01T08:00:03.000Z"),
    entries: journalEntries.length,
    debit,
    credit,
    sha256: "6f1ed002ab5595859014ebf0951522d9a2f0b9d9a1a3c9b7c1b8e7a0f4d2c6e1",
    bytes: 812,
    accounts: accounts.length,
    balanceHash: "0c8f3b1d5a7e9f2046b8d1c3a57e5b1d0c7a9e3f2846b8d1c3a57e6f1ed002ab",
    seal: sealExample.hash,
    clearing: clearing.map(({ account, balance }) => ({ account, balance })),
    clearingCount: clearing.length,
    suspense: [],
    suspenseCount: 0,
  },
  version: 2,
  ...emptyChain,
};

const { begun: _begun, prepared: _prepared, ...rest } = begun;
const opened: Period = { ...rest, state: "OPEN" };

const run = ReconciliationView.parse(reconciliationViews.done);

const facts: ClosingFacts = {
  period: begun,
  now: Instant.parse("2026-04-01T09:00:00.000Z"),
  previous: "CLOSED",
  sealedTo: sealExample.date,
  isWaiting: false,
  drift: driftViews.done,
  run: { ...run, requestedAt: Instant.parse("2026-04-01T06:00:00.000Z") },
  breaks: { severe: 3, others: 1, complete: true },
  advices: { count: 0, complete: true },
  banks: [],
};

const closed: Period = {
  ...begun,
  state: "CLOSED",
  closed: { by: "key_01JB4Q6N7VC3D5E7F9G1H3J5K8", at: Instant.parse("2026-04-01T10:00:00.000Z") },
};

const settled = { ...facts, breaks: { severe: 0, others: 1, complete: true } };

export const periodViews = {
  listed: periodView(closed),
  stopped: { ...periodView(begun), checklist: checklist(facts) },
  begun: {
    ...periodView({ ...opened, state: "CLOSING" }),
    checklist: checklist({ ...settled, period: { ...opened, state: "CLOSING" } }),
  },
  closed: { ...periodView(closed), checklist: checklist({ ...settled, period: closed }) },
  reopened: { ...periodView(opened), checklist: checklist({ ...settled, period: opened }) },
};

export const reopenBody = { reason: "The agency's advice of March is still to come." } as const;
