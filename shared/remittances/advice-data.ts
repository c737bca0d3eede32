import * as z from "zod";
import { AgencyRef } from "../callbacks/fields.ts";
import { DisputeId, LenderId, PlacementId } from "../kernel/ids.ts";
import { AMOUNT_MINOR_MAX, Currency } from "../kernel/money.ts";
import { LocalDate } from "../kernel/time.ts";

// What an advice says, whichever way it comes. The function that takes callbacks knows of advices and sees few:
// nothing here is made before somebody asks.

/** The most lines of one advice in the body of a request. */
export const BODY_LINE_COUNT_MAX = 2_000;
/** The most lines of one advice, which only a file may have. */
export const ADVICE_LINE_COUNT_MAX = 50_000;
/** The most lines of an advice that comes as a callback. */
const EVENT_LINE_COUNT_MAX = 100;

/** As `AdviceMode` in `wire.ts`. */
export const adviceModes = ["GROSS", "NET", "COMBINED"] as const;

/** As `LineKind` in `wire.ts`. */
export const lineKinds = ["PAYMENT", "REVERSAL", "DIRECT_PAYMENT", "COST", "COMMISSION"] as const;

const amount = () => z.int({ error: "must be an integer in minor units" }).max(AMOUNT_MINOR_MAX);
const ABOVE_ZERO = "must be greater than zero: the sign comes from the kind";
const charge = () => amount().min(0, { error: "must not be negative: the sign comes from the kind" });

export const lineShape = () => ({
  kind: z.enum(lineKinds),
  /** The agency's own reference of the payment, of the reversal or of the cost; the payment whose commission it is. */
  paymentRef: AgencyRef,
  /** Of a reversal: the payment that it takes back. */
  originalPaymentRef: AgencyRef.exactOptional(),
  /** Of a reversal, or of commission: who had the money; the agency when left out. */
  recipient: z.enum(["AGENCY", "LENDER"]).exactOptional(),
  placementId: PlacementId.exactOptional(),
  /** Of everything but commission, which is given back by itself. */
  gross: amount().min(0, { error: ABOVE_ZERO }).default(0),
  commission: charge().exactOptional(),
  tax: charge().exactOptional(),
  /** The advice's own, where a line names one at all. */
  currency: Currency.exactOptional(),
  paidOn: LocalDate,
  depositedOn: LocalDate.exactOptional(),
  planRef: z.string().min(1).max(64).exactOptional(),
  planVersion: z.int().min(1).max(1_000_000).exactOptional(),
  /** Of commission: why it is given back. */
  disputeId: DisputeId.exactOptional(),
  reason: z.string().min(1).max(500).exactOptional(),
});

type LineShape = z.infer<z.ZodObject<ReturnType<typeof lineShape>>>;

const isReversalOfSomething = ({ kind, originalPaymentRef }: LineShape): boolean =>
  (kind === "REVERSAL") === (originalPaymentRef !== undefined);

const earnsOnlyOnMoney = ({ kind, commission = 0, tax = 0 }: LineShape): boolean =>
  kind !== "COST" || (commission === 0 && tax === 0);

const namesRecipientOfReversal = ({ kind, recipient }: LineShape): boolean =>
  recipient === undefined || kind === "REVERSAL" || kind === "COMMISSION";

/** Nothing is money but on a line of commission. What is below zero has been told already. */
function ofMoney({ value, issues }: z.core.ParsePayload<LineShape>): void {
  if (value.kind === "COMMISSION" || value.gross !== 0) return;
  const atLeastOne = { code: "too_small", origin: "int", minimum: 1, inclusive: true } as const;
  issues.push({ ...atLeastOne, message: ABOVE_ZERO, path: ["gross"], input: value.gross });
}

const isCommissionAlone = ({ kind, gross }: LineShape): boolean => kind !== "COMMISSION" || gross === 0;

const givesSomethingBack = ({ kind, commission = 0, tax = 0 }: LineShape): boolean =>
  kind !== "COMMISSION" || commission + tax > 0;

const saysWhyOfCommission = ({ kind, disputeId, reason }: LineShape): boolean =>
  kind === "COMMISSION" || (disputeId === undefined && reason === undefined);

/** A line whose members go together. */
export const checked = <Line extends z.ZodType<LineShape>>(line: Line): Line =>
  line
    .refine(isReversalOfSomething, {
      error: "a reversal, and nothing else, names the payment that it takes back",
      path: ["originalPaymentRef"],
    })
    .refine(namesRecipientOfReversal, {
      error: "whose money it is follows from the kind",
      path: ["recipient"],
    })
    .check(ofMoney)
    .refine(isCommissionAlone, { error: "commission is given back without any money", path: ["gross"] })
    .refine(givesSomethingBack, { error: "gives nothing back", path: ["commission"] })
    .refine(saysWhyOfCommission, {
      error: "only commission that is given back says why",
      path: ["reason"],
    })
    .refine(earnsOnlyOnMoney, { error: "a cost has no commission", path: ["commission"] });

/** Sums of a whole advice stay exact integers. */
export const SUM_MAX = BODY_LINE_COUNT_MAX * AMOUNT_MINOR_MAX;
const sum = () => z.int().min(-SUM_MAX).max(SUM_MAX);

/** What all lines come to, by the agency's own count. Reversals and commission that is given back count against it. */
export const totalsShape = () => ({
  /** What was collected by the agency, less what went back. */
  gross: sum(),
  /** What the lender was paid directly, less what went back. */
  direct: sum().default(0),
  commission: sum(),
  tax: sum(),
  costs: sum(),
  /** `gross − commission − tax − costs`. */
  net: sum(),
  lineCount: z.int().min(1).max(ADVICE_LINE_COUNT_MAX),
});

/** A day by which something becomes due: calendars lead on from it, and back. */
const calendarDay = () =>
  LocalDate.refine((day) => day >= "1900-01-01" && day < "2200-01-01", {
    error: "must be of the years 1900 to 2199",
  });

const period = () =>
  z
    .strictObject({ from: calendarDay(), to: calendarDay() })
    .refine(({ from, to }) => from <= to, { error: "ends before it begins", path: ["to"] });

/** Everything but the totals and the lines. */
export const headerShape = () => ({
  lenderId: LenderId,
  /** The agency's own, and given once. */
  remittanceRef: AgencyRef,
  currency: Currency,
  mode: z.enum(adviceModes),
  period: period(),
  advisedOn: calendarDay(),
  /** By what its money is found at the bank. */
  bankRef: z.string().min(1).max(140).exactOptional(),
  /** What the advice before left below zero. */
  broughtForward: sum().default(0),
});

/** The `data` of `remittance.advised`: members that are not named here are ignored, as in every callback. */
export const adviceData = () =>
  z.object({
    ...headerShape(),
    totals: z.object(totalsShape()),
    lines: z
      .array(checked(z.object(lineShape())))
      .min(1)
      .max(EVENT_LINE_COUNT_MAX),
  });
