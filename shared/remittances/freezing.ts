import { billable } from "../commission-invoices/decide-invoice.ts";
import { monthOf, type Month } from "../kernel/months.ts";
import type { Instant } from "../kernel/time.ts";
import type { Remittance } from "./model.ts";

/** The last month of a book that was closed, and when. */
export type ClosedMonth = { readonly month: Month; readonly at: Instant };

/** What decides whether an advice is final, beside itself. */
export type AroundAdvice = {
  readonly closed: ClosedMonth | undefined;
  /** Whether an invoice bills its commission. */
  readonly isBilled: boolean;
};

/**
 * Whether nothing of an advice may change any more: its commission was invoiced, or a month was closed in which, or
 * before which, it was advised, once its money was found. What is found after that waits for the next close, so that
 * there is time to take a match back that is wrong.
 */
const isFinal = (remittance: Remittance, { closed, isBilled }: AroundAdvice): boolean =>
  isBilled || (closed !== undefined && isClosedWith(remittance, closed));

const isClosedWith = ({ advisedOn, fundedAt }: Remittance, { month, at }: ClosedMonth): boolean =>
  fundedAt !== undefined && fundedAt <= at && monthOf(advisedOn) <= month;

/** The step that leads an advice on to its end, if there is one. */
export function freezingStep(remittance: Remittance, around: AroundAdvice): "settle" | "lock" | undefined {
  if (remittance.state === "FUNDED" && isFinal(remittance, around)) return "settle";
  if (remittance.state === "SETTLED" && (around.isBilled || !isToBeBilled(remittance))) return "lock";
  return undefined;
}

function isToBeBilled(remittance: Remittance): boolean {
  const { commission, tax } = billable(remittance);
  return commission !== 0 || tax !== 0;
}
