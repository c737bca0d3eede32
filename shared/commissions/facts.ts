import type { Currency } from "../kernel/money.ts";
import type { LocalDate } from "../kernel/time.ts";
import type { ByComponent } from "../ledger/model.ts";
import type { Recipient } from "../payments/wire.ts";
import type { LegalStage } from "./rule-wire.ts";

/** A payment as far as its commission is concerned. */
export type PaymentFacts = {
  readonly paymentRef: string;
  readonly amount: number;
  readonly currency: Currency;
  /** What it filled; what that leaves of the amount is the debtor's credit, and bears no commission. */
  readonly filled: ByComponent;
  readonly recipient: Recipient;
  readonly effectiveOn: LocalDate;
  readonly legalStage: LegalStage;
};

/** The placement that it was made under, as it was placed, and its end. */
export type PlacedFacts = {
  readonly placedOn: LocalDate;
  readonly placedBalance: number;
  readonly placedAgeDays: number;
  readonly placementNumber: number;
  readonly region: string;
  readonly endedOn?: LocalDate;
  readonly tailUntil?: LocalDate;
};

/** What the placement's lines come to before this one, reversals taken off. */
export type SoFar = {
  readonly recovered: number;
  readonly fees: number;
  readonly calculated: number;
  readonly commission: number;
};

export type CommissionFacts = {
  readonly payment: PaymentFacts;
  readonly placed: PlacedFacts;
  readonly before: SoFar;
};
