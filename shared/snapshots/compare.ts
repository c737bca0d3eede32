import type { LenderId, PlacementId } from "../kernel/ids.ts";
import type { Currency } from "../kernel/money.ts";
import type { Instant } from "../kernel/time.ts";
import type { Dialect } from "../dialects/model.ts";
import type { Finding, Inventory } from "./model.ts";
import { stateAt, stateSaid } from "../dialects/inventory-states.ts";
import type { SnapshotLine } from "./wire.ts";

type Had = { readonly placementId: PlacementId; readonly lenderId: LenderId; readonly state: string };

/** A placement that the agency has now, and what was owed when the inventory was taken. */
export type OpenPlacement = Had & {
  /** Since when the agency has it without a break. */
  readonly since: Instant;
  readonly acknowledgedAt?: Instant;
  readonly currency: Currency;
  readonly outstanding: number;
};

/** A placement that the agency had. */
export type EndedPlacement = Had & { readonly endedAt: Instant };

/** What the gateway has of an agency: all that is open, and what ended of all that the agency lists. */
export type KnownPlacements = {
  readonly open: readonly OpenPlacement[];
  readonly ended: readonly EndedPlacement[];
  /** Whose it is that the agency lists and never had: for the lender alone, never for the agency. */
  readonly owners: ReadonlyMap<PlacementId, LenderId>;
};

export type Compared = { readonly findings: readonly Finding[]; readonly openCount: number };

type Taken = Pick<Inventory, "asOf" | "currency"> & {
  /** What the agency's words for states stand for. */
  readonly codes?: Dialect["codes"];
};

/**
 * Compares what an agency lists with what it has: exactly, to the last minor unit. What began or ended after the
 * inventory was taken is no finding. The order of lines and placements says nothing.
 */
export function compare(
  taken: Taken,
  lines: readonly SnapshotLine[],
  known: Pick<KnownPlacements, "open" | "ended">,
): Compared {
  const open = new Map(known.open.map((one) => [one.placementId, one]));
  const ended = new Map(known.ended.map((one) => [one.placementId, one]));
  const listed = new Set(lines.map(({ placementId }) => placementId));
  const expected = known.open.filter(
    ({ since, currency }) => since <= taken.asOf && currency === taken.currency,
  );
  const found = lines.flatMap((line): readonly Finding[] => {
    const held = open.get(line.placementId);
    if (held !== undefined) return asHeld(taken, line, held);
    const former = ended.get(line.placementId);
    return former === undefined
      ? [{ code: "INV_UNKNOWN", placementId: line.placementId, theirs: theirs(taken, line) }]
      : asFormer(taken, line, former);
  });
  const missing = expected.filter(({ placementId }) => !listed.has(placementId)).map(missingAtAgency);
  return { findings: inOrder([...found, ...missing]), openCount: expected.length };
}

function asHeld(taken: Taken, line: SnapshotLine, held: OpenPlacement): readonly Finding[] {
  const { placementId, lenderId, since, currency, outstanding } = held;
  const said = stateSaid(taken.codes, line.state);
  if (since > taken.asOf) return [];
  const differs = { placementId, lenderId, ours: ours(held), theirs: theirs(taken, line) };
  if (currency !== taken.currency) return [{ code: "CURRENCY_DIFF", ...differs }];
  return [
    ...(outstanding === line.outstanding ? [] : [{ code: "BAL_DRIFT" as const, ...differs }]),
    ...(said === undefined || said === stateAt(held, taken.asOf)
      ? []
      : [{ code: "STATUS_DRIFT" as const, ...differs }]),
  ];
}

/** What is owed now is no business of an agency that has it no more. */
function asFormer(taken: Taken, line: SnapshotLine, former: EndedPlacement): readonly Finding[] {
  const { placementId, lenderId, state, endedAt } = former;
  if (endedAt > taken.asOf) return [];
  return [
    { code: "INV_ZOMBIE", placementId, lenderId, ours: { state, endedAt }, theirs: theirs(taken, line) },
  ];
}

const missingAtAgency = (held: OpenPlacement): Finding => ({
  code: "INV_MISSING_AT_AGENCY",
  placementId: held.placementId,
  lenderId: held.lenderId,
  ours: ours(held),
});

const ours = ({ state, currency, outstanding }: OpenPlacement) => ({ state, currency, outstanding });

const theirs = ({ currency }: Taken, { outstanding, agencyCaseRef, state }: SnapshotLine) => ({
  currency,
  outstanding,
  ...(agencyCaseRef !== undefined && { agencyCaseRef }),
  ...(state !== undefined && { state }),
});

/** A placement that two parts list is told apart by what they say of it. */
const placeOf = ({ placementId, code, theirs: said }: Finding): string =>
  [placementId, code, String(said?.outstanding), String(said?.agencyCaseRef), String(said?.state)].join("\n");

const inOrder = (findings: readonly Finding[]): readonly Finding[] =>
  findings
    .map((finding) => ({ finding, place: placeOf(finding) }))
    .toSorted((a, b) => (a.place < b.place ? -1 : a.place > b.place ? 1 : 0))
    .map(({ finding }) => finding);
