import { openBankLineStore } from "../../shared/bank-files/open-line-store.ts";
import type { Reader } from "../../shared/platform/dynamo.ts";
import { remittanceItems } from "../../shared/remittances/written-store.ts";
import type { BreakRecord } from "../../shared/breaks/model.ts";
import { matchStore } from "../../shared/reconciliation/match-store.ts";
import { findingOf } from "../../shared/breaks/finding.ts";
import { observed, type Look } from "../../shared/breaks/observed.ts";
import type { BreakStep, By } from "../../shared/breaks/step.ts";
import { stepWritten } from "../../shared/breaks/written.ts";
import { breakStore } from "../../shared/breaks/store.ts";
import { Currency } from "../../shared/kernel/money.ts";
import { plusHours, type Instant } from "../../shared/kernel/time.ts";
import { breakOf } from "../../shared/reconciliation/break.ts";
import type { AdviceLine, BankLine, Expectation } from "../../shared/reconciliation/model.ts";
import type { Break, Evidence } from "../../shared/reconciliation/outcome.ts";
import { AccountId, KeyId, PlacementId, type AgencyId, type LenderId } from "../../shared/kernel/ids.ts";
import { aLenderId, anAgencyId, aRef, now, on } from "./builders.ts";

const USD = Currency.parse("USD");
const ULID = "01JB4R0E3SH5G9V1XJ7P2M4WQC";

type Wish = {
  readonly lenderId?: LenderId;
  readonly agencyId?: AgencyId | undefined;
  readonly currency?: string;
  readonly code?: Break["code"];
  readonly amount?: number;
  /** What tells one break from another. */
  readonly ref?: string;
};

const reportedOf = (id: string, parties: Parties): Expectation => ({
  id,
  ...parties,
  accountId: AccountId.parse(`acc_${ULID}`),
  placementId: PlacementId.parse(`plc_${ULID}_1`),
  kind: "PAYMENT",
  paymentRef: id,
  amount: 10_000,
  recipient: "AGENCY",
  method: "CARD",
  effectiveOn: on("2026-02-20"),
});

type Parties = Pick<AdviceLine, "lenderId" | "agencyId" | "currency">;

const advisedOf = (id: string, parties: Parties): AdviceLine => ({
  lineId: `line-${id}`,
  remittanceId: "rem-1",
  ...parties,
  kind: "PAYMENT",
  paymentRef: id,
  amount: 9_500,
  recipient: "AGENCY",
  effectiveOn: on("2026-02-20"),
});

export const aBankLine = (over: Partial<BankLine> = {}): BankLine => ({
  lineId: aRef("bank"),
  lenderId: aLenderId(),
  currency: USD,
  amount: 9_500,
  valueDate: on("2026-02-22"),
  references: ["R-1"],
  text: "REMITTANCE",
  status: "BOOKED",
  ...over,
});

/** A break as a run of the reconciliation finds it: an agency advised less than it reported. */
export function aBreak(wish: Wish = {}, beside: Partial<Evidence> = {}): Break {
  const { lenderId = aLenderId(), code = "AMOUNT_DIFF", amount = 500, ref = aRef("P") } = wish;
  const agencyId = "agencyId" in wish ? wish.agencyId : anAgencyId();
  const currency = Currency.parse(wish.currency ?? "USD");
  const parties = { lenderId, agencyId: agencyId ?? anAgencyId(), currency };
  return breakOf({
    code,
    lenderId,
    agencyId,
    currency,
    amount,
    subjects: { reported: [reportedOf(ref, parties)], advised: [advisedOf(ref, parties)] },
    beside,
    explain: [`${ref} was reported with 100.00 and advised with 95.00`],
  });
}

export const aLook = (hours = 0): Look => ({
  actor: { kind: "SYSTEM", id: "reconciler" },
  at: plusHours(now, hours),
  now: plusHours(now, hours),
});

export const keyIds = {
  one: KeyId.parse("key_01ARZ3NDEKTSV4RRFFQ69G5FAV"),
  other: KeyId.parse("key_01ARZ3NDEKTSV4RRFFQ69G5FAW"),
};

/** A person of finance, by one of two keys, some hours after a run. */
export const aPerson = (key: keyof typeof keyIds = "one", hours = 1): By => ({
  actor: { kind: "FINANCE", id: keyIds[key] },
  now: plusHours(now, hours),
});

const writes = breakStore({} as never);

/** The break as it is stored after a step, with its history moved on. */
export const after = (before: BreakRecord | undefined, step: BreakStep, at: Instant): BreakRecord =>
  stepWritten(writes, step, { before, name: "test", now: at }).record;

/** A stored break that a run opened. */
export function aRecord(wish: Wish | Break = {}, hours = 0): BreakRecord {
  const found = observed(undefined, findingOf("fingerprint" in wish ? wish : aBreak(wish)), aLook(hours));
  if (found.kind !== "STEP") throw new Error("a new break is opened");
  return after(undefined, found.step, aLook(hours).now);
}

/** How a resolution takes the facts that it is about. */
export const settlingOn = (reader: Reader) => ({
  bankLines: openBankLineStore(reader),
  remittances: remittanceItems,
  matches: matchStore(reader),
});
