import type { AgencyId } from "../kernel/ids.ts";
import { monthOf, type Month } from "../kernel/months.ts";
import { dateOf, type LocalDate } from "../kernel/time.ts";
import type { Placement } from "../placements/model.ts";

/** What was booked of some placements, in minor units. */
export type Recovered = {
  /** What debtors paid, whoever had the money. */
  readonly gross: number;
  /** What of it the lender was paid itself. */
  readonly direct: number;
  readonly reversed: number;
  readonly commission: number;
  readonly costs: number;
};

export const nothingRecovered: Recovered = { gross: 0, direct: 0, reversed: 0, commission: 0, costs: 0 };

/** The placements that an agency was offered in one month; either is absent where money is of no placement. */
export type Vintage = { readonly agencyId?: AgencyId; readonly vintage?: Month };

export type VintageSums = Vintage & {
  readonly offered: number;
  /** Of those that the agency took. */
  readonly accounts: number;
  readonly placed: number;
  /** What was recovered before the first day. */
  readonly netBefore: number;
  readonly months: ReadonlyMap<Month, Recovered>;
};

type Days = { readonly from: LocalDate; readonly to: LocalDate };

/** A hundred agencies for sixteen years. */
const VINTAGE_COUNT_MAX = 20_000;

export const vintageOf = ({ agencyId, offeredAt }: Pick<Placement, "agencyId" | "offeredAt">): Vintage => ({
  agencyId,
  vintage: monthOf(dateOf(offeredAt)),
});

export const netOf = ({ gross, reversed }: Recovered): number => gross - reversed;

/** Adds up by agency and vintage: what is held is the sums, however much goes into them. */
export function recoverySums({ from, to }: Days) {
  const sums = new Map<string, VintageSums>();
  const change = (of: Vintage, changed: (before: VintageSums) => Partial<VintageSums>): void => {
    const before = sums.get(nameOf(of)) ?? emptyOf(of);
    sums.set(nameOf(of), { ...before, ...changed(before) });
    if (sums.size > VINTAGE_COUNT_MAX) throw new Error(`more than ${VINTAGE_COUNT_MAX} vintages`);
  };
  return {
    /** A placement counts from its offer; its account and balance once the agency took it. */
    place: (placement: Placement): void => {
      if (dateOf(placement.offeredAt) > to) return;
      const { acknowledgedAt, placedBalance } = placement;
      const isTaken = acknowledgedAt !== undefined && dateOf(acknowledgedAt) <= to;
      change(vintageOf(placement), ({ offered, accounts, placed }) => ({
        offered: offered + 1,
        ...(isTaken && { accounts: accounts + 1, placed: placed + placedBalance }),
      }));
    },
    recover: (of: Vintage, bookedOn: LocalDate, what: Partial<Recovered>): void => {
      const month = monthOf(bookedOn);
      const recovered = { ...nothingRecovered, ...what };
      change(of, ({ netBefore, months }) =>
        bookedOn < from
          ? { netBefore: netBefore + netOf(recovered) }
          : {
              months: new Map([...months, [month, added(months.get(month) ?? nothingRecovered, recovered)]]),
            },
      );
    },
    /** In the order of agencies and months; what is of no placement comes last. */
    all: (): readonly VintageSums[] =>
      [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one),
  };
}

export type RecoverySums = ReturnType<typeof recoverySums>;

const nameOf = ({ agencyId, vintage }: Vintage): string => `${agencyId ?? "~"}#${vintage ?? "~"}`;

const emptyOf = (of: Vintage): VintageSums => ({
  ...of,
  offered: 0,
  accounts: 0,
  placed: 0,
  netBefore: 0,
  months: new Map(),
});

const added = (before: Recovered, more: Recovered): Recovered => ({
  gross: before.gross + more.gross,
  direct: before.direct + more.direct,
  reversed: before.reversed + more.reversed,
  commission: before.commission + more.commission,
  costs: before.costs + more.costs,
});
