import { describe, expect, it } from "vitest";
import { Dialect } from "../../shared/dialects/model.ts";
import { plusHours } from "../../shared/kernel/time.ts";
import { survivesEveryCrash, type Scenario } from "../support/survives.ts";
import { usd } from "../support/tenant.ts";
import { began, newWorld } from "../support/world.ts";

type Body = Readonly<Record<string, unknown>>;
type Known = { readonly receiptId: string; readonly dialect: Dialect };

const nowhere = "plc_01ARZ3NDEKTSV4RRFFQ69G5FAV_1";
const payment = { eventType: "PA", data: { paymentRef: "p-1", amount: usd(10_000) } };
const reversal = {
  eventType: "payment.reversed",
  data: { reversalRef: "r-1", originalPaymentRef: "p-1", amount: usd(10_000), reason: "NSF" },
};

/** An event that came before its words were known, and what waits for a person then. */
const waiting = (
  body: Body,
  step: Scenario<Known>["step"],
  before: readonly Body[] = [],
): Scenario<Known> => ({
  before: async (world, cases) => {
    const account = await cases.place();
    world.knows(account.accountId);
    const agencyId = world.holder(account);
    const { placementId } = account.placements[0]!;
    const sent = (one: Body, eventId: string) => ({ eventId, placementId, effectiveAt: began, ...one });
    const { answer } = await cases.event(agencyId, sent(body, "e-1"));
    expect(answer.disposition).toBe("QUARANTINED");
    for (const [index, one] of before.entries()) await cases.callback(agencyId, sent(one, `e-${index + 2}`));
    const codes = { eventType: { PA: "payment.received" } };
    const dialect = Dialect.parse({ agencyId, version: 1, fields: [], constants: [], ignored: [], codes });
    world.pass(50);
    return { receiptId: answer.receiptId, dialect };
  },
  step,
});

const release: Scenario<Known>["step"] = (cases, { receiptId, dialect }) => cases.release(receiptId, dialect);

describe("a decision about a quarantined event that crashes anywhere and is made again ends as if nothing had crashed", () => {
  it.each<readonly [string, Scenario<Known>]>([
    ["the release of a payment", waiting(payment, release)],
    ["the release of money for nobody", waiting({ ...payment, placementId: nowhere }, release)],
    [
      "the release of what was reported before",
      waiting(payment, release, [{ ...payment, eventType: "payment.received" }]),
    ],
    [
      "the release of a reversal whose payment is known by now",
      waiting({ ...reversal, placementId: nowhere }, release, [
        { ...payment, eventType: "payment.received", placementId: nowhere },
      ]),
    ],
    ["a rejection", waiting(payment, (cases, { receiptId }) => cases.reject(receiptId))],
  ])("%s", async (_name, scenario) => {
    await survivesEveryCrash(scenario);
  });
});

describe("releasing", () => {
  it("is as of when the event came, and recorded as posted when it was released", async () => {
    const world = await newWorld();
    const cases = world.useCases();
    const account = await cases.place();
    const agencyId = world.holder(account);
    const { placementId } = account.placements[0]!;
    const body = { eventId: "e-1", placementId, effectiveAt: began, ...payment };
    const { answer } = await cases.event(agencyId, body);
    const codes = { eventType: { PA: "payment.received" } };
    const dialect = Dialect.parse({ agencyId, version: 1, fields: [], constants: [], ignored: [], codes });
    world.pass(50);
    const released = await cases.release(answer.receiptId, dialect);
    expect(released).toMatchObject({ state: "RELEASED", decidedBy: "key_1", receivedAt: began });
    expect(released.answer).toMatchObject({ disposition: "ACCEPTED", outstanding: usd(95_000) });
    world.knows(account.accountId);
    const history = (await world.state()) as readonly Record<string, unknown>[];
    expect(history.find(({ type }) => type === "payment.received")).toMatchObject({
      actor: { kind: "AGENCY" },
      receivedAt: began,
      postedAt: plusHours(began, 50),
    });
    const again = await cases.event(agencyId, body, dialect);
    expect(again).toEqual({ answer: released.answer, replayed: true });
  });

  it("and rejecting exclude each other, whoever is first", async () => {
    const world = await newWorld();
    const cases = world.useCases();
    const account = await cases.place();
    const agencyId = world.holder(account);
    const body = { placementId: account.placements[0]!.placementId, effectiveAt: began, ...payment };
    const { answer } = await cases.event(agencyId, { ...body, eventId: "e-1" });
    const rejected = await cases.reject(answer.receiptId);
    expect(rejected).toMatchObject({ state: "REJECTED", answer: { disposition: "QUARANTINED" } });
    await expect(cases.release(answer.receiptId)).rejects.toMatchObject({
      refusal: { code: "invalid-transition" },
    });
    expect(await cases.reject(answer.receiptId)).toEqual(rejected);
  });
});
