import type { GivenBack } from "./commission-watch-store.ts";
import type { StoredExpectation } from "./expectation-store.ts";

/** Payments of one agency whose commission cannot be told apart, with their corrections and reversals. */
export type Lot = {
  readonly members: readonly StoredExpectation[];
  readonly givenBack: readonly GivenBack[];
};

type Facts = {
  readonly expectations: readonly StoredExpectation[];
  readonly givenBack: readonly GivenBack[];
};

/** A payment's name: its corrections and reversals go by it as well. */
const nameOf = ({
  agencyId,
  paymentRef,
  originalPaymentRef = paymentRef,
}: Pick<StoredExpectation, "agencyId" | "paymentRef" | "originalPaymentRef">): string =>
  `${agencyId}/${originalPaymentRef}`;

/** An account's payments, each by itself but for those that were matched together. */
export function lotsOf({ expectations, givenBack }: Facts): readonly Lot[] {
  const lotOf = joined(expectations);
  const members = Map.groupBy(expectations, (one) => lotOf(nameOf(one)));
  const back = Map.groupBy(givenBack, (one) => lotOf(nameOf(one)));
  return [...members].map(([lot, all]) => ({ members: all, givenBack: back.get(lot) ?? [] }));
}

/** By the first name of all that matches join with it. */
function joined(expectations: readonly StoredExpectation[]): (name: string) => string {
  const first = new Map<string, string>();
  const rootOf = (name: string): string => {
    let root = name;
    for (let up = first.get(root); up !== undefined && up !== root; up = first.get(root)) root = up;
    return root;
  };
  for (const lefts of Map.groupBy(expectations, (one) => one.matchId ?? one.id).values()) {
    const [root, ...others] = lefts.map((one) => rootOf(nameOf(one)));
    if (root !== undefined) for (const other of others) first.set(rootOf(other), rootOf(root));
  }
  return rootOf;
}
