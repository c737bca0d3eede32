import type { AccountStateStore } from "../accounts/state-store.ts";
import type { ContractStore } from "../contracts/store.ts";
import type { DriftStore } from "../dialects/drift-store.ts";
import type { DialectStore } from "../dialects/store.ts";
import type { Actor } from "../kernel/event.ts";
import { AccountId, PlacementId, type AgencyId, type LenderId } from "../kernel/ids.ts";
import type { Currency } from "../kernel/money.ts";
import { Instant } from "../kernel/time.ts";
import type { PlacementStore } from "../placements/store.ts";
import { closeBreak, type CloseBreakDeps } from "./close-finding.ts";
import { dialectFindings, type DialectFinding, type InForce } from "./dialect-findings.ts";
import { subjectsOf } from "./finding.ts";
import { isOpenBreak, type BreakRecord } from "./model.ts";
import { openFinding, type OpenFindingDeps } from "./open-finding.ts";
import { pagesOf } from "./pages-of.ts";
import type { BreakStore } from "./store.ts";
import { isToBeReopened } from "./told-finding.ts";
import type { BreakId } from "./wire.ts";

export type ReviewFindingsDeps = OpenFindingDeps &
  CloseBreakDeps & {
    readonly breaks: Pick<BreakStore, "page">;
    readonly accounts: Pick<AccountStateStore, "find">;
    readonly contracts: Pick<ContractStore, "portfolio">;
    readonly dialects: Pick<DialectStore, "versions">;
    readonly drift: Pick<DriftStore, "report">;
    readonly placements: Pick<PlacementStore, "find">;
  };

type BookOf = { readonly lenderId: LenderId; readonly currency: Currency };

const actor: Actor = { kind: "SYSTEM", id: "reconciler" };

/**
 * Looks at what other things than runs found: opens breaks for what the lender's agencies say and their dialects make
 * nothing of, and resolves what came right by itself. Doing it again changes nothing.
 */
export const reviewFindings =
  (deps: ReviewFindingsDeps) =>
  async (book: BookOf): Promise<void> => {
    const standing = new Set<BreakId>();
    for (const { found, seenAt } of await saidByAgencies(deps, book)) {
      const { breakId } = await openFinding(deps)(found, { actor, at: Instant.parse(seenAt) });
      standing.add(breakId);
    }
    await closeRighted(deps, book, standing);
  };

async function saidByAgencies(
  deps: ReviewFindingsDeps,
  { lenderId, currency }: BookOf,
): Promise<readonly DialectFinding[]> {
  const portfolio = await deps.contracts.portfolio(lenderId);
  const agencyIds = (portfolio?.contracts ?? [])
    .filter((contract) => contract.currency === currency)
    .map(({ agencyId }) => agencyId);
  const found: DialectFinding[] = [];
  for (const agencyId of agencyIds) {
    const [inForce, drift] = await Promise.all([inForceOf(deps, agencyId), deps.drift.report(agencyId)]);
    found.push(...dialectFindings({ lenderId, agencyId, currency }, inForce, drift));
  }
  return found;
}

async function inForceOf({ dialects }: ReviewFindingsDeps, agencyId: AgencyId): Promise<InForce> {
  const { items } = await dialects.versions(agencyId, 1);
  return items[0] ?? { version: 0 };
}

async function closeRighted(
  deps: ReviewFindingsDeps,
  { lenderId, currency }: BookOf,
  standing: ReadonlySet<BreakId>,
): Promise<void> {
  for await (const records of pagesOf(deps.breaks, lenderId, "OPEN"))
    for (const one of records.filter((each) => isLookedAt(each, currency))) {
      const explanation = standing.has(one.breakId) ? undefined : await righters[one.code]?.(deps, one);
      if (explanation !== undefined) await closeBreak(deps)(one.breakId, { explanation, actor });
    }
}

const isLookedAt = (one: BreakRecord, currency: Currency): boolean =>
  one.source === "FINDING" && one.currency === currency && isOpenBreak(one);

type Righter = (deps: ReviewFindingsDeps, one: BreakRecord) => Promise<string | undefined>;

/** Why nothing is wrong any more; undefined while it is, and where only a person can say. */
const righters: Partial<Readonly<Record<BreakRecord["code"], Righter>>> = {
  UNKNOWN_CODE: async () => "The dialect in force knows it, or it did not come since that was saved.",
  SCHEMA_DRIFT: async () => "The dialect in force knows it, or it did not come since that was saved.",
  BAL_ACK_MISMATCH: async ({ placements }, one) => {
    const placementId = PlacementId.safeParse(subjectsOf(one)[0]).data;
    const placement = placementId && (await placements.find(placementId));
    if (placement === undefined || ["OFFERED", "INFO_REQUIRED"].includes(placement.state)) return undefined;
    return placement.acknowledgedAt === undefined
      ? `The offer ended as ${placement.state}.`
      : "The agency acknowledged the balance of the books.";
  },
  CLOSE_CODE_INCONSISTENT: async (deps, one) => (await paidAgain(deps, one)) ?? closedAfterAll(deps, one),
};

/** What was closed as paid and was owed again. */
async function paidAgain({ accounts }: ReviewFindingsDeps, one: BreakRecord): Promise<string | undefined> {
  const accountId = AccountId.safeParse(subjectsOf(one)[0]).data;
  const account = accountId && (await accounts.find(accountId));
  if (account === undefined || isToBeReopened(account)) return undefined;
  return "It was paid again, or somebody works it again.";
}

/** What was to be closed against its money and was refused. A final balance that was off stays off. */
async function closedAfterAll(
  { placements }: ReviewFindingsDeps,
  one: BreakRecord,
): Promise<string | undefined> {
  const subjects = subjectsOf(one);
  const placementId = subjects.flatMap((id) => PlacementId.safeParse(id).data ?? [])[0];
  const placement = subjects.length > 1 && placementId ? await placements.find(placementId) : undefined;
  return placement?.endedAt && `The placement ended as ${placement.endCode ?? placement.state}.`;
}
