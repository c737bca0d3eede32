import * as z from "zod";
import { AgencyId, LenderId } from "../kernel/ids.ts";
import { Currency } from "../kernel/money.ts";
import { LocalDate } from "../kernel/time.ts";
import {
  adviceModes,
  BODY_LINE_COUNT_MAX,
  checked,
  headerShape,
  lineKinds,
  lineShape,
  totalsShape,
} from "./advice-data.ts";

/**
 * How an agency settles. `GROSS` passes on all that it collected and bills its commission; `NET` keeps back its
 * commission on everything; `COMBINED` keeps it back of what it collected, and bills what it earned on direct payments.
 */
export const AdviceMode = z.enum(adviceModes);
export type AdviceMode = z.infer<typeof AdviceMode>;

/**
 * What a line is about: money that the agency collected, money that went back, money that the lender was paid
 * directly and the agency earns on, what the agency spent and keeps back, commission on a payment that it gives back.
 */
const LineKind = z.enum(lineKinds);

/** A line as it is sent. Amounts are above zero, whatever the kind. */
export const AdviceLineBody = checked(z.strictObject(lineShape()));
export type AdviceLineBody = z.infer<typeof AdviceLineBody>;

/** What all lines come to, by the agency's own count. */
export const AdviceTotals = z.strictObject(totalsShape());
export type AdviceTotals = z.infer<typeof AdviceTotals>;

/** All of an advice but its lines. */
export const AdviceHeader = z.strictObject({ ...headerShape(), totals: AdviceTotals.exactOptional() });
export type AdviceHeader = z.infer<typeof AdviceHeader>;

/** `POST /v1/agencies/{agencyId}/remittances` */
export const AdviceBody = z.strictObject({
  ...headerShape(),
  totals: AdviceTotals,
  lines: z.array(AdviceLineBody).min(1).max(BODY_LINE_COUNT_MAX),
});
export type AdviceBody = z.infer<typeof AdviceBody>;

/** `POST /v1/remittances`: what finance was sent by an agency otherwise. */
export const AdviceOnBehalf = AdviceBody.extend({ agencyId: AgencyId });
export type AdviceOnBehalf = z.infer<typeof AdviceOnBehalf>;

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
  fundedAt: z.string().exactOptional(),
  dueOn: LocalDate.exactOptional(),
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
  /** What the caller accepts, when left out. */
  format: z.enum(["json", "csv", "html"]).exactOptional(),
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
