import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide } from "../../shared/callbacks/decide.ts";
import { loadEcho } from "../../shared/callbacks/load-echo.ts";
import { ToldEvent } from "../../shared/callbacks/told-store.ts";
import type { Origin } from "../../shared/callbacks/wire.ts";
import type { EventDraft } from "../../shared/kernel/event.ts";
import { eventIdOf } from "../../shared/kernel/ids.ts";
import { balancesOf, isBalanced } from "../../shared/ledger/balance.ts";
import type { DirectPayment } from "../../shared/payments/direct-model.ts";
import { receiveDirectPayment } from "../../shared/payments/direct-payment.ts";
import { reverseDirectPayment } from "../../shared/payments/direct-reversal.ts";
import { DirectPaymentRequest, DirectReversalRequest } from "../../shared/payments/direct-wire.ts";
import { aLenderActor, anAccount, now, received, usd, valueOf } from "../support/builders.ts";
import { after, aWorld, foldOf, take, type World } from "../support/builders-world.ts";
import { runs } from "../support/property-runs.ts";

/** What happens to an account: the agency's own money, the lender's, and the agency's echoes of the latter. */
type Fact =
  | { readonly kind: "own"; readonly n: number; readonly amount: number; readonly back: number }
  | { readonly kind: "direct"; readonly n: number; readonly amount: number; readonly back: number };

type Echo = {
  /** Of which fact of the lender's. */
  readonly of: number;
  readonly about: "payment" | "reversal";
  readonly named: "event" | "reference" | "nothing";
  readonly origin: Origin;
  readonly recipient: "LENDER" | "AGENCY";
  /** At which place among the facts. */
  readonly at: number;
};

type Books = {
  readonly world: World;
  readonly direct: ReadonlyMap<string, DirectPayment>;
  readonly told: ReadonlyMap<string, ToldEvent>;
};

const by = { actor: aLenderActor, now, requestHash: "c" };
const effectiveAt = "2026-03-01T09:30:00Z";

const fact = fc.record({
  kind: fc.constantFrom("own" as const, "direct" as const),
  amount: fc.integer({ min: 1, max: 60_000 }),
  cut: fc.double({ min: 0, max: 1, noNaN: true }),
});

const facts = fc
  .array(fact, { minLength: 1, maxLength: 6 })
  .map((all) =>
    all.map(({ kind, amount, cut }, n): Fact => ({ kind, n, amount, back: Math.floor(amount * cut) })),
  );

const echo = fc.record({
  of: fc.nat({ max: 5 }),
  about: fc.constantFrom("payment" as const, "reversal" as const),
  named: fc.constantFrom("event" as const, "reference" as const, "nothing" as const),
  origin: fc.constantFrom<Origin>("LENDER", "GATEWAY"),
  recipient: fc.constantFrom("LENDER" as const, "AGENCY" as const),
  at: fc.nat({ max: 6 }),
});

/** Takes a step of the lender's, and remembers what its agency was told. */
function recorded(
  books: Books,
  step: { readonly account: World["account"]; readonly events: readonly EventDraft[] },
) {
  const { account } = books.world;
  const told = step.events.map((event, index) => {
    const eventId = eventIdOf(account.accountId, account.sequence + index + 1);
    return {
      eventId,
      accountId: account.accountId,
      type: event.type,
      routes: event.route?.queue,
      data: event.data,
    };
  });
  const known = told.flatMap((one) => {
    const event = ToldEvent.safeParse(one);
    return event.success ? [[one.eventId, event.data] as const] : [];
  });
  return { ...books, world: after(books.world, step), told: new Map([...books.told, ...known]) };
}

function happens(books: Books, { kind, n, amount, back }: Fact): Books {
  const { account, placement } = books.world;
  if (kind === "own") {
    const data = { paymentRef: `P-${n}`, amount: usd(amount) };
    const paid = take(books.world, received("payment.received", account, { data })).world;
    if (back === 0) return { ...books, world: paid };
    const reversal = { reversalRef: `R-${n}`, originalPaymentRef: `P-${n}`, amount: usd(back) };
    return { ...books, world: take(paid, received("payment.reversed", account, { data: reversal })).world };
  }
  const asked = DirectPaymentRequest.parse({ paymentRef: `D-${n}`, amount: usd(amount), effectiveAt });
  const first = valueOf(receiveDirectPayment({ account, placement }, asked, by));
  const after1 = recorded(books, first.step);
  const paid = { ...after1, direct: new Map([...books.direct, [`D-${n}`, first.payment]]) };
  if (back === 0) return paid;
  const returned = { reversalRef: `B-${n}`, amount: usd(back), reason: "NSF", effectiveAt };
  const request = DirectReversalRequest.parse(returned);
  const second = valueOf(
    reverseDirectPayment({ account: paid.world.account, placement }, { payment: first.payment, request }, by),
  );
  return { ...recorded(paid, second.step), direct: new Map([...paid.direct, [`D-${n}`, second.payment]]) };
}

/** What the agency reports back of a payment to the lender, as far as it was told by then. */
function callbackOf({ world, direct, told }: Books, { of, about, named, origin, recipient }: Echo) {
  const paymentRef = `D-${of}`;
  const type = about === "payment" ? "payment.direct_received" : "payment.direct_reversed";
  const event = [...told.values()].find(
    (one) => one.type === type && (one.data.paymentRef ?? one.data.originalPaymentRef) === paymentRef,
  );
  const payment = direct.get(paymentRef);
  const amount = usd((about === "payment" ? payment?.amount : payment?.reversed) || 1);
  const sent = { origin, ...(named === "event" && { correlationId: event?.eventId }) };
  const ref = named === "reference" ? paymentRef : `X-${of}`;
  return about === "payment"
    ? received("payment.received", world.account, { ...sent, data: { paymentRef: ref, amount, recipient } })
    : received("payment.reversed", world.account, { ...sent, data: { originalPaymentRef: ref, amount } });
}

async function echoes(books: Books, one: Echo): Promise<Books> {
  const { account, placement } = books.world;
  const callback = callbackOf(books, one);
  const deps = {
    directPayments: { find: async (_lender: string, ref: string) => books.direct.get(ref) },
    told: { find: async (eventId: string) => books.told.get(eventId) },
  };
  const { echo: found } = await loadEcho(deps, callback, account);
  if (found === undefined)
    throw new Error("what says that it is no fact of the agency's is never taken for one");
  // A person looks at it; nothing happens.
  if (found.fault !== undefined) return books;
  const outcome = valueOf(decide({ account, placement, echo: found }, callback));
  const known = outcome.directAcknowledged;
  return {
    ...books,
    world: after(books.world, outcome),
    direct: known
      ? new Map([
          ...books.direct,
          [known.payment.paymentRef, { ...known.payment, acknowledgedAt: known.acknowledgedAt }],
        ])
      : books.direct,
  };
}

async function live(all: readonly Fact[], reported: readonly Echo[]): Promise<Books> {
  const account = anAccount({ due: { PRINCIPAL: 100_000, INTEREST: 20_000 } });
  let books: Books = { world: aWorld(account), direct: new Map(), told: new Map() };
  for (let n = 0; n <= all.length; n += 1) {
    for (const one of reported.filter(({ at }) => Math.min(at, all.length) === n))
      books = await echoes(books, one);
    const next = all[n];
    if (next !== undefined) books = happens(books, next);
  }
  return books;
}

const left = ({ world, direct }: Books) => ({
  balances: balancesOf(world.account),
  attention: world.account.attention,
  fold: Object.fromEntries(
    Object.entries(foldOf(world.events)).map(([name, sum]) => [name.replace(/\/agy_.+/u, ""), sum]),
  ),
  payments: [...world.payments.values()].map(({ paymentRef, amount, reversed }) => [
    paymentRef,
    amount,
    reversed,
  ]),
  direct: [...direct.values()].map(({ paymentRef, amount, reversed }) => [paymentRef, amount, reversed]),
});

describe("what an agency reports back of payments to the lender", () => {
  it("changes no money, in any order and with any repetition, before or after the lender's own word", async () => {
    await fc.assert(
      fc.asyncProperty(facts, fc.array(echo, { maxLength: 12 }), async (all, reported) => {
        const [with_, without] = [await live(all, reported), await live(all, [])];
        expect(left(with_)).toEqual(left(without));
        for (const { postings = [] } of with_.world.events) expect(isBalanced(postings)).toBe(true);
      }),
      { numRuns: runs(150) },
    );
  });

  it("leaves with the lender what it got, and with the agency what it did", async () => {
    await fc.assert(
      fc.asyncProperty(facts, fc.array(echo, { maxLength: 8 }), async (all, reported) => {
        const { fold } = left(await live(all, reported));
        const net = (kind: Fact["kind"]) =>
          all.filter((one) => one.kind === kind).reduce((sum, { amount, back }) => sum + amount - back, 0);
        expect(fold["lender-direct"] ?? 0).toBe(net("direct"));
        expect(fold["agency-clearing"] ?? 0).toBe(net("own"));
      }),
      { numRuns: runs(100) },
    );
  });

  it("acknowledges each payment that it names by our event or by the lender's reference, once it was told", async () => {
    await fc.assert(
      fc.asyncProperty(facts, fc.array(echo, { maxLength: 8 }), async (all, reported) => {
        const late = reported.map((one) => ({ ...one, at: all.length }));
        const { direct, world } = await live(all, late);
        const named = late.filter((one) => one.about === "payment" && one.named !== "nothing");
        const confirmed = [...direct.values()].filter(({ acknowledgedAt }) => acknowledgedAt !== undefined);
        expect(confirmed.map(({ paymentRef }) => paymentRef).toSorted()).toEqual(
          [...direct.keys()].filter((ref) => named.some(({ of }) => `D-${of}` === ref)).toSorted(),
        );
        const words = world.events.filter(({ type }) => type === "payment.direct_acknowledged");
        expect(words).toHaveLength(confirmed.length);
      }),
      { numRuns: runs(100) },
    );
  });
});
