import { breakOf } from "./break.ts";
import { aboutLines, type Desk, type Ledgered, type Setting } from "./desk.ts";
import type { Item } from "./item.ts";
import type { Expectation, PlacementFacts } from "./model.ts";
import type { Break } from "./outcome.ts";
import type { BreakCode, Thresholds } from "./wire.ts";

type Finding = { readonly code: BreakCode; readonly explain: string };

/** Whose payment it was: what its placement says of its date, and whether the agency was told of a direct one. */
export function* attributionBreaks(
  { asOf, ruleSet }: Setting,
  desk: Desk,
  { sides }: Ledgered,
): Generator<Break> {
  for (const left of sides.lefts) {
    if (left.state === "SETTLED") continue;
    const { fact } = left;
    const whose = attribution(fact, ruleSet.thresholds);
    if (whose !== undefined) yield attributed(desk, left, whose);
    const untold = notice(fact, asOf);
    if (untold !== undefined) yield attributed(desk, left, untold);
  }
}

const attributed = (desk: Desk, { fact, amount }: Item<Expectation>, { code, explain }: Finding): Break =>
  breakOf({
    ...aboutLines(desk, { currency: fact.currency, reported: [fact], advised: [] }),
    code,
    amount,
    explain: [explain],
  });

function attribution(fact: Expectation, thresholds: Thresholds): Finding | undefined {
  const { placement, effectiveOn, placementId } = fact;
  if (placement === undefined)
    return { code: "UNIDENTIFIED_PAYMENT", explain: `there is no placement ${placementId} of this agency` };
  if (fact.kind === "REVERSAL") return undefined;
  if (effectiveOn < placement.placedOn)
    return {
      code: "PAY_BEFORE_PLACEMENT",
      explain: `paid on ${effectiveOn}, placed on ${placement.placedOn}`,
    };
  if (placement.endedOn !== undefined && effectiveOn > placement.endedOn)
    return afterEnd(fact, placement, thresholds);
  return elsewhere(fact, placement);
}

function afterEnd(
  { effectiveOn, clearedOn = effectiveOn }: Expectation,
  { endedOn, tailUntil }: PlacementFacts,
  { tailBy }: Thresholds,
): Finding {
  const counted = tailBy === "CLEARED" ? clearedOn : effectiveOn;
  const isInTail = tailUntil !== undefined && counted <= tailUntil;
  return {
    code: isInTail ? "PAY_AFTER_RECALL_IN_TAIL" : "PAY_AFTER_RECALL_OUT_OF_TAIL",
    explain: `paid on ${effectiveOn}, cleared on ${clearedOn}, ended on ${endedOn}, tail until ${tailUntil ?? "never"}`,
  };
}

function elsewhere(
  { agencyId, effectiveOn }: Expectation,
  { holderAgencyId }: PlacementFacts,
): Finding | undefined {
  if (holderAgencyId === undefined || holderAgencyId === agencyId) return undefined;
  return { code: "PAY_ON_WRONG_AGENCY", explain: `${holderAgencyId} had the account on ${effectiveOn}` };
}

function notice({ notice: told }: Expectation, asOf: string): Finding | undefined {
  if (told === undefined || (told.acknowledgedOn ?? asOf) <= told.dueOn) return undefined;
  const { dueOn, acknowledgedOn } = told;
  return {
    code: "DIRECT_PAY_NOT_ACKED",
    explain: `due on ${dueOn}, ${acknowledgedOn === undefined ? `nothing by ${asOf}` : `confirmed on ${acknowledgedOn}`}`,
  };
}
