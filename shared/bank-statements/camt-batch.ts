import type { Place, ReadLine } from "./model.ts";
import { compare, type Tally } from "./tally.ts";

/** An entry's transactions are as many as it says and make its amount, where they are told in its currency. */
export function checkBatch({ batch, amount, currency }: ReadLine, tally: Tally, place: Place): void {
  if (batch === undefined || batch.details.length < 2) return;
  const { details, count } = batch;
  const amounts = details.map((one) => (one.currency === currency ? one.amount : undefined));
  const known = amounts.filter((one) => one !== undefined);
  compare(
    tally,
    [
      {
        code: "BATCH_COUNT_MISMATCH",
        reason: "An entry has more or fewer transactions than it says.",
        stated: BigInt(count ?? details.length),
        found: BigInt(details.length),
      },
      {
        code: "BATCH_SUM_MISMATCH",
        reason: "The transactions of an entry do not make its amount.",
        stated: known.length === details.length ? BigInt(amount) : undefined,
        found: known.reduce((sum, one) => sum + BigInt(one), 0n),
      },
    ],
    place,
  );
}
