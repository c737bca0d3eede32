import type { AccountId, AgencyId, LenderId, PlacementId } from "../kernel/ids.ts";
import type { Currency } from "../kernel/money.ts";
import type { LocalDate } from "../kernel/time.ts";

/*
 * The three legs, as facts. Amounts are integers of minor units. A payment is above zero and a reversal below; the
 * sign comes from the kind, whatever sign the source wrote.
 */

export type Kind = "PAYMENT" | "REVERSAL";

/** Whether an agency remits all of it and bills its commission, or keeps the commission back. */
export type RemittanceMode = "GROSS" | "NET";

export type Commission = {
  readonly amount: number;
  readonly tax: number;
  readonly planRef?: string;
  readonly planVersion?: number;
};

/** What is known of the placement that a payment was reported for, as of the payment's date. */
export type PlacementFacts = {
  readonly placedOn: LocalDate;
  readonly endedOn?: LocalDate;
  /** Until when what was collected after the end still counts as the agency's. */
  readonly tailUntil?: LocalDate;
  readonly finalizedOn?: LocalDate;
  /** Who had the account on the payment's effective date; nobody may have had it. */
  readonly holderAgencyId?: AgencyId;
};

/** The notice of a direct payment to the agency. */
type DirectNotice = { readonly dueOn: LocalDate; readonly acknowledgedOn?: LocalDate };

/** What an agency reported by callback, corrections folded in. A reversal is an expectation of its own. */
export type Expectation = {
  readonly id: string;
  readonly lenderId: LenderId;
  readonly agencyId: AgencyId;
  readonly accountId: AccountId;
  readonly placementId: PlacementId;
  readonly kind: Kind;
  /** The reporter's own reference: of the payment, or of the reversal. */
  readonly paymentRef: string;
  /** Of a reversal: the payment it takes back. */
  readonly originalPaymentRef?: string;
  /** Of what a payment was corrected by after it was matched: the payment's id. */
  readonly corrects?: string;
  readonly currency: Currency;
  readonly amount: number;
  readonly recipient: string;
  readonly method: string;
  readonly effectiveOn: LocalDate;
  readonly clearedOn?: LocalDate;
  readonly noFee?: boolean;
  readonly commission?: Commission;
  /** None when no placement was found for it, and the money is in suspense. */
  readonly placement?: PlacementFacts;
  readonly notice?: DirectNotice;
  /** Until when the agency must have put the money into its trust account. */
  readonly depositDueOn?: LocalDate;
  /** Who says so. */
  readonly depositRule?: string;
};

/** One line of a remittance advice. */
export type AdviceLine = {
  readonly lineId: string;
  readonly remittanceId: string;
  readonly lenderId: LenderId;
  readonly agencyId: AgencyId;
  /** None when the account that the agency names is not known. */
  readonly accountId?: AccountId;
  readonly kind: Kind;
  readonly paymentRef?: string;
  readonly originalPaymentRef?: string;
  readonly currency: Currency;
  readonly amount: number;
  readonly recipient: string;
  readonly effectiveOn: LocalDate;
  readonly commission?: Commission;
  readonly depositedOn?: LocalDate;
};

/** The header of a remittance advice. */
export type Advice = {
  readonly remittanceId: string;
  readonly lenderId: LenderId;
  readonly agencyId: AgencyId;
  readonly currency: Currency;
  readonly mode: RemittanceMode;
  /** What is to arrive at the bank; nothing does when it is not above zero. */
  readonly total: number;
  /** Carried forward from the remittance before, signed. */
  readonly broughtForward?: number;
  /** Authorised costs that the agency keeps back. */
  readonly costs?: number;
  /** How often it was decided that more or less is to come than it says. */
  readonly adjustments?: number;
  readonly advisedOn: LocalDate;
  readonly bankRef?: string;
  readonly dueOn?: LocalDate;
};

/** One entry of a bank statement: credits above zero. */
export type BankLine = {
  readonly lineId: string;
  readonly lenderId: LenderId;
  /** Known when the counterparty's account is an agency's. */
  readonly agencyId?: AgencyId;
  readonly currency: Currency;
  readonly amount: number;
  readonly valueDate: LocalDate;
  readonly references: readonly string[];
  readonly text: string;
  /** Provisional entries are repeated once booked; they match nothing. */
  readonly status: "BOOKED" | "PROVISIONAL";
};

/** How a lender and an agency settle. */
export type Terms = {
  readonly lenderId: LenderId;
  readonly agencyId: AgencyId;
  readonly mode: RemittanceMode;
  /** Does the agency send advices? Otherwise its payments are expected at the bank one by one or in lump sums. */
  readonly advises: boolean;
  /** Are there statements of the account that it pays into? */
  readonly banked: boolean;
  /** Are payments that the lender got itself expected on advices, for the commission on them? */
  readonly advisesDirectPayments: boolean;
};

/** An account that shows more paid than was owed. */
export type Credit = {
  readonly lenderId: LenderId;
  readonly agencyId: AgencyId;
  readonly accountId: AccountId;
  readonly currency: Currency;
  readonly amount: number;
  readonly since: LocalDate;
};

/** What the lines of an advice come to. */
export type AdviceSums = {
  readonly lines: number;
  readonly collected: number;
  readonly commission: number;
};

/** What a part of a lender's books cannot tell by itself, for it is about facts that are in other parts. */
export type Beyond = {
  /** What the lines of an advice come to, by its id. */
  readonly sums: ReadonlyMap<string, AdviceSums>;
  /** What arrived for advices whose money was found before, by their ids. */
  readonly arrived: ReadonlyMap<string, readonly BankLine[]>;
  /** Ties by references that so many share that they name nothing. */
  readonly nameless: ReadonlySet<string>;
};

/**
 * The facts of a run. What an earlier run matched is `settled`: it is not matched again, but a reference that it has
 * is taken. A run needs of it what shares a reference with an open fact, the payments that open reversals name with
 * their other reversals, other payments of the same placements within days, and all lines of open advices.
 */
export type Books = {
  readonly asOf: LocalDate;
  readonly terms: readonly Terms[];
  readonly expectations: readonly Expectation[];
  readonly advices: readonly Advice[];
  readonly lines: readonly AdviceLine[];
  readonly bankLines: readonly BankLine[];
  readonly credits: readonly Credit[];
  /** Matches that a person took back, by id: no rule makes them again. */
  readonly barred?: ReadonlySet<string>;
  /** Where these are a part of the books. */
  readonly beyond?: Beyond;
  readonly settled: {
    readonly expectations: readonly Expectation[];
    readonly advices: readonly Advice[];
    readonly lines: readonly AdviceLine[];
    readonly bankLines: readonly BankLine[];
  };
};
