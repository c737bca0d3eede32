import type { EventId } from "../kernel/ids.ts";
import type { Currency } from "../kernel/money.ts";
import type { LocalDate } from "../kernel/time.ts";
import type { ByComponent } from "../ledger/model.ts";
import type { Recipient } from "../payments/wire.ts";
import type { Staged } from "./legal-stage.ts";
import type { UpheldDispute } from "./upheld.ts";

/** Recovered money that an adjustment turned into the debtor's credit, and the event that says so. */
export type Credited = { readonly eventId: EventId; readonly amount: number };

/** A payment as far as its commission is concerned. */
export type PaymentFacts = {
  readonly paymentRef: string;
  readonly amount: number;
  readonly currency: Currency;
  /** What it filled; what that leaves of the amount is the debtor's credit, and bears no commission. */
  readonly filled: ByComponent;
  /** What it had filled more, before the balance was adjusted. */
  readonly credited?: readonly Credited[];
  readonly recipient: Recipient;
  readonly effectiveOn: LocalDate;
} & Staged;

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
  /** Disputes of the placement that ended for the debtor, the oldest first. */
  readonly upheld?: readonly UpheldDispute[];
};
