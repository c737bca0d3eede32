import { fail, ok, type Result } from "../kernel/result.ts";
import type { BankLine, BatchDetail } from "./model.ts";

/** Which notifications belong to a bulk: those of the same account with the bank's same reference. */
export const joinKey = ({ bankAccount, servicerRef }: BankLine): string | undefined =>
  servicerRef === undefined ? undefined : JSON.stringify([bankAccount, servicerRef]);

export type JoinProblem = "NOT_THE_SAME" | "CURRENCY_DIFFERS" | "AMOUNT_DIFFERS" | "NO_DETAILS";

/**
 * A booked bulk with the details that notifications tell of it. They have to make its amount to the last unit: what
 * does not is not joined.
 */
export function joinDetails(bulk: BankLine, notified: readonly BankLine[]): Result<BankLine, JoinProblem> {
  const key = joinKey(bulk);
  if (notified.length === 0) return fail("NO_DETAILS");
  if (key === undefined || notified.some((one) => joinKey(one) !== key)) return fail("NOT_THE_SAME");
  if (notified.some((one) => one.currency !== bulk.currency)) return fail("CURRENCY_DIFFERS");
  const sum = notified.reduce((all, { amount }) => all + BigInt(amount), 0n);
  if (sum !== BigInt(bulk.amount)) return fail("AMOUNT_DIFFERS");
  const count = notified.reduce((all, line) => all + countOf(line), 0);
  return ok({ ...bulk, batch: { count, details: notified.flatMap(detailsOf) } });
}

/** A notification may know of more transactions than it tells. */
const countOf = ({ batch }: BankLine): number =>
  batch === undefined ? 1 : Math.max(batch.count ?? 1, batch.details.length);

const detailsOf = (line: BankLine): readonly BatchDetail[] =>
  line.batch?.details.length ? line.batch.details : [singleOf(line)];

const singleOf = ({ amount, currency, references, text, counterparty, charges }: BankLine): BatchDetail => ({
  amount,
  currency,
  references,
  text,
  ...(counterparty && { counterparty }),
  charges,
});
