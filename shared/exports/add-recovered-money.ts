import type { LenderId, PlacementId } from "../kernel/ids.ts";
import type { JournalEntry } from "../ledger/journal.ts";
import type { Export } from "./model.ts";
import type { RecoveryPagesDeps } from "./recovery-deps.ts";
import { isRecovery, recoveryFact, type RecoveryFact } from "./recovery-facts.ts";
import { placementsById } from "./placements-by-id.ts";
import { vintageOf, type RecoverySums } from "./recovery-sums.ts";

type Deps = Pick<RecoveryPagesDeps, "posted" | "directPayments" | "placements">;

type Of = Pick<Export, "to"> & { readonly lenderId: LenderId };

/** Adds what came in, went back and was spent by some entries; what is of no placement is nobody's. */
export async function addRecoveredMoney(
  deps: Deps,
  of: Of,
  { entries, sums }: { readonly entries: readonly JournalEntry[]; readonly sums: RecoverySums },
): Promise<void> {
  const own = entries.filter(isRecovery);
  if (own.length === 0) return;
  const events = await deps.posted.findAll(own);
  const facts = own.map((entry) => recoveryFact(entry, events.get(entry.eventId)));
  const told = await toldOf(deps, of, facts);
  const placed = facts.map((fact) => ({ ...fact, placementId: placementIn(fact, told) }));
  const placements = await placementsById(
    deps,
    placed.flatMap(({ placementId }) => placementId ?? []),
    of.to,
  );
  for (const { placementId, bookedOn, what } of placed) {
    const placement = placementId && placements.get(placementId);
    sums.recover(placement ? vintageOf(placement) : {}, bookedOn, what);
  }
}

type Told = ReadonlyMap<string, PlacementId>;

const placementIn = ({ placementId, directlyPaid }: RecoveryFact, told: Told): PlacementId | undefined =>
  directlyPaid === undefined ? placementId : told.get(directlyPaid);

/** Whose agencies were told of the payments that went back. */
async function toldOf(
  { directPayments }: Deps,
  { lenderId }: Of,
  facts: readonly RecoveryFact[],
): Promise<Told> {
  const refs = facts.flatMap(({ directlyPaid }) => directlyPaid ?? []);
  if (refs.length === 0) return new Map();
  const found = await directPayments.findAll(lenderId, refs);
  return new Map(found.flatMap(({ paymentRef, told }) => (told ? [[paymentRef, told.placementId]] : [])));
}
