import { describe, it } from "vitest";
import { survivesEveryCrash } from "../support/survives.ts";
import { usd } from "../support/tenant.ts";
import type { World } from "../support/world.ts";

type Cases = ReturnType<World["useCases"]>;

const paid = { paymentRef: "d-1", amount: usd(10_000), effectiveAt: "2026-03-02T09:00:00Z" };
const back = { reversalRef: "r-1", amount: usd(10_000), reason: "NSF", effectiveAt: "2026-03-02T10:00:00Z" };

const active = async (world: World, cases: Cases) => {
  const account = await cases.place();
  world.knows(account.accountId);
  const one = {
    accountId: account.accountId,
    agencyId: world.holder(account),
    placementId: account.placements[0]!.placementId,
  };
  await says(cases, one, "e-1")("placement.acknowledged", { balance: usd(105_000) });
  return one;
};

const says =
  (cases: Cases, one: Awaited<ReturnType<typeof active>>, eventId: string) =>
  (eventType: string, data: object, more: object = {}) =>
    cases.callback(one.agencyId, { eventId, placementId: one.placementId, eventType, data, ...more });

const received = async (world: World, cases: Cases) => {
  const one = await active(world, cases);
  await cases.direct(one.accountId, paid);
  const event = await world.event(one.accountId, "payment.direct_received");
  return { ...one, event };
};

const echo = (
  cases: Cases,
  one: Awaited<ReturnType<typeof received>>,
  { eventId = "e-2", ...more }: { eventId?: string; data?: object } = {},
) =>
  says(cases, one, eventId)(
    "payment.received",
    { paymentRef: "p-1", amount: usd(10_000), recipient: "LENDER", ...more.data },
    { origin: "LENDER", correlationId: one.event.eventId },
  );

describe("a payment to the lender: a crash anywhere and a repeat end as if nothing had crashed,", () => {
  it.each([
    ["a part of what is owed", paid],
    ["all that is owed", { ...paid, amount: usd(105_000) }],
    ["more than is owed", { ...paid, amount: usd(200_000) }],
  ])("when it is recorded: %s", async (_name, body) => {
    await survivesEveryCrash({
      before: active,
      step: (cases, { accountId }) => cases.direct(accountId, body),
    });
  });

  it("when it is recorded under another idempotency key the second time", async () => {
    let key = 0;
    await survivesEveryCrash({
      before: active,
      step: (cases, { accountId }) => cases.direct(accountId, paid, `other-${(key += 1)}`),
    });
  });

  it("when it goes back", async () => {
    await survivesEveryCrash({
      before: received,
      step: (cases, { accountId }) => cases.direct(accountId, back, "key-2"),
    });
  });

  it("when the agency is told", async () => {
    await survivesEveryCrash({ before: received, step: (cases, { event }) => cases.deliver(event) });
  });

  it("when the agency reports it back", async () => {
    await survivesEveryCrash({ before: received, step: (cases, one) => echo(cases, one) });
  });

  it("when the agency reports it back once more, under another event", async () => {
    await survivesEveryCrash({
      before: async (world, cases) => {
        const one = await received(world, cases);
        await echo(cases, one, { eventId: "e-3" });
        return one;
      },
      step: (cases, one) => echo(cases, one),
    });
  });

  it.each([
    ["another amount than it was told", { amount: usd(9_999) }],
    ["what it was told, late", {}],
  ])("when the agency reports back %s", async (_name, data) => {
    await survivesEveryCrash({
      before: async (world, cases) => {
        const one = await received(world, cases);
        world.pass(49);
        await cases.fire();
        return one;
      },
      step: (cases, one) => echo(cases, one, { data }),
    });
  });

  it("when the agency says nothing in time", async () => {
    await survivesEveryCrash({
      before: async (world, cases) => {
        await received(world, cases);
        world.pass(49);
      },
      step: (cases) => cases.fire(),
    });
  });

  it("when it is the last that was owed, and stayed", async () => {
    await survivesEveryCrash({
      before: async (world, cases) => {
        const one = await active(world, cases);
        await cases.direct(one.accountId, { ...paid, amount: usd(105_000) });
        world.pass(24 * 61);
      },
      step: (cases) => cases.fire(),
    });
  });
});
