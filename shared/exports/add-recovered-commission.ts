import * as z from "zod";
import { RemittanceId, type LenderId } from "../kernel/ids.ts";
import { dateOf, type LocalDate } from "../kernel/time.ts";
import { bookedAt, type JournalEntry } from "../ledger/journal.ts";
import type { Page } from "../platform/dynamo.ts";
import type { Remittance, RemittanceLine } from "../remittances/model.ts";
import { keptOf, totalsOf } from "../remittances/sums.ts";
import type { RecoveryPagesDeps } from "./recovery-deps.ts";
import { paidPlacements } from "./paid-placements.ts";
import { placementsById } from "./placements-by-id.ts";
import { vintageOf, type RecoverySums, type Vintage } from "./recovery-sums.ts";

type Deps = Pick<RecoveryPagesDeps, "posted" | "remittances" | "placements" | "payments" | "directPayments">;

type Of = { readonly lenderId: LenderId; readonly to: LocalDate };

const LINE_PAGE_SIZE = 500;
/** As many lines as an advice may have. */
const PAGE_COUNT_MAX = 100;

/**
 * Adds commission as the books have it: what an advice keeps back with the advice, the rest with the invoice. Of each
 * line it is where the placement is, or the agency's alone where nothing says whose placement it was.
 */
export async function addRecoveredCommission(
  deps: Deps,
  of: Of,
  { entries, sums }: { readonly entries: readonly JournalEntry[]; readonly sums: RecoverySums },
): Promise<void> {
  const booked = [...keptIn(entries), ...(await billedIn(deps, entries))];
  const found = await deps.remittances.findAll(booked.map(({ remittanceId }) => remittanceId));
  const byId = new Map(found.map((one) => [one.remittanceId, one]));
  for (const { remittanceId, bookedOn, part } of booked) {
    const remittance = byId.get(remittanceId);
    if (remittance === undefined) continue;
    for await (const lines of linesOf(deps, remittance))
      for (const { vintage, line } of await placedLines(deps, of, { remittance, lines }))
        sums.recover(vintage, bookedOn, { commission: partOf(part, remittance, line) });
  }
}

type Booked = {
  readonly remittanceId: RemittanceId;
  readonly bookedOn: LocalDate;
  /** Which part of an advice's commission an entry has. */
  readonly part: "KEPT" | "BILLED";
};

const keptIn = (entries: readonly JournalEntry[]): readonly Booked[] =>
  entries
    .filter(({ type }) => type === "remittance.advised")
    .map((entry) => ({
      remittanceId: RemittanceId.parse(entry.accountId),
      bookedOn: dateOf(bookedAt(entry)),
      part: "KEPT",
    }));

const Billed = z.object({ remittances: z.array(z.object({ remittanceId: RemittanceId })) });

async function billedIn({ posted }: Deps, entries: readonly JournalEntry[]): Promise<readonly Booked[]> {
  const invoices = entries.filter(({ type }) => type === "commission.billed");
  if (invoices.length === 0) return [];
  const events = await posted.findAll(invoices);
  return invoices.flatMap((entry) => {
    const event = events.get(entry.eventId);
    const remittances = event === undefined ? [] : Billed.parse(event.data).remittances;
    const bookedOn = dateOf(bookedAt(entry));
    return remittances.map(({ remittanceId }) => ({ remittanceId, bookedOn, part: "BILLED" as const }));
  });
}

function partOf(part: Booked["part"], { mode }: Remittance, line: RemittanceLine): number {
  const { commission: kept } = keptOf(mode, [line]);
  return part === "KEPT" ? kept : totalsOf([line]).commission - kept;
}

async function* linesOf(
  { remittances }: Deps,
  remittance: Remittance,
): AsyncGenerator<readonly RemittanceLine[], void, undefined> {
  let after: Page["next"];
  for (let page = 0; page < PAGE_COUNT_MAX; page += 1) {
    const { items, next } = await remittances.lines(remittance, { limit: LINE_PAGE_SIZE, after });
    yield items.filter(({ commission = 0 }) => commission !== 0);
    if (next === undefined) return;
    after = next;
  }
  throw new Error(`${remittance.remittanceId} has more than ${PAGE_COUNT_MAX * LINE_PAGE_SIZE} lines`);
}

type Lines = { readonly remittance: Remittance; readonly lines: readonly RemittanceLine[] };

type Placed = { readonly vintage: Vintage; readonly line: RemittanceLine };

async function placedLines(deps: Deps, of: Of, { remittance, lines }: Lines): Promise<readonly Placed[]> {
  const { agencyId } = remittance;
  const paid = await paidPlacements(deps, { ...of, agencyId }, lines);
  const named = lines.map((line) => ({ line, placementId: line.placementId ?? paid.get(line.lineId) }));
  const placements = await placementsById(
    deps,
    named.flatMap(({ placementId }) => placementId ?? []),
    of.to,
  );
  return named.map(({ line, placementId }) => {
    const placement = placementId && placements.get(placementId);
    const isTheirs = placement?.agencyId === agencyId && placement.lenderId === of.lenderId;
    return { line, vintage: placement && isTheirs ? vintageOf(placement) : { agencyId } };
  });
}
