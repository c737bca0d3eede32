import type { Dispute } from "../../shared/disputes/model.ts";
import { resolution } from "../../shared/disputes/resolution.ts";
import { ResolveDisputeRequest } from "../../shared/disputes/resolution-wire.ts";
import { type GatewayEvent } from "../../shared/kernel/event.ts";
import type { ByComponent } from "../../shared/ledger/model.ts";
import type { Placement } from "../../shared/placements/model.ts";
import { StoredExpectation } from "../../shared/reconciliation/expectation-store.ts";
import { foldPayments, type Expected } from "../../shared/reconciliation/fold-payments.ts";
import {
  aDispute,
  aKeyId,
  aLenderActor,
  anAccount,
  aPlacement,
  at,
  now,
  received,
  usd,
  valueOf,
} from "./builders.ts";
import { after, aWorld, take, type World } from "./builders-world.ts";
import { aPlan, type Terms } from "./commissions.ts";
import { historyOf } from "./history.ts";

/** An account with a plan, what happens to it, and what is expected of it. */
export type Story = {
  readonly world: World;
  readonly placement: Placement;
  readonly pays: (paymentRef: string, amount: number, on?: string) => Story;
  readonly takesBack: (paymentRef: string, amount: number) => Story;
  readonly corrects: (paymentRef: string, amount: number) => Story;
  /** Who has the money is corrected. */
  readonly hands: (paymentRef: string, recipient: string) => Story;
  /** Its agency says that the placement is in a stage since a day. */
  readonly reaches: (legalStage: string, on: string) => Story;
  /** The debtor disputes all of it, and nobody answers. */
  readonly raises: () => Story;
  readonly ends: (outcome: string, dispute?: Partial<Dispute>) => Story;
  readonly lowers: (component: string, amount: number) => Story;
  readonly history: () => readonly GatewayEvent[];
  readonly fold: () => readonly Expected[];
};

export const aStory = (due: ByComponent, terms: Terms = {}): Story => {
  const account = anAccount({ due });
  const commission = { plan: aPlan(terms), ageDays: 90, region: "US-CT" };
  const placement = aPlacement(account, { offeredAt: at("2026-02-01T00:00:00Z"), commission });
  return storyOf(aWorld(account), placement);
};

function storyOf(world: World, placement: Placement): Story {
  const { account } = world;
  const told = (
    type: Parameters<typeof received>[0],
    data: Readonly<Record<string, unknown>>,
    on = "2026-03-01",
  ): Story => {
    const taken = take(world, received(type, account, { data, effectiveAt: `${on}T09:30:00Z` }));
    if (taken.kind !== "accepted") throw new Error(`${type} is ${taken.kind}`);
    return storyOf(taken.world, placement);
  };
  const answered = (request: object, over: Partial<Dispute> = {}): Story => {
    const dispute = aDispute(account, { state: "AWAITING_LENDER", ...over });
    const asked = ResolveDisputeRequest.parse({ explanation: "We looked.", ...request });
    const by = { actor: aLenderActor, keyId: aKeyId, now };
    const step = valueOf(resolution({ account, dispute }, asked, by));
    return storyOf(after(world, step), placement);
  };
  return {
    world,
    placement,
    pays: (paymentRef, amount, on) =>
      told("payment.received", { paymentRef, amount: usd(amount), method: "CARD" }, on),
    takesBack: (originalPaymentRef, amount) =>
      told("payment.reversed", {
        reversalRef: `${originalPaymentRef}-R${world.events.length}`,
        originalPaymentRef,
        amount: usd(amount),
        reason: "NSF",
      }),
    corrects: (paymentRef, amount) =>
      told("payment.corrected", { paymentRef, supersedesEventId: "e", amount: usd(amount) }),
    hands: (paymentRef, recipient) =>
      told("payment.corrected", { paymentRef, supersedesEventId: "e", recipient }),
    reaches: (legalStage, on) => told("placement.stage_changed", { legalStage }, on),
    raises: () => told("dispute.raised", { type: "OTHER" }),
    ends: (outcome, over) => answered({ outcome }, over),
    lowers: (component, amount) =>
      answered({ outcome: "PARTLY_UPHELD", adjustment: { component, amount: usd(amount) } }),
    history: () => historyOf(world),
    fold: () => foldPayments(account, [placement], historyOf(world)),
  };
}

/** What is expected, as it is stored. */
export const stored = (one: Expected, over: object = {}): StoredExpectation =>
  StoredExpectation.parse({ ...one, revision: 1, ...over });
