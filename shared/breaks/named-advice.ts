import { RemittanceId, type AgencyId } from "../kernel/ids.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import type { Result } from "../kernel/result.ts";
import type { MatchStore } from "../reconciliation/match-store.ts";
import type { RemittanceReads } from "../remittances/read-store.ts";
import { isOfTransit } from "./entries.ts";
import type { BreakRecord } from "./model.ts";
import type { ResolveBreakRequest } from "./resolution-wire.ts";
import type { BreakStore } from "./store.ts";

export type NamedAdviceDeps = {
  readonly breaks: Pick<BreakStore, "evidence">;
  readonly remittances: Pick<RemittanceReads, "find">;
  readonly matches: Pick<MatchStore, "claimedOf">;
};

/** The advice of whose money in transit an entry takes something off: the one that is named, or that is at odds. */
export async function adviceOf(
  { breaks }: NamedAdviceDeps,
  { posting }: ResolveBreakRequest,
  { breakId, code }: BreakRecord,
): Promise<RemittanceId | undefined> {
  // What an advice brought forward and should not have is in transit beside what it says: that arrives all the same.
  if (posting === undefined || code === "REMIT_TOTAL_DIFF" || !isOfTransit(posting.entry)) return undefined;
  if (posting.remittanceId !== undefined) return posting.remittanceId;
  const { subjects } = await breaks.evidence(breakId);
  return subjects.map((id) => RemittanceId.safeParse(id).data).find((id) => id !== undefined);
}

type Advised = NonNullable<Awaited<ReturnType<RemittanceReads["find"]>>>;

/** Money is taken for an advice of the break's own books whose money is looked for. */
export async function adviceNotOpen(
  { remittances, matches }: NamedAdviceDeps,
  { posting }: ResolveBreakRequest,
  before: BreakRecord,
): Promise<Result<never, Refusal> | undefined> {
  const remittanceId = posting?.remittanceId;
  if (remittanceId === undefined) return undefined;
  const [found, funded] = await Promise.all([
    remittances.find(remittanceId),
    matches.claimedOf("FUNDED", [remittanceId]),
  ]);
  if (found !== undefined && isOfBooks(found, before, posting?.agencyId) && !funded.has(remittanceId))
    return undefined;
  return refuse({
    code: "invalid-request",
    detail: "The request names an advice that waits for no money.",
    errors: [
      { pointer: "/posting/remittanceId", code: "unknown", detail: "no advice whose money is looked for" },
    ],
  });
}

const isOfBooks = (
  found: Advised,
  { lenderId, currency }: BreakRecord,
  agencyId: AgencyId = found.agencyId,
): boolean =>
  found.state !== "LOADING" &&
  found.lenderId === lenderId &&
  found.currency === currency &&
  found.agencyId === agencyId;

/** What is left of an advice by a resolution was found at the bank since: that is taken back first. */
export async function isFound(
  { matches, remittances }: NamedAdviceDeps,
  { resolution }: BreakRecord,
): Promise<Result<never, Refusal> | undefined> {
  const remittanceId = resolution?.remittanceId;
  if (remittanceId === undefined) return undefined;
  const [found, funded] = await Promise.all([
    remittances.find(remittanceId),
    matches.claimedOf("FUNDED", [remittanceId]),
  ]);
  if (!funded.has(remittanceId)) return undefined;
  const isFrozen = found?.state === "SETTLED" || found?.state === "LOCKED";
  return refuse({
    code: "invalid-transition",
    detail: isFrozen
      ? `${remittanceId} is settled: correct it by a new advice.`
      : `The money of ${remittanceId} was found: take that match back first.`,
    extra: { from: "RESOLVED", event: "reopen", allowed: [] },
  });
}
