import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Account } from "../../shared/accounts/model.ts";
import { resolution } from "../../shared/disputes/resolution.ts";
import { balancesOf, isBalanced, movement, opening } from "../../shared/ledger/balance.ts";
import { components, type ByComponent, type Component } from "../../shared/ledger/model.ts";
import {
  aKeyId,
  aDispute,
  aLenderActor,
  anAccount,
  now,
  received,
  usd,
  valueOf,
} from "../support/builders.ts";
import { after, aWorld, foldOf, take, type World } from "../support/builders-world.ts";

type Fact =
  | { readonly kind: "pay"; readonly ref: string; readonly amount: number; readonly recipient: string }
  | { readonly kind: "reverse"; readonly ref: string; readonly of: string; readonly amount: number }
  | { readonly kind: "adjust"; readonly component: Component; readonly amount: number };

const due = fc
  .dictionary(fc.constantFrom(...components), fc.integer({ min: 1, max: 50_000 }), { minKeys: 1 })
  .map((parts) => parts as ByComponent);

const recipient = fc.constantFrom("AGENCY", "LENDER", "GATEWAY", "COURT", "THIRD_PARTY");

/** A payment and reversals of it that together take no more back than came. */
const paid = fc
  .record({
    amount: fc.integer({ min: 1, max: 40_000 }),
    recipient,
    cuts: fc.array(fc.double({ min: 0.05, max: 1, noNaN: true }), { maxLength: 3 }),
  })
  .map(({ amount, recipient: to, cuts }) => {
    let left = amount;
    const reversals = cuts.flatMap((cut) => {
      const part = Math.min(left, Math.ceil(amount * cut));
      left -= part;
      return part > 0 ? [part] : [];
    });
    return { amount, to, reversals };
  });

const factsOf = (payments: readonly { amount: number; to: string; reversals: readonly number[] }[]): Fact[] =>
  payments.flatMap(({ amount, to, reversals }, n) => [
    { kind: "pay", ref: `P-${n}`, amount, recipient: to } as const,
    ...reversals.map(
      (part, m) => ({ kind: "reverse", ref: `R-${n}-${m}`, of: `P-${n}`, amount: part }) as const,
    ),
  ]);

const shuffled = <T>(all: readonly T[]) =>
  fc.shuffledSubarray([...all], { minLength: all.length, maxLength: all.length });

/** Facts of one account, told in two orders, each fact any number of times. */
const scenario = fc
  .record({ due, payments: fc.array(paid, { maxLength: 5 }) })
  .chain(({ due: parts, payments }) => {
    const facts = factsOf(payments);
    const repeated = fc.array(fc.nat({ max: Math.max(0, facts.length - 1) }), { maxLength: 6 });
    const order = repeated.chain((again) =>
      shuffled(facts.length === 0 ? [] : [...facts, ...again.map((n) => facts[n]!)]),
    );
    return fc.record({ due: fc.constant(parts), facts: fc.constant(facts), one: order, other: order });
  });

const callbackFor = (account: Account, fact: Exclude<Fact, { kind: "adjust" }>) =>
  fact.kind === "pay"
    ? received("payment.received", account, {
        data: { paymentRef: fact.ref, amount: usd(fact.amount), recipient: fact.recipient },
      })
    : received("payment.reversed", account, {
        data: { reversalRef: fact.ref, originalPaymentRef: fact.of, amount: usd(fact.amount) },
      });

function adjusted(world: World, { component, amount }: Extract<Fact, { kind: "adjust" }>): World {
  const decision = resolution(
    { account: world.account, dispute: aDispute(world.account, { state: "AWAITING_LENDER" }) },
    { outcome: "PARTLY_UPHELD", explanation: "x", adjustment: { component, amount: usd(amount) } },
    { actor: aLenderActor, keyId: aKeyId, now },
  );
  return after(world, valueOf(decision));
}

const step = (world: World, fact: Fact): World =>
  fact.kind === "adjust" ? adjusted(world, fact) : take(world, callbackFor(world.account, fact)).world;

const told = (account: Account, facts: readonly Fact[]): World => facts.reduce(step, aWorld(account));

/** The books agree with the balances: what the events fold to is what the account says. */
function expectAgreement(world: World): void {
  const { components: open, credit } = balancesOf(world.account);
  const fold = foldOf(world.events);
  for (const name of components) expect(fold[`receivable/${name}`] ?? 0).toBe(open[name] ?? 0);
  expect(fold["credit-balance"] ?? 0).toBe(0 - credit);
  for (const { postings = [] } of world.events) expect(isBalanced(postings)).toBe(true);
}

describe("payments and reversals of one account", () => {
  it("end in the same balances in any order and with any repetition, reversals before their payment included", () => {
    fc.assert(
      fc.property(scenario, ({ due: parts, facts, one, other }) => {
        const account = anAccount({ due: parts });
        const net = facts.reduce((sum, fact) => sum + (fact.kind === "pay" ? fact.amount : -fact.amount), 0);
        const expected = balancesOf({ due: parts, paid: net });
        expect(balancesOf(told(account, one).account)).toEqual(expected);
        expect(balancesOf(told(account, other).account)).toEqual(expected);
      }),
      { numRuns: 120 },
    );
  });

  it("leave the books in agreement with the balances after every single step", () => {
    fc.assert(
      fc.property(scenario, ({ due: parts, one }) => {
        let world = aWorld(anAccount({ due: parts }));
        expectAgreement(world);
        for (const fact of one) {
          world = step(world, fact);
          expectAgreement(world);
        }
      }),
      { numRuns: 120 },
    );
  });

  it("clear to what each holder of the money still has of it", () => {
    fc.assert(
      fc.property(scenario, ({ due: parts, one }) => {
        const world = told(anAccount({ due: parts }), one);
        const held = new Map<string, number>();
        for (const { clearing, amount, reversed } of world.payments.values())
          held.set(clearing, (held.get(clearing) ?? 0) + amount - reversed);
        const fold = foldOf(world.events);
        for (const [clearing, amount] of held) expect(fold[clearing] ?? 0).toBe(amount);
      }),
      { numRuns: 120 },
    );
  });

  it("change nothing when they are repeated: not the account, not the history", () => {
    fc.assert(
      fc.property(scenario, ({ due: parts, one, facts }) => {
        const world = told(anAccount({ due: parts }), one);
        for (const fact of facts) {
          if (fact.kind === "adjust") continue;
          const again = take(world, callbackFor(world.account, fact));
          expect(again.kind).toBe("duplicate");
          expect(again.world).toBe(world);
        }
      }),
      { numRuns: 80 },
    );
  });

  it("of another amount under a reference that is spent change nothing", () => {
    fc.assert(
      fc.property(scenario, ({ due: parts, one, facts }) => {
        const world = told(anAccount({ due: parts }), one);
        for (const fact of facts) {
          if (fact.kind !== "pay") continue;
          expect(take(world, callbackFor(world.account, { ...fact, amount: fact.amount + 1 })).kind).toBe(
            "reused-reference",
          );
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe("a whole reversal", () => {
  it("begins with the exact negative of what its payment posted, whatever came in between", () => {
    const wholes = fc.record({
      due,
      before: fc.array(paid, { maxLength: 3 }),
      amount: fc.integer({ min: 1, max: 90_000 }),
      between: fc.array(paid, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(wholes, ({ due: parts, before, amount, between }) => {
        const account = anAccount({ due: parts });
        const early = told(account, factsOf(before));
        const posted = step(early, { kind: "pay", ref: "X", amount, recipient: "AGENCY" });
        const payment = posted.payments.get("X")!;
        const late = factsOf(between)
          .map(
            (fact) =>
              ({
                ...fact,
                ref: `L${"ref" in fact ? fact.ref : ""}`,
                ...("of" in fact && { of: `L${fact.of}` }),
              }) as Fact,
          )
          .reduce(step, posted);
        const taken = take(late, callbackFor(late.account, { kind: "reverse", ref: "X-R", of: "X", amount }));
        const [event] = taken.kind === "accepted" ? taken.outcome.events : [];
        expect(event?.postings?.slice(0, payment.postings.length)).toEqual(
          payment.postings.map((leg) => ({ account: leg.account, amount: -leg.amount })),
        );
        const without = told(account, factsOf(before)).account.paid;
        expect(taken.world.account.paid - without).toBe(late.account.paid - posted.account.paid);
      }),
      { numRuns: 120 },
    );
  });
});

describe("more than came", () => {
  it("is never taken back, in whatever parts it is asked for", () => {
    const asked = fc.record({
      amount: fc.integer({ min: 1, max: 1_000 }),
      parts: fc.array(fc.integer({ min: 1, max: 600 }), { minLength: 1, maxLength: 6 }),
      first: fc.boolean(),
    });
    fc.assert(
      fc.property(asked, ({ amount, parts, first }) => {
        const pay: Fact = { kind: "pay", ref: "P", amount, recipient: "AGENCY" };
        const reversals = parts.map((part, n): Fact => ({
          kind: "reverse",
          ref: `R-${n}`,
          of: "P",
          amount: part,
        }));
        const world = told(
          anAccount({ due: { PRINCIPAL: 500 } }),
          first ? [pay, ...reversals] : [...reversals, pay],
        );
        expect(world.account.paid).toBeGreaterThanOrEqual(0);
        expect(world.payments.get("P")!.reversed).toBeLessThanOrEqual(amount);
        expect(world.account.paid).toBe(amount - world.payments.get("P")!.reversed);
        expectAgreement(world);
      }),
      { numRuns: 120 },
    );
  });
});

describe("adjustments among payments", () => {
  it("end in the same balances in any order, with balanced books after each", () => {
    const mixed = fc
      .record({
        due,
        payments: fc.array(paid, { maxLength: 3 }),
        share: fc.double({ min: 0.1, max: 1, noNaN: true }),
      })
      .chain(({ due: parts, payments, share }) => {
        const adjustments = components.flatMap((component): Fact[] => {
          const amount = Math.floor((parts[component] ?? 0) * share);
          return amount > 0 ? [{ kind: "adjust", component, amount }] : [];
        });
        const facts = [...factsOf(payments), ...adjustments];
        return fc.record({ due: fc.constant(parts), one: shuffled(facts), other: shuffled(facts) });
      });
    fc.assert(
      fc.property(mixed, ({ due: parts, one, other }) => {
        const account = anAccount({ due: parts });
        let world = aWorld(account);
        for (const fact of one) {
          world = step(world, fact);
          expectAgreement(world);
        }
        expect(balancesOf(world.account)).toEqual(balancesOf(told(account, other).account));
      }),
      { numRuns: 150 },
    );
  });
});

describe("balances", () => {
  const owed = fc.record({ due, paid: fc.integer({ min: 0, max: 500_000 }) });

  it("neither lose nor invent: open plus paid is due plus credit, and nothing is negative", () => {
    fc.assert(
      fc.property(owed, (one) => {
        const { components: open, outstanding, credit } = balancesOf(one);
        const total = Object.values(one.due).reduce((sum, part) => sum + part, 0);
        expect(outstanding + one.paid).toBe(total + credit);
        expect(Object.values(open).every((part) => part > 0)).toBe(true);
        expect(credit >= 0 && (credit === 0 || outstanding === 0)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("move by balanced steps, and two steps are as good as one", () => {
    fc.assert(
      fc.property(
        due,
        fc.array(fc.integer({ min: 0, max: 200_000 }), { minLength: 3, maxLength: 3 }),
        (parts, [a, b, c]) => {
          const at = (paidSoFar: number) => ({ due: parts, paid: paidSoFar });
          const legs = (from: number, to: number) =>
            foldOf([{ ...opened, postings: movement(at(from), at(to)) }]);
          const opened = { type: "x", actor: aLenderActor, effectiveAt: now, receivedAt: now, data: {} };
          const twice = foldOf([
            { ...opened, postings: movement(at(a!), at(b!)) },
            { ...opened, postings: movement(at(b!), at(c!)) },
          ]);
          expect(twice).toEqual(legs(a!, c!));
          expect(movement(at(a!), at(b!)).reduce((sum, leg) => sum + leg.amount, 0)).toBe(a! - b!);
          expect(isBalanced(opening(parts))).toBe(true);
        },
      ),
      { numRuns: 120 },
    );
  });
});
