import type { AccountId, AgencyId, LenderId } from "../kernel/ids.ts";
import type { Currency } from "../kernel/money.ts";
import type { LocalDate } from "../kernel/time.ts";
import type { Adjustment, Remittance, RemittanceLine } from "./model.ts";
import { remitted } from "./sums.ts";

/** The header of an advice, as reconciliation compares it. */
export type AdviceFact = {
  readonly remittanceId: string;
  readonly lenderId: LenderId;
  readonly agencyId: AgencyId;
  readonly currency: Currency;
  readonly mode: "GROSS" | "NET";
  readonly total: number;
  readonly broughtForward?: number;
  readonly costs?: number;
  /** How often it was decided that more or less is to come. */
  readonly adjustments?: number;
  readonly advisedOn: LocalDate;
  readonly dueOn?: LocalDate;
  readonly bankRef?: string;
};

/** A line of an advice, as reconciliation compares it. */
export type AdviceLineFact = {
  readonly lineId: string;
  readonly remittanceId: string;
  readonly lenderId: LenderId;
  readonly agencyId: AgencyId;
  readonly accountId?: AccountId;
  readonly kind: "PAYMENT" | "REVERSAL";
  readonly paymentRef: string;
  readonly originalPaymentRef?: string;
  readonly currency: Currency;
  readonly amount: number;
  readonly recipient: "AGENCY" | "LENDER";
  readonly effectiveOn: LocalDate;
  readonly commission?: {
    readonly amount: number;
    readonly tax: number;
    readonly planRef?: string;
    readonly planVersion?: number;
  };
  readonly depositedOn?: LocalDate;
};

/** Commission that an agency gives back: it meets no money. */
export type GivenBackFact = {
  readonly lineId: string;
  readonly remittanceId: string;
  readonly agencyId: AgencyId;
  readonly paymentRef: string;
  readonly recipient: "AGENCY" | "LENDER";
  readonly amount: number;
  readonly tax: number;
  readonly effectiveOn: LocalDate;
};

/**
 * Reconciliation knows two modes. A combined advice is a net one which keeps back less: what it bills of its
 * commission counts against its costs, and so does what it gives back, so that total, lines and commission agree as
 * they do in a net one. What resolutions of breaks took off the money in transit, or put there, counts against them
 * as well. `givenBack` is what its lines give back of commission and tax.
 */
export function adviceFact(
  remittance: Remittance,
  givenBack: number,
  adjusted: Adjustment = { amount: 0, times: 0 },
): AdviceFact {
  const { remittanceId, lenderId, agencyId, currency, mode, totals, kept, advisedOn } = remittance;
  const billed = mode === "COMBINED" ? totals.commission + totals.tax - kept.commission - kept.tax : 0;
  const costs = totals.costs - billed - adjusted.amount - (mode === "GROSS" ? 0 : givenBack);
  const { broughtForward, bankRef, dueOn } = remittance;
  const carried = carriedTo(remittance);
  return {
    remittanceId,
    lenderId,
    agencyId,
    currency,
    mode: mode === "GROSS" ? "GROSS" : "NET",
    // Signed: what is not above zero is not expected at the bank.
    total: remitted(totals, kept) + broughtForward + adjusted.amount,
    ...(carried !== 0 && { broughtForward: carried }),
    ...(costs !== 0 && { costs }),
    ...(adjusted.times > 0 && { adjustments: adjusted.times }),
    advisedOn,
    ...(dueOn && { dueOn }),
    ...(bankRef !== undefined && { bankRef }),
  };
}

/** What the advice before left. Where this one begins with another figure its total is not what it should be. */
const carriedTo = ({ broughtForward, findings }: Remittance): number =>
  findings.find(({ code }) => code === "BROUGHT_FORWARD_DIFF")?.expected ?? broughtForward;

/**
 * A line as a fact; a cost is none, it is part of the header's, nor is commission that is given back. `accountOf` tells the account of a placement that the
 * agency had, and nothing of one that it had not.
 */
export function adviceLineFact(
  remittance: Remittance,
  line: RemittanceLine,
  accountOf: (placementId: NonNullable<RemittanceLine["placementId"]>) => AccountId | undefined,
): AdviceLineFact | undefined {
  if (line.kind === "COST" || line.kind === "COMMISSION") return undefined;
  const { remittanceId, lenderId, agencyId, currency } = remittance;
  const { lineId, kind, paymentRef, originalPaymentRef, gross, recipient, paidOn, depositedOn } = line;
  const accountId = line.placementId && accountOf(line.placementId);
  const commission = commissionOf(line);
  return {
    lineId,
    remittanceId,
    lenderId,
    agencyId,
    ...(accountId && { accountId }),
    kind: kind === "REVERSAL" ? "REVERSAL" : "PAYMENT",
    paymentRef,
    ...(originalPaymentRef !== undefined && { originalPaymentRef }),
    currency,
    amount: kind === "REVERSAL" ? 0 - gross : gross,
    recipient,
    effectiveOn: paidOn,
    ...(commission && { commission }),
    ...(depositedOn && { depositedOn }),
  };
}

/** A line by which commission is given back. */
export function givenBackFact(
  { remittanceId, agencyId }: Remittance,
  { kind, lineId, paymentRef, recipient, commission = 0, tax = 0, paidOn }: RemittanceLine,
): GivenBackFact | undefined {
  if (kind !== "COMMISSION") return undefined;
  const named = { lineId, remittanceId, agencyId, paymentRef, recipient };
  return { ...named, amount: commission, tax, effectiveOn: paidOn };
}

/** Commission and tax that are given back, in minor units. */
export const givenBackIn = (facts: readonly Pick<GivenBackFact, "amount" | "tax">[]): number =>
  facts.reduce((sum, { amount, tax }) => sum + amount + tax, 0);

function commissionOf({
  kind,
  commission,
  tax = 0,
  planRef,
  planVersion,
}: RemittanceLine): AdviceLineFact["commission"] {
  if (commission === undefined && tax === 0) return undefined;
  const sign = kind === "REVERSAL" ? -1 : 1;
  return {
    amount: 0 + sign * (commission ?? 0),
    tax: 0 + sign * tax,
    ...(planRef !== undefined && { planRef }),
    ...(planVersion !== undefined && { planVersion }),
  };
}
