import type { AgencyStore } from "../agencies/store.ts";
import type { ContractStore } from "../contracts/store.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { bookOf } from "../ledger/book.ts";
import { neverAgencys } from "./agencys-money.ts";
import type { DecideBreak } from "./change-break.ts";
import type { BreakRecord } from "./model.ts";
import { adviceNotOpen, adviceOf, isFound, type NamedAdviceDeps } from "./named-advice.ts";
import type { ResolveBreakRequest } from "./resolution-wire.ts";
import { confirm, reject, resolve } from "./resolution.ts";
import type { BreakStore } from "./store.ts";
import type { BreakStep, By } from "./step.ts";
import type { BreakCommand } from "./wire.ts";
import { assign, comment, explain, reopen } from "./work-on.ts";

export type DecideCommandDeps = NamedAdviceDeps & {
  readonly breaks: Pick<BreakStore, "ledgerEntry" | "evidence">;
  readonly lenders: Pick<ContractStore, "lender">;
  readonly agencies: Pick<AgencyStore, "find">;
};

type Decided = Result<BreakStep | undefined, Refusal>;

/** A command as a decision on a break; what it names is looked up first. */
export const decideCommand =
  (deps: DecideCommandDeps) =>
  (command: BreakCommand): DecideBreak =>
  async (before, by): Promise<Decided> => {
    switch (command.kind) {
      case "ASSIGN":
        return assign(before, command.assignee, by);
      case "COMMENT":
        return comment(before, command.text, by);
      case "EXPLAIN":
        return explain(before, command.explanation, by);
      case "RESOLVE":
        return resolveAsked(deps, command.resolution, { before, by });
      case "CONFIRM":
        return confirm(before, by);
      case "REJECT":
        return reject(before, command.reason, by);
      case "REOPEN":
        return (await isFound(deps, before)) ?? reopen(before, command.reason, by);
    }
  };

export type DecideCommand = ReturnType<typeof decideCommand>;

async function resolveAsked(
  deps: DecideCommandDeps,
  request: ResolveBreakRequest,
  { before, by }: { readonly before: BreakRecord; readonly by: By },
): Promise<Decided> {
  const [lender, ledger, ...refused] = await Promise.all([
    deps.lenders.lender(before.lenderId),
    namedEntry(deps, request, before),
    unknownAgency(deps, request),
    adviceNotOpen(deps, request, before),
    neverAgencys(deps, request, before),
  ]);
  const refusal = refused.find((one) => one !== undefined);
  if (refusal !== undefined) return refusal;
  const remittanceId = await adviceOf(deps, request, before);
  if (!ledger.ok) return ledger;
  const fourEyesAbove = lender?.fourEyesAbove;
  const asked = {
    request,
    ...(ledger.value !== undefined && { ledgerEventId: ledger.value }),
    ...(remittanceId !== undefined && { remittanceId }),
    ...(fourEyesAbove !== undefined && { fourEyesAbove }),
  };
  return resolve(before, asked, by);
}

/** Nothing is posted to the account of an agency that is not there. */
async function unknownAgency(
  { agencies }: DecideCommandDeps,
  { posting }: ResolveBreakRequest,
): Promise<Result<never, Refusal> | undefined> {
  for (const agencyId of [posting?.agencyId, posting?.toAgencyId])
    if (agencyId !== undefined && (await agencies.find(agencyId)) === undefined)
      return refuse({ code: "unknown-agency", detail: `${agencyId} is not set up.` });
  return undefined;
}

/** The event that a request names, if it posts into the break's own books. */
async function namedEntry(
  { breaks }: DecideCommandDeps,
  { ledgerEntry }: ResolveBreakRequest,
  { lenderId, currency }: BreakRecord,
): Promise<Result<string | undefined, Refusal>> {
  if (ledgerEntry === undefined) return ok(undefined);
  const found = await breaks.ledgerEntry(ledgerEntry);
  if (found?.book === bookOf({ lenderId, currency })) return ok(found.eventId);
  return refuse({
    code: "invalid-request",
    detail: "The request names an entry that these books do not have.",
    errors: [
      { pointer: "/ledgerEntry", code: "unknown", detail: `no entry of the lender's books in ${currency}` },
    ],
  });
}
