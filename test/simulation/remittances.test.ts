import { describe, expect, it } from "vitest";
import type { AgencyId } from "../../shared/kernel/ids.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import { Currency } from "../../shared/kernel/money.ts";
import { verify } from "../../shared/platform/events.ts";
import type { GatewayEvent } from "../../shared/kernel/event.ts";
import { newReader } from "../../shared/platform/dynamo.ts";
import { remittanceIdOf } from "../../shared/remittances/keys.ts";
import { AdviceBody } from "../../shared/remittances/wire.ts";
import { aCostLine, aLine, anAdvice, aReversalLine } from "../support/advice.ts";
import { atEach, Crash, crashing, type CrashPoint } from "../support/crash.ts";
import { quietTable } from "../support/quiet-table.ts";
import { began, newWorld, type World } from "../support/world.ts";

type Cases = ReturnType<World["useCases"]>;

const lines = [
  aLine({ paymentRef: "P-1" }),
  aReversalLine({ paymentRef: "R-1", gross: 2_000, commission: 400, tax: 76 }),
  aCostLine({ paymentRef: "C-1" }),
];

const bodyIn = ({ lenderId }: World, changes: Readonly<Record<string, unknown>> = {}) =>
  anAdvice(lenderId, lines, { remittanceRef: "REM-1", ...changes });

const byApi = (cases: Cases, agencyId: AgencyId, body: unknown) =>
  cases.advise({
    agencyId,
    advice: AdviceBody.parse(body),
    actor: { kind: "AGENCY", id: agencyId },
    source: "API",
    receivedAt: began,
    idempotencyKey: "key-1",
  });

const byCallback = (cases: Cases, agencyId: AgencyId, data: unknown) =>
  cases.callback(agencyId, { eventId: "e-1", eventType: "remittance.advised", data });

/** All that there is of the advice, by names that are the same in every world. */
async function left(world: World, agencyId: AgencyId): Promise<unknown> {
  const cases = world.useCases();
  const remittanceId = remittanceIdOf(agencyId, "REM-1");
  const found = await cases.remittances.find(remittanceId);
  if (found === undefined || found.state === "LOADING") return { state: found?.state };
  const { lenderId, currency } = found;
  const relation = { lenderId, agencyId, currency };
  const reader = newReader(quietTable());
  const events = await reader.page({ pk: `ACCOUNT#${remittanceId}`, prefix: "EVENT#", limit: 10 });
  const { postings } = events.items[0] as GatewayEvent;
  const kept = await cases.remittances.lines(found, { limit: 100 });
  const carry = await cases.remittances.findCarry(relation);
  return {
    state: found.state,
    payable: found.payable,
    findings: found.findings,
    chain: verify(events.items.map((item) => facts(item))).ok,
    events: events.items.length,
    postings: postings.map(({ account, amount }) => [account.split("/")[0], amount]),
    lines: kept.items.map(({ number, paymentRef, gross }) => [number, paymentRef, gross]),
    carry: [carry?.amount, carry?.count],
    ofLender: (await cases.remittances.page(lenderId, { limit: 10 })).items.length,
    ofAgency: (await cases.remittances.page(agencyId, { limit: 10 })).items.length,
    unmatched: (await cases.remittances.unmatched(relation, { limit: 10 })).items.length,
    receipt: (await cases.taking.receipts.find(agencyId, "e-1"))?.answer.disposition,
  };
}

/** An event without what the table adds to it. */
const facts = (item: unknown): GatewayEvent => {
  const { pk: _pk, sk: _sk, book: _book, ...event } = item as GatewayEvent & Record<string, unknown>;
  return event;
};

type Load = (cases: Cases, agencyId: AgencyId, body: unknown) => Promise<unknown>;

/** Crashes once, if at all; is told again, and once more for nothing. */
async function loaded(load: Load, point?: CrashPoint) {
  const world = await newWorld();
  const agencyId = world.agencyIds[0]!;
  const body = bodyIn(world);
  const crash = crashing(point);
  let atCrash: unknown;
  await load(world.useCases(crash.around), agencyId, body).catch(async (error: unknown) => {
    if (!(error instanceof Crash)) throw error;
    atCrash = await left(world, agencyId);
  });
  await load(world.useCases(), agencyId, body);
  await load(world.useCases(), agencyId, body);
  return { points: crash.points(), atCrash, ended: await left(world, agencyId) };
}

describe("an advice whose load crashes anywhere and is told again", () => {
  it.each([
    ["by the API", byApi, undefined],
    ["by a callback", byCallback, "ACCEPTED"],
  ] as const)(
    "ends as if nothing had crashed, %s, and is seen whole or not at all",
    async (_way, load, receipt) => {
      const { ended, points } = await loaded(load);
      expect(ended).toEqual({
        state: "ADVISED",
        payable: 10_000 - 2_000 - 1_600 - 304 - 500,
        findings: [],
        chain: true,
        events: 1,
        postings: [
          ["agency-clearing", -8_000],
          ["in-transit", 5_596],
          ["commission-expense", 1_600],
          ["commission-tax", 304],
          ["agency-payable", 500],
        ],
        lines: [
          [1, "P-1", 10_000],
          [2, "R-1", 2_000],
          [3, "C-1", 500],
        ],
        carry: [0, 1],
        ofLender: 1,
        ofAgency: 1,
        unmatched: 1,
        receipt,
      });
      expect(points.length).toBeGreaterThan(8);
      await atEach(points, async (point) => {
        const crashed = await loaded(load, point);
        expect(crashed.ended, `${point.when} call ${point.call}`).toEqual(ended);
        expect([{ state: undefined }, { state: "LOADING" }, ended]).toContainEqual(crashed.atCrash);
      });
    },
    300_000,
  );

  it("gives way to another content that was never contradicted, and to none once it is seen", async () => {
    const world = await newWorld();
    const agencyId = world.agencyIds[0]!;
    const crash = crashing({ call: 5, when: "after" });
    await expect(byApi(world.useCases(crash.around), agencyId, bodyIn(world))).rejects.toThrow(Crash);
    expect(await left(world, agencyId)).toEqual({ state: "LOADING" });
    const corrected = bodyIn(world, { bankRef: "B-2" });
    expect(await byApi(world.useCases(), agencyId, corrected)).toMatchObject({
      replayed: false,
      remittance: { bankRef: "B-2" },
    });
    expect(await left(world, agencyId)).toMatchObject({ state: "ADVISED", events: 1, carry: [0, 1] });
    const again = byCallback(world.useCases(), agencyId, bodyIn(world));
    await expect(again).rejects.toMatchObject({ refusal: { code: "remittance-ref-reused" } });
    await expect(again).rejects.toThrow(Refused);
  });
});

describe("advices that come at the same time", () => {
  it("are one when they are the same, and one refusal when they are not", async () => {
    const world = await newWorld();
    const agencyId = world.agencyIds[0]!;
    const body = bodyIn(world);
    const same = await Promise.all([1, 2, 3].map(() => byApi(world.useCases(), agencyId, body)));
    expect(same.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(await left(world, agencyId)).toMatchObject({ events: 1, carry: [0, 1], unmatched: 1 });
  });

  it("carry forward one after the other, none lost", async () => {
    const world = await newWorld();
    const agencyId = world.agencyIds[0]!;
    const bodies = [1, 2, 3, 4].map((n) =>
      anAdvice(world.lenderId, [aReversalLine({ paymentRef: `R-${n}`, gross: 100, commission: 0, tax: 0 })]),
    );
    await Promise.all(bodies.map((body) => byApiWithoutKey(world.useCases(), agencyId, body)));
    const currency = Currency.parse("USD");
    const carry = await world
      .useCases()
      .remittances.findCarry({ lenderId: world.lenderId, agencyId, currency });
    expect(carry).toMatchObject({ count: 4, amount: -100 });
    const { items } = await world.useCases().remittances.page(agencyId, { limit: 10 });
    // Each but the first found something carried forward that it did not bring.
    expect(items.filter(({ findings }) => findings.length > 0)).toHaveLength(3);
  });
});

const byApiWithoutKey = (cases: Cases, agencyId: AgencyId, body: unknown) =>
  cases.advise({
    agencyId,
    advice: AdviceBody.parse(body),
    actor: { kind: "AGENCY", id: agencyId },
    source: "API",
    receivedAt: began,
  });
