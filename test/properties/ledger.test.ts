import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { balancesOf, isBalanced } from "../../shared/ledger/balance.ts";
import { components, type ByComponent } from "../../shared/ledger/model.ts";
import { receivableOf } from "../../shared/ledger/receivables.ts";
import { received, usd } from "../support/builders.ts";
import { ledgerSystem, type LedgerSystem } from "../support/ledger-system.ts";
import { runs } from "../support/property-runs.ts";

/** What must be so, told in sums alone: who owes what, who has what, and what is still on its way to the journal. */
type Model = {
  readonly accounts: { readonly due: number; paid: number; disputes: number }[];
  readonly payments: Map<string, { readonly account: number; readonly amount: number; left: number }>;
};

type Command = fc.AsyncCommand<Model, LedgerSystem>;

const sumOf = (parts: ByComponent): number => Object.values(parts).reduce((sum, part) => sum + part, 0);

/** After every single step. */
async function invariants(model: Model, real: LedgerSystem): Promise<void> {
  const balances = await real.balances();
  // Conservation: nothing comes into the books, or leaves them.
  for (const { postings } of real.posted) expect(isBalanced(postings)).toBe(true);
  const sides = [...balances.values()];
  expect(sides.reduce((sum, { debit, credit }) => sum + debit - credit, 0)).toBe(0);
  for (const { debit, credit } of sides) expect(Math.min(debit, credit)).toBeGreaterThanOrEqual(0);
  for (const [n, { due, paid, disputes }] of model.accounts.entries()) {
    const { account } = real.lives[n]!.world;
    const { outstanding, credit, components: open } = balancesOf(account);
    expect(account.disputedApart ?? false).toBe(disputes > 0);
    // Derived: a balance is what was due less what came in, and neither debt nor credit is ever negative.
    expect(outstanding - credit).toBe(due - paid);
    expect(Math.min(outstanding, credit, ...Object.values(open))).toBeGreaterThanOrEqual(0);
    expect(outstanding === 0 || credit === 0).toBe(true);
  }
  expect(await real.sealsHold()).toEqual([]);
}

class Place implements Command {
  readonly #due: ByComponent;
  constructor(due: ByComponent) {
    this.#due = due;
  }
  check = () => true;
  async run(model: Model, real: LedgerSystem): Promise<void> {
    real.place(this.#due);
    model.accounts.push({ due: sumOf(this.#due), paid: 0, disputes: 0 });
    await invariants(model, real);
  }
  toString = () => `place(${JSON.stringify(this.#due)})`;
}

class Pay implements Command {
  readonly #of: { readonly account: number; readonly ref: number; readonly amount: number };
  constructor(of: { readonly account: number; readonly ref: number; readonly amount: number }) {
    this.#of = of;
  }
  check = ({ accounts }: Readonly<Model>) => accounts.length > 0;
  async run(model: Model, real: LedgerSystem): Promise<void> {
    const { ref, amount } = this.#of;
    const account = this.#of.account % model.accounts.length;
    const paymentRef = `${account}-P-${ref}`;
    const kind = real.tell(account, ({ account: of }) =>
      received("payment.received", of, { data: { paymentRef, amount: usd(amount), recipient: "AGENCY" } }),
    );
    const known = model.payments.get(paymentRef);
    expect(kind).toBe(
      known === undefined ? "accepted" : known.amount === amount ? "duplicate" : "reused-reference",
    );
    if (known === undefined) {
      model.payments.set(paymentRef, { account, amount, left: amount });
      model.accounts[account]!.paid += amount;
    }
    await invariants(model, real);
  }
  toString = () => `pay(${JSON.stringify(this.#of)})`;
}

class Reverse implements Command {
  readonly #of: { readonly payment: number; readonly share: number };
  constructor(of: { readonly payment: number; readonly share: number }) {
    this.#of = of;
  }
  check = ({ payments }: Readonly<Model>) => payments.size > 0;
  async run(model: Model, real: LedgerSystem): Promise<void> {
    const all = [...model.payments];
    const [paymentRef, payment] = all[this.#of.payment % all.length]!;
    const amount = Math.max(1, Math.ceil(payment.amount * this.#of.share));
    const reversalRef = `${paymentRef}-R-${real.posted.length}`;
    const before = real.folded();
    const kind = real.tell(payment.account, ({ account }) =>
      received("payment.reversed", account, {
        data: { reversalRef, originalPaymentRef: paymentRef, amount: usd(amount), reason: "NSF" },
      }),
    );
    if (amount > payment.left) {
      // What is not there is not taken back, and nothing moves.
      expect(kind).toBe("refused");
      expect(real.folded()).toEqual(before);
    } else {
      expect(kind).toBe("accepted");
      payment.left -= amount;
      model.accounts[payment.account]!.paid -= amount;
    }
    await invariants(model, real);
  }
  toString = () => `reverse(${JSON.stringify(this.#of)})`;
}

/** More disputes than an account has room for are refused. */
const DISPUTE_COUNT_MAX = 8;

class RaiseDispute implements Command {
  readonly #account: number;
  constructor(account: number) {
    this.#account = account;
  }
  check = ({ accounts }: Readonly<Model>) => accounts.length > 0;
  async run(model: Model, real: LedgerSystem): Promise<void> {
    const account = this.#account % model.accounts.length;
    const one = model.accounts[account]!;
    const kind = real.tell(account, ({ account: of }) => received("dispute.raised", of));
    expect(kind).toBe(one.disputes < DISPUTE_COUNT_MAX ? "accepted" : "refused");
    if (kind === "accepted") one.disputes += 1;
    await invariants(model, real);
  }
  toString = () => `raise(${this.#account})`;
}

class AnswerDispute implements Command {
  readonly #of: { readonly account: number; readonly outcome: "UPHELD" | "REJECTED" };
  constructor(of: { readonly account: number; readonly outcome: "UPHELD" | "REJECTED" }) {
    this.#of = of;
  }
  check = ({ accounts }: Readonly<Model>) => accounts.length > 0;
  async run(model: Model, real: LedgerSystem): Promise<void> {
    const account = this.#of.account % model.accounts.length;
    const one = model.accounts[account]!;
    real.answer(account, this.#of.outcome);
    one.disputes = Math.max(0, one.disputes - 1);
    await invariants(model, real);
  }
  toString = () => `answer(${JSON.stringify(this.#of)})`;
}

/** The stream brings some of what is on its way, and some of what it brought before. */
class Bring implements Command {
  readonly #from: number;
  readonly #count: number;
  constructor(from: number, count: number) {
    [this.#from, this.#count] = [from, count];
  }
  check = () => true;
  async run(model: Model, real: LedgerSystem): Promise<void> {
    const from = real.posted.length === 0 ? 0 : this.#from % real.posted.length;
    await real.enter(real.posted.slice(from, from + this.#count));
    await invariants(model, real);
  }
  toString = () => `bring(${this.#from}, ${this.#count})`;
}

class Pass implements Command {
  readonly #hours: number;
  constructor(hours: number) {
    this.#hours = hours;
  }
  check = () => true;
  async run(model: Model, real: LedgerSystem): Promise<void> {
    real.pass(this.#hours);
    await real.seal();
    await invariants(model, real);
  }
  toString = () => `pass(${this.#hours})`;
}

const due = fc
  .dictionary(fc.constantFrom(...components), fc.integer({ min: 1, max: 50_000 }), { minKeys: 1, maxKeys: 4 })
  .map((parts) => parts as ByComponent);

const commands = fc.commands(
  [
    due.map((parts) => new Place(parts)),
    fc
      .record({ account: fc.nat(9), ref: fc.nat(4), amount: fc.integer({ min: 1, max: 60_000 }) })
      .map((of) => new Pay(of)),
    fc.record({ payment: fc.nat(20), share: fc.constantFrom(0.2, 0.5, 1) }).map((of) => new Reverse(of)),
    fc.nat(9).map((account) => new RaiseDispute(account)),
    fc
      .record({ account: fc.nat(9), outcome: fc.constantFrom("UPHELD" as const, "REJECTED" as const) })
      .map((of) => new AnswerDispute(of)),
    fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 30 })).map(([from, count]) => new Bring(from, count)),
    fc.constantFrom(1, 13, 26, 60).map((hours) => new Pass(hours)),
  ],
  { maxCommands: 40 },
);

/** When the stream has brought everything: the books are what happened, event by event, each once. */
async function settled(model: Model, real: LedgerSystem): Promise<void> {
  await real.enter(real.posted);
  await invariants(model, real);
  const balances = await real.balances();
  expect(new Map(balances)).toEqual(new Map([...real.folded()].toSorted(([a], [b]) => (a < b ? -1 : 1))));
  const net = (is: (account: string) => boolean): number =>
    [...balances].reduce((sum, [name, { debit, credit }]) => (is(name) ? sum + debit - credit : sum), 0);
  const paid = [...model.payments.values()].reduce((sum, { left }) => sum + left, 0);
  expect(net((name) => name.startsWith("agency-clearing/"))).toBe(paid);
  expect(net((name) => name === "opening")).toBe(0 - model.accounts.reduce((sum, one) => sum + one.due, 0));
  // Whoever takes back all that came leaves the books as if none of it had come.
  for (const [paymentRef, payment] of model.payments)
    if (payment.left > 0)
      real.tell(payment.account, ({ account }) =>
        received("payment.reversed", account, {
          data: {
            reversalRef: `${paymentRef}-ALL`,
            originalPaymentRef: paymentRef,
            amount: usd(payment.left),
            reason: "NSF",
          },
        }),
      );
  await real.enter(real.posted);
  const owed = [...(await real.balances())].map(
    ([name, { debit, credit }]) => [name, debit - credit] as const,
  );
  const left = new Map(owed.filter(([name, balance]) => balance !== 0 && name !== "opening"));
  const placed = new Map<string, number>();
  for (const { world } of real.lives)
    for (const name of components) {
      const amount = world.account.due[name] ?? 0;
      const standing = receivableOf(world.account, name);
      if (amount > 0) placed.set(standing, (placed.get(standing) ?? 0) + amount);
    }
  expect(left).toEqual(new Map([...placed].toSorted(([a], [b]) => (a < b ? -1 : 1))));
}

describe("the ledger, whatever happens in whatever order", () => {
  it("conserves money, derives every balance, enters each event once, and is back where it was when all is reversed", async () => {
    await fc.assert(
      fc.asyncProperty(commands, async (all) => {
        const model: Model = { accounts: [], payments: new Map() };
        const real = ledgerSystem();
        await fc.asyncModelRun(() => ({ model, real }), all);
        await settled(model, real);
      }),
      { numRuns: runs(300) },
    );
  }, 300_000);
});
