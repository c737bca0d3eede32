import type { Contract } from "../contracts/model.ts";
import type { Actor, EventDraft } from "../kernel/event.ts";
import { emptyChain } from "../kernel/event.ts";
import type { AgencyId } from "../kernel/ids.ts";
import { startOf, type Instant } from "../kernel/time.ts";
import { dueOnOf } from "./due-on.ts";
import { contentHashOf, remittanceIdOf } from "./keys.ts";
import type { Carry, Finding, Remittance } from "./model.ts";
import { remittancePostings } from "./postings.ts";
import { keptOf, remitted, settledAs } from "./sums.ts";
import type { AdviceBody, AdviceTotals } from "./wire.ts";

/** An advice, who sent it and which way. */
export type Advice = {
  readonly agencyId: AgencyId;
  readonly advice: AdviceBody;
  readonly actor: Actor;
  readonly source: Remittance["source"];
  readonly receivedAt: Instant;
  /** When it is acted upon, where that is later than when it came. */
  readonly postedAt?: Instant;
};

export type DecidedRemittance = {
  readonly remittance: Remittance;
  readonly carry: Carry;
  readonly event: EventDraft;
};

type Checked = {
  readonly totals: AdviceTotals;
  readonly contract: Pick<Contract, "remittanceSchedule" | "remittanceDueDays">;
};

/**
 * What an advice that agrees with itself becomes. A `broughtForward` that is not what the advice before left is
 * noted, and refused nobody: whose figure is right is for finance to find out, with the money already on its way.
 */
export function decideRemittance(
  received: Advice,
  { totals, contract }: Checked,
  before: Carry | undefined,
): DecidedRemittance {
  const { agencyId, advice, source, receivedAt, postedAt = receivedAt } = received;
  const { lines, totals: _said, remittanceRef, ...header } = advice;
  const kept = keptOf(advice.mode, lines);
  const remittance: Remittance = {
    remittanceId: remittanceIdOf(agencyId, remittanceRef),
    agencyId,
    remittanceRef,
    contentHash: contentHashOf(advice),
    state: "ADVISED",
    source,
    ...header,
    dueOn: dueOnOf(contract, advice),
    totals,
    kept,
    ...settledAs(remitted(totals, kept) + advice.broughtForward),
    findings: [...findingsOf(advice, before)],
    advisedAt: postedAt,
    sequence: emptyChain.sequence,
    head: emptyChain.head,
  };
  return { remittance, carry: carryOf(remittance, before), event: eventOf(received, remittance) };
}

function findingsOf({ broughtForward: found }: AdviceBody, before: Carry | undefined): readonly Finding[] {
  const expected = before?.amount ?? 0;
  if (found === expected) return [];
  const previous = before && { previousId: before.remittanceId };
  return [{ code: "BROUGHT_FORWARD_DIFF", expected, found, ...previous }];
}

const carryOf = (
  { lenderId, agencyId, currency, remittanceId, carriedForward }: Remittance,
  before: Carry | undefined,
): Carry => ({
  lenderId,
  agencyId,
  currency,
  remittanceId,
  amount: carriedForward,
  count: (before?.count ?? 0) + 1,
});

function eventOf({ actor, receivedAt }: Advice, remittance: Remittance): EventDraft {
  const {
    contentHash,
    state: _state,
    advisedAt: _at,
    sequence: _sequence,
    head: _head,
    ...facts
  } = remittance;
  return {
    type: "remittance.advised",
    actor,
    effectiveAt: startOf(remittance.advisedOn),
    receivedAt,
    data: facts,
    postings: remittancePostings(remittance),
    payloadHash: contentHash,
  };
}
