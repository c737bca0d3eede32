import * as z from "zod";
import { AgencyId, type LenderId } from "../kernel/ids.ts";
import type { Key } from "../kernel/change.ts";
import type { Reader } from "../platform/dynamo.ts";
import { expectationId } from "./expectation-id.ts";
import type { Kind } from "./model.ts";

/** An expectation stands beside its account. */
export const expectationKey = (accountId: string, id: string): Key => ({
  pk: `ACCOUNT#${accountId}`,
  sk: `EXPECTED#${id}`,
});

/** A payment's fact: an agency's own, or one that the lender got. */
const Paid = z.object({
  pk: z.string(),
  accountId: z.string(),
  agencyId: AgencyId.exactOptional(),
  paymentRef: z.string(),
});

/** A line of an advice, as far as it names a payment. */
export type Naming = {
  readonly lenderId: LenderId;
  readonly agencyId: AgencyId;
  readonly paymentRef?: string;
  readonly originalPaymentRef?: string;
  readonly kind: Kind;
  readonly recipient: string;
};

/** What the lender had may be named by the lender's reference. */
const payersOf = ({ lenderId, agencyId, recipient }: Naming): readonly string[] =>
  recipient === "LENDER" ? [agencyId, lenderId] : [agencyId];

/** DynamoDB refuses a key that is asked for twice. */
const distinct = (keys: readonly { readonly pk: string; readonly sk: string }[]) => [
  ...new Map(keys.map((key) => [`${key.pk} ${key.sk}`, key])).values(),
];

/** A payment by its expectation's id, and the reversal of it that a line tells. */
function idsNamed({ agencyId, kind, paymentRef }: Naming, paid: z.infer<typeof Paid>): readonly string[] {
  const of = { agencyId, reporter: paid.agencyId === undefined ? "LENDER" : "AGENCY" } as const;
  const payment = expectationId(of, "PAYMENT", paid.paymentRef);
  return kind === "REVERSAL" && paymentRef !== undefined
    ? [payment, expectationId(of, "REVERSAL", paymentRef)]
    : [payment];
}

/** Where what lines of advices name is expected: what they name is looked up to find its account. */
export async function keysNamed(
  reader: Pick<Reader, "getAll">,
  lines: readonly Naming[],
): Promise<readonly Key[]> {
  const named = lines.flatMap((line) => {
    const ref = line.kind === "REVERSAL" ? line.originalPaymentRef : line.paymentRef;
    if (ref === undefined) return [];
    return payersOf(line).map((payer) => ({ line, pk: `PAYMENT#${payer}#${ref}`, sk: "PAYMENT" }));
  });
  const items = await reader.getAll(distinct(named.map(({ pk, sk }) => ({ pk, sk }))));
  const paid = new Map(items.map((item) => Paid.parse(item)).map((one) => [one.pk, one]));
  const keys = named.flatMap(({ pk, line }) => {
    const one = paid.get(pk);
    return one === undefined ? [] : idsNamed(line, one).map((id) => expectationKey(one.accountId, id));
  });
  return distinct(keys);
}
