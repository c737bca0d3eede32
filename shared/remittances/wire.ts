import * as z from "zod";
import { AgencyRef } from "../callbacks/fields.ts";
import { AgencyId, DisputeId, LenderId, PlacementId } from "../kernel/ids.ts";
import { AMOUNT_MINOR_MAX, Currency } from "../kernel/money.ts";
import { LocalDate } from "../kernel/time.ts";

/** The most lines of one advice. */
const ADVICE_LINE_COUNT_MAX = 2_000;
/** The most lines of an advice that comes as a callback. */
const EVENT_LINE_COUNT_MAX = 100;

/**
 * How an agency settles. `GROSS` passes on all that it collected and bills its commission; `NET` keeps back its
 * commission on everything; `COMBINED` keeps it back of what it collected, and bills what it earned on direct payments.
 */
export const AdviceMode = z.enum(["GROSS", "NET", "COMBINED"]);
export type AdviceMode = z.infer<typeof AdviceMode>;

/**
 * What a line is about: money that the agency collected, money that went back, money that the lender was paid
 * directly and the agency earns on, what the agency spent and keeps back, commission on a payment that it gives back.
 */
const LineKind = z.enum(["PAYMENT", "REVERSAL", "DIRECT_PAYMENT", "COST", "COMMISSION"]);

const amount = z.int({ error: "must be an integer in minor units" }).max(AMOUNT_MINOR_MAX);
const ABOVE_ZERO = "must be greater than zero: the sign comes from the kind";
const charge = amount.min(0, { error: "must not be negative: the sign comes from the kind" });

const lineShape = {
  kind: LineKind,
  /** The agency's own reference of the payment, of the reversal or of the cost; the payment whose commission it is. */
  paymentRef: AgencyRef,
  /** Of a reversal: the payment that it takes back. */
  originalPaymentRef: AgencyRef.exactOptional(),
  /** Of a reversal, or of commission: who had the money; the agency when left out. */
  recipient: z.enum(["AGENCY", "LENDER"]).exactOptional(),
  placementId: PlacementId.exactOptional(),
  /** Of everything but commission, which is given back by itself. */
  gross: amount.min(0, { error: ABOVE_ZERO }).default(0),
  commission: charge.exactOptional(),
  tax: charge.exactOptional(),
  /** The advice's own, where a line names one at all. */
  currency: Currency.exactOptional(),
  paidOn: LocalDate,
  depositedOn: LocalDate.exactOptional(),
  planRef: z.string().min(1).max(64).exactOptional(),
  planVersion: z.int().min(1).max(1_000_000).exactOptional(),
  /** Of commission: why it is given back. */
  disputeId: DisputeId.exactOptional(),
  reason: z.string().min(1).max(500).exactOptional(),
};

type LineShape = z.infer<z.ZodObject<typeof lineShape>>;

const isReversalOfSomething = ({ kind, originalPaymentRef }: LineShape): boolean =>
  (kind === "REVERSAL") === (originalPaymentRef !== undefined);

const earnsOnlyOnMoney = ({ kind, commission = 0, tax = 0 }: LineShape): boolean =>
  kind !== "COST" || (commission === 0 && tax === 0);

const namesRecipientOfReversal = ({ kind, recipient }: LineShape): boolean =>
  recipient === undefined || kind === "REVERSAL" || kind === "COMMISSION";

const isOfMoney = ({ kind, gross }: LineShape): boolean => kind === "COMMISSION" || gross > 0;

const isCommissionAlone = ({ kind, gross }: LineShape): boolean => kind !== "COMMISSION" || gross === 0;

const givesSomethingBack = ({ kind, commission = 0, tax = 0 }: LineShape): boolean =>
  kind !== "COMMISSION" || commission + tax > 0;

const saysWhyOfCommission = ({ kind, disputeId, reason }: LineShape): boolean =>
  kind === "COMMISSION" || (disputeId === undefined && reason === undefined);

const checked = <Line extends z.ZodType<LineShape>>(line: Line): Line =>
  line
    .refine(isReversalOfSomething, {
      error: "a reversal, and nothing else, names the payment that it takes back",
      path: ["originalPaymentRef"],
    })
    .refine(namesRecipientOfReversal, {
      error: "whose money it is follows from the kind",
      path: ["recipient"],
    })
    .refine(isOfMoney, { error: ABOVE_ZERO, path: ["gross"] })
    .refine(isCommissionAlone, { error: "commission is given back without any money", path: ["gross"] })
    .refine(givesSomethingBack, { error: "gives nothing back", path: ["commission"] })
    .refine(saysWhyOfCommission, {
      error: "only commission that is given back says why",
      path: ["reason"],
    })
    .refine(earnsOnlyOnMoney, { error: "a cost has no commission", path: ["commission"] });

/** A line as it is sent. Amounts are above zero, whatever the kind. */
export const AdviceLineBody = checked(z.strictObject(lineShape));
export type AdviceLineBody = z.infer<typeof AdviceLineBody>;

/** Sums of a whole advice stay exact integers. */
const SUM_MAX = ADVICE_LINE_COUNT_MAX * AMOUNT_MINOR_MAX;
const sum = z.int().min(-SUM_MAX).max(SUM_MAX);

/** What all lines come to, by the agency's own count. Reversals and commission that is given back count against it. */
export const AdviceTotals = z.strictObject({
  /** What was collected by the agency, less what went back. */
  gross: sum,
  /** What the lender was paid directly, less what went back. */
  direct: sum.default(0),
  commission: sum,
  tax: sum,
  costs: sum,
  /** `gross − commission − tax − costs`. */
  net: sum,
  lineCount: z.int().min(1).max(ADVICE_LINE_COUNT_MAX),
});
export type AdviceTotals = z.infer<typeof AdviceTotals>;

const Period = z
  .strictObject({ from: LocalDate, to: LocalDate })
  .refine(({ from, to }) => from <= to, { error: "ends before it begins", path: ["to"] });

const headerShape = {
  lenderId: LenderId,
  /** The agency's own, and given once. */
  remittanceRef: AgencyRef,
  currency: Currency,
  mode: AdviceMode,
  period: Period,
  advisedOn: LocalDate,
  /** By what its money is found at the bank. */
  bankRef: z.string().min(1).max(140).exactOptional(),
  /** What the advice before left below zero. */
  broughtForward: sum.default(0),
  totals: AdviceTotals,
};

/** `POST /v1/agencies/{agencyId}/remittances` */
export const AdviceBody = z.strictObject({
  ...headerShape,
  lines: z.array(AdviceLineBody).min(1).max(ADVICE_LINE_COUNT_MAX),
});
export type AdviceBody = z.infer<typeof AdviceBody>;

/** `POST /v1/remittances`: what finance was sent by an agency otherwise. */
export const AdviceOnBehalf = AdviceBody.extend({ agencyId: AgencyId });
export type AdviceOnBehalf = z.infer<typeof AdviceOnBehalf>;

/** The `data` of `remittance.advised`: members that are not named here are ignored, as in every callback. */
export const adviceData = z.object({
  ...headerShape,
  totals: AdviceTotals.strip(),
  lines: z
    .array(checked(z.object(lineShape)))
    .min(1)
    .max(EVENT_LINE_COUNT_MAX),
});

const Finding = z.object({
  code: z.string(),
  expected: z.int(),
  found: z.int(),
  previousId: z.string().exactOptional(),
});

/** A remittance as everybody may see it who may see it at all. */
export const RemittanceView = z.object({
  remittanceId: z.string(),
  remittanceRef: z.string(),
  agencyId: AgencyId,
  lenderId: LenderId,
  currency: Currency,
  mode: AdviceMode,
  state: z.string(),
  period: z.object({ from: LocalDate, to: LocalDate }),
  advisedOn: LocalDate,
  advisedAt: z.string(),
  bankRef: z.string().exactOptional(),
  totals: AdviceTotals.strip(),
  kept: z.object({ commission: z.int(), tax: z.int() }),
  broughtForward: z.int(),
  payable: z.int(),
  carriedForward: z.int(),
  findings: z.array(Finding),
});
export type RemittanceView = z.infer<typeof RemittanceView>;

export const RemittanceLineView = z.object({
  lineId: z.string(),
  number: z.int(),
  kind: LineKind,
  paymentRef: z.string(),
  originalPaymentRef: z.string().exactOptional(),
  recipient: z.enum(["AGENCY", "LENDER"]),
  placementId: z.string().exactOptional(),
  gross: z.int(),
  commission: z.int().exactOptional(),
  tax: z.int().exactOptional(),
  paidOn: LocalDate,
  depositedOn: LocalDate.exactOptional(),
  planRef: z.string().exactOptional(),
  planVersion: z.int().exactOptional(),
  disputeId: z.string().exactOptional(),
  reason: z.string().exactOptional(),
});
export type RemittanceLineView = z.infer<typeof RemittanceLineView>;

/** `?lenderId=…&currency=…&format=…` of a statement. */
export const StatementQuery = z.object({
  lenderId: LenderId.exactOptional(),
  currency: Currency,
  format: z.enum(["json", "csv"]).default("json"),
});

/** A calendar month, `YYYY-MM`. */
export const Month = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/u, { error: "must be a month, YYYY-MM" });

const StatementRemittance = z.object({
  remittanceId: z.string(),
  remittanceRef: z.string(),
  advisedAt: z.string(),
  totals: AdviceTotals.strip(),
  payable: z.int(),
  carriedForward: z.int(),
});

/** How a lender and an agency stood over a month. All amounts are minor units; `closing` is what the rest leads to. */
export const AgencyStatementView = z.object({
  agencyId: AgencyId,
  lenderId: LenderId,
  currency: Currency,
  period: z.object({ from: LocalDate, to: LocalDate }),
  /** What the agency has of the lender's money. */
  clearing: z.object({
    opening: z.int(),
    collected: z.int(),
    reversed: z.int(),
    remitted: z.int(),
    closing: z.int(),
  }),
  /** What it said that it paid, and what of it came. */
  inTransit: z.object({ opening: z.int(), advised: z.int(), arrived: z.int(), closing: z.int() }),
  kept: z.object({ commission: z.int(), tax: z.int(), costs: z.int() }),
  /** What the last advice left below zero. */
  carriedForward: z.int(),
  remittances: z.array(StatementRemittance),
});
export type AgencyStatementView = z.infer<typeof AgencyStatementView>;
