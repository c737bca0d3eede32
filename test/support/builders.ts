import { createHash, randomBytes } from "node:crypto";
import { ulid } from "ulid";
import type * as z from "zod";
import type { Known } from "../../shared/accounts/account-step.ts";
import { Account, Recall } from "../../shared/accounts/model.ts";
import { Screening } from "../../shared/accounts/store.ts";
import { PlaceAccountRequest } from "../../shared/accounts/wire.ts";
import { Agency } from "../../shared/agencies/model.ts";
import type { Received } from "../../shared/callbacks/outcome.ts";
import { Callback } from "../../shared/callbacks/any-callback.ts";
import type { CallbackOf, EventType, Origin } from "../../shared/callbacks/wire.ts";
import { Clock } from "../../shared/clocks/model.ts";
import { Hold } from "../../shared/compliance/hold.ts";
import type { Candidate } from "../../shared/contracts/allocate.ts";
import { Contract } from "../../shared/contracts/model.ts";
import { Usage } from "../../shared/contracts/usage.ts";
import { Dispute } from "../../shared/disputes/model.ts";
import { emptyChain, type Actor, type EventDraft } from "../../shared/kernel/event.ts";
import {
  AccountId,
  AgencyId,
  disputeIdOf,
  eventIdOf,
  holdIdOf,
  LenderId,
  placementIdOf,
  recallIdOf,
  type PlacementId,
} from "../../shared/kernel/ids.ts";
import { Currency, type Money } from "../../shared/kernel/money.ts";
import type { Refusal } from "../../shared/kernel/problems.ts";
import type { Result } from "../../shared/kernel/result.ts";
import { Instant, LocalDate } from "../../shared/kernel/time.ts";
import { Lender } from "../../shared/lenders/model.ts";
import { DirectPayment } from "../../shared/payments/direct-model.ts";
import { Payment, Suspense } from "../../shared/payments/model.ts";
import { Placement } from "../../shared/placements/model.ts";

/** The moment at which everything that a builder makes happens, unless it is told otherwise. */
export const now = Instant.parse("2026-03-02T12:00:00.000Z");
export const today = LocalDate.parse("2026-03-02");

export const at = (instant: string): Instant => Instant.parse(instant);
export const on = (date: string): LocalDate => LocalDate.parse(date);

const USD = Currency.parse("USD");
export const usd = (amount: number): Money => ({ amount, currency: USD });
export const cash = (amount: number, currency: string): Money => ({
  amount,
  currency: Currency.parse(currency),
});

export const aLenderId = (): LenderId => LenderId.parse(`lnd_${ulid()}`);
export const anAgencyId = (): AgencyId => AgencyId.parse(`agy_${ulid()}`);
export const anAccountId = (): AccountId => AccountId.parse(`acc_${ulid()}`);
export const aRef = (prefix: string): string => `${prefix}-${ulid()}`;
export const aSecret = (bytes = 32): string => `whsec_${randomBytes(bytes).toString("base64")}`;

export const aLenderActor: Actor = { kind: "LENDER", id: "lnd_00000000000000000000000000" };

/** An account that its agency has taken: 1,000.00 USD of principal, nothing paid. */
export function anAccount(over: Partial<z.input<typeof Account>> = {}): Account {
  const agencyId = over.placement?.agencyId ?? anAgencyId();
  const holders = over.holders ?? [agencyId];
  const account = {
    accountId: anAccountId(),
    lenderId: aLenderId(),
    lenderAccountRef: aRef("LN"),
    product: "PERSONAL_LOAN",
    region: "US-CT",
    currency: "USD",
    lifecycle: "ACTIVE" as const,
    due: { PRINCIPAL: 100_000 },
    paid: 0,
    ...(holders.length > 0 && {
      placement: { number: holders.length, agencyId: holders.at(-1)!, usageShard: 0 },
    }),
    holders,
    holds: [],
    dispute: "NONE" as const,
    attention: [],
    version: 4,
    sequence: 4,
    head: "a".repeat(64),
    createdAt: now,
    updatedAt: now,
    ...over,
  };
  return Account.parse(account);
}

/** The same account without an agency. */
export function withoutAgency(account: Account, over: Partial<z.input<typeof Account>> = {}): Account {
  const { placement: _ended, ...free } = account;
  return Account.parse({ ...free, ...over });
}

/** The placement that the account has now, or had last. */
export const placementOf = (account: Account): PlacementId =>
  placementIdOf(account.accountId, account.placement?.number ?? Math.max(1, account.holders.length));

export const aPlacement = (account: Account, over: Partial<z.input<typeof Placement>> = {}): Placement =>
  Placement.parse({
    placementId: placementOf(account),
    accountId: account.accountId,
    lenderId: account.lenderId,
    number: account.placement?.number ?? Math.max(1, account.holders.length),
    agencyId: account.holders.at(-1) ?? anAgencyId(),
    contractVersion: 1,
    usageShard: 0,
    state: "ACTIVE",
    placedBalance: 100_000,
    offeredAt: now,
    acknowledgeBy: now,
    allocation: [],
    ...over,
  });

/** An account with the placement that it has, or had last, as use cases load them. */
export const known = (account: Account, over: Partial<z.input<typeof Placement>> = {}): Required<Known> => ({
  account,
  placement: aPlacement(account, {
    ...(account.placement === undefined && { state: "CLOSED", endedAt: now, endCode: "EXHAUSTED" }),
    ...over,
  }),
});

/** The notice of a recall that was requested by the account's last event. */
export const aRecall = (account: Account, over: Partial<z.input<typeof Recall>> = {}): Recall =>
  Recall.parse({
    recallId: recallIdOf(account.accountId, account.sequence),
    code: "STRATEGY",
    state: "PENDING",
    requestedAt: now,
    finalAt: "2026-03-09T12:00:00.000Z",
    objections: [],
    ...over,
  });

export const aKeyId = "key_01ARZ3NDEKTSV4RRFFQ69G5FAV";

export const aHold = (account: Account, over: Partial<z.input<typeof Hold>> = {}): Hold =>
  Hold.parse({
    holdId: holdIdOf(account.accountId, 3),
    type: "DISPUTE",
    state: "PLACED",
    owner: { kind: "DISPUTE", id: disputeIdOf(account.accountId, 3) },
    placedAt: now,
    ...over,
  });

export const aDispute = (account: Account, over: Partial<z.input<typeof Dispute>> = {}): Dispute =>
  Dispute.parse({
    disputeId: disputeIdOf(account.accountId, 3),
    accountId: account.accountId,
    lenderId: account.lenderId,
    placementId: placementOf(account),
    agencyId: account.placement?.agencyId ?? anAgencyId(),
    state: "RAISED",
    type: "AMOUNT_WRONG",
    channel: "EMAIL",
    inWriting: true,
    narrative: "The interest was charged twice.",
    holdId: holdIdOf(account.accountId, 3),
    raisedAt: now,
    receivedAt: now,
    ...over,
  });

/** An account with a dispute that its hold stands for, and with what is owed apart in the books. */
export function inDispute(
  over: Partial<z.input<typeof Account>> = {},
  dispute: Partial<z.input<typeof Dispute>> = {},
): { readonly account: Account; readonly dispute: Dispute } {
  const account = anAccount({ dispute: "OPEN", disputedApart: true, ...over });
  return {
    account: { ...account, holds: [aHold(account, { state: "ORDERED" })] },
    dispute: aDispute(account, { state: "AWAITING_LENDER", ...dispute }),
  };
}

/** The same account as it was left by a dispute that was raised before there were accounts for what is disputed. */
export function raisedBefore({ disputedApart: _apart, ...account }: Account): Account {
  return account;
}

export const aClock = (
  account: Account,
  over: Pick<z.input<typeof Clock>, "kind" | "ref"> & { dueAt?: string },
): Clock => Clock.parse({ accountId: account.accountId, dueAt: now, ...over });

/** A posted payment of 100.00 USD on the account's principal. */
export function aPayment(account: Account, over: Partial<z.input<typeof Payment>> = {}): Payment {
  const amount = over.amount ?? 10_000;
  const agencyId = over.agencyId ?? account.placement?.agencyId ?? anAgencyId();
  const clearing = `agency-clearing/${agencyId}`;
  return Payment.parse({
    agencyId,
    paymentRef: aRef("P"),
    placementId: placementOf(account),
    accountId: account.accountId,
    status: "POSTED",
    amount,
    currency: account.currency,
    reversed: 0,
    clearing,
    postings: [
      { account: clearing, amount },
      { account: "receivable/PRINCIPAL", amount: -amount },
    ],
    waiting: [],
    effectiveAt: now,
    receivedAt: now,
    ...over,
  });
}

/** A payment of 100.00 USD that the lender got, of which the account's agency was told by the account's last event. */
export const aDirectPayment = (
  account: Account,
  over: Partial<z.input<typeof DirectPayment>> = {},
): DirectPayment =>
  DirectPayment.parse({
    lenderId: account.lenderId,
    accountId: account.accountId,
    paymentRef: aRef("D"),
    requestHash: "c".repeat(64),
    amount: 10_000,
    currency: account.currency,
    reversed: 0,
    clearing: "lender-direct",
    postings: [
      { account: "lender-direct", amount: 10_000 },
      { account: "receivable/PRINCIPAL", amount: -10_000 },
    ],
    effectiveAt: now,
    receivedAt: now,
    told: {
      placementId: placementOf(account),
      agencyId: account.holders.at(-1) ?? anAgencyId(),
      eventId: eventIdOf(account.accountId, account.sequence),
      acknowledgeBy: "2026-03-04T12:00:00.000Z",
    },
    ...over,
  });

export const aSuspense = (payment: Payment, over: Partial<z.input<typeof Suspense>> = {}): Suspense =>
  Suspense.parse({
    accountId: `sus_${ulid()}`,
    agencyId: payment.agencyId,
    placementId: payment.placementId,
    paymentRef: payment.paymentRef,
    currency: payment.currency,
    held: payment.amount - payment.reversed,
    version: 1,
    sequence: 1,
    head: "b".repeat(64),
    ...over,
  });

export const anAgency = (over: Partial<z.input<typeof Agency>> = {}): Agency =>
  Agency.parse({
    agencyId: anAgencyId(),
    name: "Harbour Recoveries",
    licences: [{ region: "US", number: "L-1", expiresOn: "2030-12-31" }],
    endpointUrl: "https://agency.example/hooks",
    webhookSecrets: [aSecret()],
    ...over,
  });

export const aContract = (over: Partial<z.input<typeof Contract>> = {}): Contract =>
  Contract.parse({
    lenderId: aLenderId(),
    agencyId: anAgencyId(),
    version: 1,
    currency: "USD",
    validFrom: "2025-01-01",
    share: 1,
    capacity: 1_000,
    ...over,
  });

/** A licensed agency with a contract and empty counters. */
export function aCandidate(
  over: {
    readonly agency?: Partial<z.input<typeof Agency>>;
    readonly contract?: Partial<z.input<typeof Contract>>;
    readonly usage?: readonly Omit<z.input<typeof Usage>, "agencyId">[];
  } = {},
): Candidate {
  const agency = anAgency(over.agency);
  const { agencyId } = agency;
  return {
    agency,
    contract: aContract({ agencyId, ...over.contract }),
    usage: (over.usage ?? []).map((usage) => Usage.parse({ agencyId, ...usage })),
  };
}

export const aLender = (over: Partial<z.input<typeof Lender>> = {}): Lender =>
  Lender.parse({
    lenderId: aLenderId(),
    name: "North Bank",
    policy: { balanceMin: usd(5_000), balanceMax: usd(5_000_000) },
    policyVersion: 1,
    ...over,
  });

/** An account as a lender sends it: 90 days overdue, 1,000.00 USD, nothing against it. */
export const aRequest = (over: Partial<z.input<typeof PlaceAccountRequest>> = {}): PlaceAccountRequest =>
  PlaceAccountRequest.parse({
    lenderAccountRef: aRef("LN"),
    product: "PERSONAL_LOAN",
    delinquencyDate: "2025-12-02",
    balance: [{ component: "PRINCIPAL", amount: usd(100_000) }],
    debtor: {
      name: "Ada Debtor",
      region: "US-CT",
      contactPoints: [{ type: "EMAIL", value: "ada@example.com", status: "VERIFIED" }],
    },
    ...over,
  });

/** The screening of such an account, as it is kept. */
export const aScreening = (over: Partial<z.input<typeof Screening>> = {}): Screening => {
  const { debtor: _sealed, ...facts } = aRequest();
  return Screening.parse({
    policyVersion: 1,
    verdicts: [],
    screenedAt: now,
    facts,
    contactPointCount: 1,
    ...over,
  });
};

const usual: { readonly [T in EventType]: () => Record<string, unknown> } = {
  "placement.acknowledged": () => ({ balance: usd(100_000) }),
  "placement.declined": () => ({ code: "CAPACITY" }),
  "placement.info_requested": () => ({ code: "CONTRACT_COPY" }),
  "payment.received": () => ({ paymentRef: aRef("P"), amount: usd(10_000) }),
  "payment.reversed": () => ({
    reversalRef: aRef("R"),
    originalPaymentRef: aRef("P"),
    amount: usd(10_000),
    reason: "NSF",
  }),
  "payment.corrected": () => ({
    paymentRef: aRef("P"),
    supersedesEventId: "evt-1",
    amount: usd(9_000),
  }),
  "cost.incurred": () => ({
    costRef: aRef("K"),
    type: "TRACING",
    amount: usd(1_200),
    authorisationRef: "AUTH-1",
  }),
  "fee.added": () => ({
    feeRef: aRef("F"),
    type: "AGENCY_FEE",
    amount: usd(1_500),
    authorisationRef: "AUTH-1",
  }),
  "settlement.requested": () => ({ settlementRef: "SET-1", offer: usd(60_000), expiresOn: "2026-04-30" }),
  "settlement.approved": () => ({ settlementRef: "SET-1", offer: usd(90_000), expiresOn: "2026-04-30" }),
  "settlement.declined": () => ({ settlementRef: "SET-1" }),
  "dispute.raised": () => ({ type: "AMOUNT_WRONG", narrative: "The interest was charged twice." }),
  "dispute.evidence_added": () => ({ disputeId: "dsp_01ARZ3NDEKTSV4RRFFQ69G5FAV_3", text: "A statement." }),
  "dispute.withdrawn": () => ({ disputeId: "dsp_01ARZ3NDEKTSV4RRFFQ69G5FAV_3" }),
  "placement.closed": () => ({ code: "EXHAUSTED", finalBalance: usd(100_000) }),
  "placement.stage_changed": () => ({ legalStage: "LEGAL" }),
  "complaint.raised": () => ({ category: "CONDUCT", severity: "LOW" }),
  "debtor.deceased": () => ({ source: "RELATIVE" }),
  "debtor.insolvent": () => ({ kind: "BANKRUPTCY" }),
  "debtor.vulnerable": () => ({ code: "HEALTH" }),
  "debtor.represented": () => ({ source: "ATTORNEY" }),
  "debtor.cease_requested": () => ({ inWriting: true }),
  "debtor.moratorium": () => ({ kind: "STANDARD" }),
  "debtor.id_theft": () => ({}),
  "debtor.moved": () => ({ region: "US-NY" }),
  "hold.acknowledged": () => ({ holdId: "hld_unknown", appliedAt: now }),
  "hold.applied": () => ({ type: "CEASE_REQUEST", appliedAt: now }),
  "hold.released": () => ({ holdId: "hld_unknown" }),
  "recall.acknowledged": () => ({ recallId: "rcl_unknown" }),
  "recall.objected": () => ({ recallId: "rcl_unknown", reason: "PROMISE_TO_PAY" }),
  "data.deleted": () => ({ attestation: "ATT-1", deletedAt: now }),
  "arrangement.proposed": () => ({ arrangementRef: "PLAN-1" }),
  "arrangement.activated": () => ({ arrangementRef: "PLAN-1" }),
  "arrangement.amended": () => ({ arrangementRef: "PLAN-1", instalments: 12 }),
  "arrangement.instalment_missed": () => ({
    arrangementRef: "PLAN-1",
    instalmentRef: "PLAN-1-2",
    dueOn: "2026-03-01",
  }),
  "arrangement.broken": () => ({ arrangementRef: "PLAN-1" }),
  "arrangement.completed": () => ({ arrangementRef: "PLAN-1" }),
  "arrangement.cancelled": () => ({ arrangementRef: "PLAN-1" }),
  "contact.attempted": () => ({
    attemptRef: aRef("C"),
    channel: "VOICE",
    startedAt: now,
    outcome: "NO_ANSWER",
  }),
};

type Sent = {
  readonly data?: Readonly<Record<string, unknown>>;
  readonly agencyId?: AgencyId;
  readonly placementId?: PlacementId;
  readonly eventId?: string;
  readonly effectiveAt?: string;
  readonly reportedAt?: string;
  readonly receivedAt?: Instant;
  readonly origin?: Origin;
  readonly correlationId?: string | undefined;
};

/** A callback of the account's agency on its placement, as the gateway has it after the signature check. */
export function received<const T extends EventType>(
  eventType: T,
  account: Account,
  { data, agencyId, placementId = placementOf(account), receivedAt = now, ...envelope }: Sent = {},
): Received<T> {
  const callback = Callback.parse({
    eventId: aRef("cb"),
    eventType,
    placementId,
    effectiveAt: "2026-03-01T09:30:00Z",
    ...Object.fromEntries(Object.entries(envelope).filter(([, said]) => said !== undefined)),
    data: { ...usual[eventType](), ...data },
  });
  return {
    agencyId: agencyId ?? account.holders.at(-1) ?? anAgencyId(),
    callback: callback as CallbackOf<T>,
    payloadHash: createHash("sha256").update(JSON.stringify(callback)).digest("hex"),
    receivedAt,
  };
}

export const aDraft = (over: Partial<EventDraft> = {}): EventDraft => ({
  type: "account.received",
  actor: aLenderActor,
  effectiveAt: now,
  receivedAt: now,
  data: {},
  ...over,
});

/** Where the history of an account that nobody has written to begins. */
export const startOfHistory = emptyChain;

/** What a decision accepted; the test fails with the refusal otherwise. */
export function valueOf<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}

/** Why a decision refused; the test fails with the value otherwise. */
export function refusalOf(result: Result<unknown, Refusal>): Refusal {
  if (result.ok) throw new Error(`accepted: ${JSON.stringify(result.value)}`);
  return result.error;
}
