import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isOpen } from "../../shared/accounts/model.ts";
import { refundCredit } from "../../shared/balances/refund-credit.ts";
import { RefundRequest, WriteOffRequest } from "../../shared/balances/wire.ts";
import { writeOff } from "../../shared/balances/write-off.ts";
import { isOpenDispute, type Dispute } from "../../shared/disputes/model.ts";
import { resolution } from "../../shared/disputes/resolution.ts";
import { ResolveDisputeRequest } from "../../shared/disputes/resolution-wire.ts";
import { answerDuplicative } from "../../shared/disputes/start.ts";
import { balancesOf, isBalanced, totalOf } from "../../shared/ledger/balance.ts";
import { components, type ByComponent, type Component } from "../../shared/ledger/model.ts";
import {
  aKeyId,
  aLenderActor,
  anAccount,
  inDispute,
  now,
  raisedBefore,
  received,
  usd,
  withoutAgency,
} from "../support/builders.ts";
import { after, aWorld, foldOf, take, type World } from "../support/builders-world.ts";
import { runs } from "../support/property-runs.ts";

/** An account and the disputes that were raised on it. */
type Life = { readonly world: World; readonly disputes: readonly Dispute[] };

const outcomes = ["UPHELD", "PARTLY_UPHELD", "REJECTED", "WITHDRAWN", "DUPLICATIVE"] as const;

type Deed =
  | { readonly kind: "pay" | "correct"; readonly n: number; readonly amount: number }
  | { readonly kind: "reverse"; readonly n: number; readonly amount: number; readonly whole: boolean }
  | { readonly kind: "charge" | "give-up" | "pay-back"; readonly amount: number }
  | { readonly kind: "raise" | "end-placement" }
  | {
      readonly kind: "answer";
      readonly n: number;
      readonly outcome: (typeof outcomes)[number];
      readonly component: Component;
      readonly amount: number;
    };

const amount = fc.integer({ min: 1, max: 40_000 });
const n = fc.nat({ max: 3 });

const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ kind: fc.constantFrom("pay" as const, "correct" as const), n, amount }),
  fc.record({ kind: fc.constant("reverse" as const), n, amount, whole: fc.boolean() }),
  fc.record({
    kind: fc.constantFrom("charge" as const, "give-up" as const, "pay-back" as const),
    amount,
  }),
  fc.record({ kind: fc.constantFrom("raise" as const, "raise" as const, "end-placement" as const) }),
  fc.record({
    kind: fc.constant("answer" as const),
    n,
    outcome: fc.constantFrom(...outcomes),
    component: fc.constantFrom(...components),
    amount,
  }),
);

const dues = fc.dictionary(fc.constantFrom(...components), amount, { minKeys: 1, maxKeys: 4 });

const by = { actor: aLenderActor, keyId: aKeyId, now };

const told = (
  life: Life,
  ...[type, data]: [Parameters<typeof received>[0], Record<string, unknown>]
): Life => {
  const taken = take(life.world, received(type, life.world.account, { data }));
  const dispute = taken.kind === "accepted" ? taken.outcome.dispute : undefined;
  return { world: taken.world, disputes: dispute ? [...life.disputes, dispute] : life.disputes };
};

function reversed(life: Life, { n: of, amount: part, whole }: Extract<Deed, { kind: "reverse" }>): Life {
  const originalPaymentRef = `P-${of}`;
  // One that is only awaited has no amount so far.
  const all = life.world.payments.get(originalPaymentRef)?.amount || part;
  return told(life, "payment.reversed", {
    originalPaymentRef,
    reversalRef: `R-${life.world.events.length}`,
    amount: usd(whole ? all : part),
  });
}

/** What the lender decides of a balance, where it may. */
function changed(life: Life, kind: "give-up" | "pay-back", money: number): Life {
  const { account } = life.world;
  const ref = `B-${life.world.events.length}`;
  const beside = { ...by, standing: undefined };
  const made =
    kind === "give-up"
      ? writeOff(
          { account },
          WriteOffRequest.parse({ writeOffRef: ref, code: "OTHER", reason: "x", amount: usd(money) }),
          beside,
        )
      : refundCredit(
          { account },
          RefundRequest.parse({ refundRef: ref, amount: usd(money), refundedOn: now.slice(0, 10) }),
          beside,
        );
  const step = made.ok ? made.value : undefined;
  return step === undefined ? life : { ...life, world: after(life.world, step) };
}

function answered(life: Life, asked: Omit<Extract<Deed, { kind: "answer" }>, "kind">): Life {
  const { world, disputes } = life;
  const open = disputes.filter(isOpenDispute);
  const dispute = open[asked.n % Math.max(1, open.length)];
  if (dispute === undefined) return life;
  const replacedBy = (next: Dispute) => disputes.map((one) => (one === dispute ? next : one));
  if (asked.outcome === "DUPLICATIVE") {
    const earlier = disputes.find((one) => one !== dispute) ?? { ...dispute, state: "REJECTED" as const };
    const step = answerDuplicative(world.account, { dispute, earlier }, now);
    return { world: after(world, step), disputes: replacedBy(step.dispute) };
  }
  const request = ResolveDisputeRequest.parse({
    outcome: asked.outcome,
    explanation: "x",
    ...(asked.outcome === "PARTLY_UPHELD" && {
      adjustment: { component: asked.component, amount: usd(asked.amount) },
    }),
  });
  const { account, placement } = world;
  const step = resolution({ account, placement, dispute }, request, by);
  return step.ok ? { world: after(world, step.value), disputes: replacedBy(step.value.dispute) } : life;
}

const rejected = (life: Life): Life =>
  answered(life, { n: 0, outcome: "REJECTED", component: "TAX", amount: 1 });

function lived(life: Life, one: Deed): Life {
  switch (one.kind) {
    case "pay":
      return told(life, "payment.received", { paymentRef: `P-${one.n}`, amount: usd(one.amount) });
    case "correct":
      return told(life, "payment.corrected", {
        paymentRef: `P-${one.n}`,
        supersedesEventId: "e",
        amount: usd(one.amount),
      });
    case "reverse":
      return reversed(life, one);
    case "charge":
      return told(life, "fee.added", {
        feeRef: `F-${life.world.events.length}`,
        type: "COURT_COST",
        amount: usd(one.amount),
      });
    case "give-up":
    case "pay-back":
      return changed(life, one.kind, one.amount);
    case "raise":
      return told(life, "dispute.raised", { type: "OTHER" });
    case "end-placement": {
      const { account } = life.world;
      return isOpen(account)
        ? { ...life, world: { ...life.world, account: withoutAgency(account, { lifecycle: "CLOSED" }) } }
        : life;
    }
    case "answer":
      return answered(life, one);
  }
}

/** What a family of ledger accounts holds, by component. */
const standingIn = (world: World, family: string): ByComponent => {
  const fold = foldOf(world.events);
  return Object.fromEntries(
    components.flatMap((name) => {
      const held = fold[`${family}/${name}`];
      return held === undefined ? [] : [[name, held]];
    }),
  );
};

function expectInPlace({ world, disputes }: Life, isApart: boolean): void {
  const { components: open, credit, outstanding } = balancesOf(world.account);
  const [receivable, disputed] = [standingIn(world, "receivable"), standingIn(world, "disputed")];
  expect(totalOf(receivable) + totalOf(disputed)).toBe(outstanding);
  expect([receivable, disputed]).toEqual(isApart ? [{}, open] : [open, {}]);
  expect(foldOf(world.events)["credit-balance"] ?? 0).toBe(0 - credit);
  for (const { postings = [] } of world.events) expect(isBalanced(postings)).toBe(true);
  expect(disputes.filter(isOpenDispute).length > 0).toBe(isApart);
}

/** The same life of an account on which nobody ever disputed anything. */
const withoutDisputes = (deeds: readonly Deed[]): readonly Deed[] =>
  deeds.filter(({ kind }) => kind !== "raise" && kind !== "answer");

const story = fc.record({ due: dues, deeds: fc.array(deed, { maxLength: 25 }) });

describe("what is owed, whatever happens in whatever order", () => {
  it("stands in the accounts of what is disputed exactly while a dispute is open, and is nowhere twice", () => {
    fc.assert(
      fc.property(story, ({ due, deeds }) => {
        let life: Life = { world: aWorld(anAccount({ due })), disputes: [] };
        for (const one of deeds) {
          life = lived(life, one);
          expectInPlace(life, life.disputes.some(isOpenDispute));
        }
        expectInPlace(life.disputes.reduce(rejected, life), false);
      }),
      { numRuns: runs(300) },
    );
  });

  it("is what it would be if nothing had been disputed", () => {
    fc.assert(
      fc.property(story, fc.nat(), ({ due, deeds }, at) => {
        const quiet = withoutDisputes(deeds);
        const begin: Life = { world: aWorld(anAccount({ due })), disputes: [] };
        const place = at % (quiet.length + 1);
        const raised: Deed = { kind: "raise" };
        const disputed = [...quiet.slice(0, place), raised, ...quiet.slice(place)].reduce(lived, begin);
        const undisputed = quiet.reduce(lived, begin);
        expect(balancesOf(disputed.world.account)).toEqual(balancesOf(undisputed.world.account));
      }),
      { numRuns: runs(200) },
    );
  });

  it("never leaves an account for what is disputed below zero where a dispute is older than these accounts", () => {
    fc.assert(
      fc.property(story, ({ due, deeds }) => {
        const { account, dispute } = inDispute({ due });
        let life: Life = { world: aWorld(raisedBefore(account)), disputes: [dispute] };
        for (const one of deeds) {
          life = lived(life, one);
          const { world } = life;
          const parts = [standingIn(world, "receivable"), standingIn(world, "disputed")];
          for (const part of parts) for (const held of Object.values(part)) expect(held).toBeGreaterThan(0);
          expect(parts.reduce((sum, part) => sum + totalOf(part), 0)).toBe(
            balancesOf(world.account).outstanding,
          );
        }
        expectInPlace(life.disputes.reduce(rejected, life), false);
      }),
      { numRuns: runs(200) },
    );
  });
});
