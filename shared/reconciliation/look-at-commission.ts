import type { AccountId } from "../kernel/ids.ts";
import type { Clock } from "../kernel/time.ts";
import type { Page, UpdateOne } from "../platform/dynamo.ts";
import type { WriteBeside } from "../platform/write.ts";
import { breakOf, said } from "./break.ts";
import type { CommissionWatch, CommissionWatchStore, GivenBack } from "./commission-watch-store.ts";
import type { ExpectationStore, StoredExpectation } from "./expectation-store.ts";
import type { BookOf } from "./book-of.ts";
import type { MatchStore } from "./match-store.ts";
import type { AdviceLine } from "./model.ts";
import type { Break } from "./outcome.ts";
import { MatchId } from "./stored-match.ts";
import { tallyCommission, type MatchedCommission } from "./tally-commission.ts";
import type { Thresholds } from "./wire.ts";

export type LookAtCommissionDeps = {
  readonly commissions: Pick<
    CommissionWatchStore,
    "page" | "givenBack" | "noted" | "given" | "watched" | "left"
  >;
  readonly expectations: Pick<ExpectationStore, "ofAccount" | "named">;
  readonly matches: Pick<MatchStore, "findAll" | "rightOf">;
  /** Lines of advices by their ids, whatever became of the advices. */
  readonly linesNamed: (lineIds: readonly string[]) => Promise<readonly AdviceLine[]>;
  readonly writeBeside: WriteBeside;
  readonly update: UpdateOne;
  readonly clock: Clock;
};

/** A book, what its open advices give back, and by how much commission may differ. */
export type CommissionLook = BookOf & {
  readonly givenBack: readonly GivenBack[];
  readonly thresholds: Thresholds;
};

export type CommissionLooked = {
  readonly breaks: readonly Break[];
  /** Fingerprints of breaks whose cause is gone. */
  readonly righted: readonly string[];
  /** Accounts of which nothing is left to look at. */
  readonly done: readonly CommissionWatch[];
};

/** Accounts that are looked at at once. */
const SIDE_BY_SIDE = 8;

/**
 * Looks at the commission of every account of a book in which it changed after it was taken, or was given back: what
 * was taken, less what was given back, must be what is due. Looking again comes to the same.
 */
export const lookAtCommission = (deps: LookAtCommissionDeps) => ({
  look: async ({ givenBack, thresholds, ...of }: CommissionLook): Promise<CommissionLooked> => {
    const { known, unknown } = await note(deps, of, givenBack);
    const found: { breaks: Break[]; righted: string[]; done: CommissionWatch[] } = {
      breaks: unknown.map((back) => ofNothing(of, back)),
      righted: known.map((back) => ofNothing(of, back).fingerprint),
      done: [],
    };
    let after: Page["next"];
    do {
      const page = await deps.commissions.page(of, SIDE_BY_SIDE, after);
      await Promise.all(
        page.items.map(async (watch) => {
          const tallied = tallyCommission(await commissionOf(deps, watch.accountId), thresholds);
          found.breaks.push(...tallied.breaks);
          found.righted.push(...tallied.righted);
          if (tallied.breaks.length === 0 && !tallied.isWaiting) found.done.push(watch);
        }),
      );
      after = page.next;
    } while (after !== undefined);
    return found;
  },
  /** After what was found is written down: who is killed before looks again. */
  leave: async ({ done }: CommissionLooked): Promise<void> => {
    for (const watch of done) await deps.update(deps.commissions.left(watch));
  },
});

export type LookAtCommission = ReturnType<typeof lookAtCommission>;

/** Keeps with each account what was given back of its commission, once. @returns whether each names a payment of the book */
async function note(
  deps: LookAtCommissionDeps,
  of: BookOf,
  givenBack: readonly GivenBack[],
): Promise<{ readonly known: readonly GivenBack[]; readonly unknown: readonly GivenBack[] }> {
  const any = { kind: "PAYMENT", lenderId: of.lenderId } as const;
  const payments = await deps.expectations.named(givenBack.map((back) => ({ ...back, ...any })));
  const paid = new Map(
    payments
      .filter(({ lenderId, currency }) => lenderId === of.lenderId && currency === of.currency)
      .map((one) => [nameOf(one), one.accountId]),
  );
  const known = givenBack.flatMap((back) => {
    const accountId = paid.get(nameOf(back));
    return accountId === undefined ? [] : [{ back, accountId, lineId: back.lineId }];
  });
  const noted = await deps.commissions.noted(known);
  for (const { back, accountId, lineId } of known) {
    if (noted.has(lineId)) continue;
    // Together, so that what is noted is looked at. Whoever is slower finds it noted.
    await deps.writeBeside([
      deps.commissions.given(accountId, back),
      deps.commissions.watched({ ...of, accountId }, deps.clock.now()),
    ]);
  }
  const [ours = [], others = []] = [true, false].map((is) =>
    givenBack.filter((one) => paid.has(nameOf(one)) === is),
  );
  return { known: ours, unknown: others };
}

const nameOf = ({ agencyId, paymentRef }: Pick<GivenBack, "agencyId" | "paymentRef">): string =>
  `${agencyId}/${paymentRef}`;

async function commissionOf(deps: LookAtCommissionDeps, accountId: AccountId) {
  const [expectations, givenBack] = await Promise.all([
    deps.expectations.ofAccount(accountId),
    deps.commissions.givenBack(accountId),
  ]);
  return { expectations, givenBack, matches: await matchesOf(deps, expectations) };
}

async function matchesOf(
  deps: LookAtCommissionDeps,
  expectations: readonly StoredExpectation[],
): Promise<ReadonlyMap<string, MatchedCommission>> {
  const ids = new Set(
    expectations.flatMap(({ matchId }) => (matchId === undefined ? [] : [MatchId.parse(matchId)])),
  );
  const standing = (await deps.matches.findAll([...ids])).filter(
    ({ relation, state }) => relation === "ADVISED" && state === "MADE",
  );
  const matches = await Promise.all(
    standing.map(async (match) => ({ ...match, right: await deps.matches.rightOf(match) })),
  );
  const lines = await deps.linesNamed(matches.flatMap(({ right }) => right));
  const byId = new Map(lines.map((line) => [line.lineId, line]));
  return new Map(
    matches.map(({ matchId, taken, right }) => [
      matchId,
      { matchId, ...(taken !== undefined && { taken }), lines: right.flatMap((id) => byId.get(id) ?? []) },
    ]),
  );
}

/** Nobody reported the payment, or it is of other books. */
function ofNothing({ lenderId, currency }: BookOf, back: GivenBack): Break {
  const { agencyId, lineId, amount, tax, ...named } = back;
  const commission = { amount: 0 - amount, tax: 0 - tax };
  const line = {
    ...named,
    lineId,
    agencyId,
    lenderId,
    currency,
    kind: "PAYMENT",
    amount: 0,
    commission,
  } as const;
  return breakOf({
    code: "COMMISSION_DIFF",
    lenderId,
    agencyId,
    currency,
    amount: 0 - amount - tax,
    subjects: { advised: [line] },
    explain: [
      `${said(amount + tax, currency)} of commission and tax was given back by ${lineId}`,
      `no payment ${back.paymentRef} was reported on which any was taken`,
    ],
  });
}
