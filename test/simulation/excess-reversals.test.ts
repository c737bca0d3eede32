import { describe, expect, it } from "vitest";
import { historyStore } from "../../shared/accounts/history-store.ts";
import { accountStore } from "../../shared/accounts/store.ts";
import { breakStore } from "../../shared/breaks/store.ts";
import { tellExcess } from "../../shared/breaks/tell-excess.ts";
import { Refused } from "../../shared/kernel/problems.ts";
import { placementStore } from "../../shared/placements/store.ts";
import { newReader, updateOne } from "../../shared/platform/dynamo.ts";
import { newWrite } from "../../shared/platform/write.ts";
import { readerWithin, untouched, type Around } from "../support/around.ts";
import { atEach, Crash, crashing, effects, type CrashPoint } from "../support/crash.ts";
import { quietTable } from "../support/quiet-table.ts";
import { survivesEveryCrash } from "../support/survives.ts";
import { usd } from "../support/tenant.ts";
import { began, newWorld, type World } from "../support/world.ts";

type Cases = ReturnType<World["useCases"]>;

const back = (reversalRef: string, amount: number) => ({
  eventType: "payment.reversed",
  data: { reversalRef, originalPaymentRef: "p-1", amount: usd(amount), reason: "NSF" },
});
const payment = { eventType: "payment.received", data: { paymentRef: "p-1", amount: usd(10_000) } };

type Body = { readonly eventType: string; readonly data: object };

/** An account of which this was told, refused or not. */
async function told(world: World, cases: Cases, bodies: readonly Body[]) {
  const account = await cases.place();
  world.knows(account.accountId);
  const agencyId = world.holder(account);
  const { placementId } = account.placements[0]!;
  const say = async (body: Body, eventId: string): Promise<void> => {
    await cases.callback(agencyId, { eventId, placementId, ...body }).catch((error: unknown) => {
      if (!(error instanceof Refused)) throw error;
    });
  };
  for (const [n, body] of bodies.entries()) await say(body, `e-${n + 1}`);
  return { account, agencyId, placementId };
}

const eventsOf = async (accountId: string) => historyStore(newReader(quietTable())).upTo(accountId, 1_000);

/** What the reconciler does with each event that says so. */
function telling(around: Around = untouched) {
  const table = quietTable();
  const reader = readerWithin(around, newReader(table));
  const [writing, updating] = [newWrite(table), updateOne(table)];
  const write: typeof writing = (written) => around(() => writing(written));
  const update: typeof updating = (change) => around(() => updating(change));
  const tell = tellExcess({
    accounts: accountStore(reader),
    placements: placementStore(reader),
    histories: historyStore(reader),
    breaks: breakStore(reader),
    write,
    update,
    clock: { now: () => began },
  });
  return async (accountId: string): Promise<void> => {
    for (const { type, sequence } of await eventsOf(accountId))
      if (type === "payment.reversal_exceeds") await tell({ accountId, sequence });
  };
}

async function breaksOf({ lenderId }: World) {
  const breaks = breakStore(newReader(quietTable()));
  const { records } = await breaks.page({ lenderId, list: "OPEN", limit: 100 });
  return Promise.all(records.map(async (one) => ({ ...one, evidence: await breaks.evidence(one.breakId) })));
}

describe("a reversal of more than is left of its payment", () => {
  it.each([
    ["that is refused", [payment, back("r-1", 10_001)], "REVERSAL_EXCEEDS", -10_001],
    ["that waited for its payment", [back("r-1", 10_001), payment], "REVERSAL_EXCEEDS", -10_001],
    ["that comes once more", [payment, back("r-1", 10_000), back("r-2", 10_000)], "REVERSAL_TWICE", -10_000],
    ["after another part", [payment, back("r-1", 6_000), back("r-2", 5_000)], "REVERSAL_EXCEEDS", -5_000],
    [
      "and of an earlier one's amount",
      [payment, back("r-1", 6_000), back("r-2", 6_000)],
      "REVERSAL_TWICE",
      -6_000,
    ],
  ] as const)("is a break with its payment beside it: %s", async (_name, bodies, ...[code, amount]) => {
    const world = await newWorld();
    const { account, agencyId } = await told(world, world.useCases(), bodies);
    const history = await eventsOf(account.accountId);
    await telling()(account.accountId);
    await telling()(account.accountId);
    const [found, ...others] = await breaksOf(world);
    expect(others).toEqual([]);
    const ref = bodies.length === 2 ? "r-1" : "r-2";
    expect(found).toMatchObject({ code, amount, agencyId, state: "OPEN", timesSeen: 1, source: "FINDING" });
    expect(found!.evidence.subjects).toEqual([`${agencyId}/P/p-1`, `${agencyId}/R/${ref}`]);
    const facts = found!.evidence.reported.facts.map((fact) => [fact["paymentRef"], fact["amount"]]);
    expect(facts).toContainEqual(["p-1", 10_000]);
    expect(facts).toContainEqual([ref, amount]);
    expect(facts).toHaveLength(bodies.length);
    expect(history.filter(({ type }) => type === "payment.reversal_exceeds")).toMatchObject([
      { postings: [], data: { reversalRef: ref } },
    ]);
  });

  it("is told once, however often it is sent, and not when it was taken before", async () => {
    const world = await newWorld();
    const [whole, more] = [back("r-1", 10_000), back("r-2", 1)];
    const { account } = await told(world, world.useCases(), [payment, whole, more, more, whole, more]);
    const types = (await eventsOf(account.accountId)).map(({ type }) => type);
    expect(types.filter((type) => type === "payment.reversal_exceeds")).toHaveLength(1);
    expect(types.filter((type) => type === "payment.reversed")).toHaveLength(1);
  });

  it("is refused, and in the history, wherever whoever takes it crashes", async () => {
    await survivesEveryCrash({
      before: async (world, cases) => told(world, cases, [payment]),
      step: async (cases, { agencyId, placementId }) =>
        cases
          .callback(agencyId, { eventId: "e-9", placementId, ...back("r-1", 10_001) })
          .catch((error: unknown) => {
            if (!(error instanceof Refused)) throw error;
          }),
    });
  });

  it("like a closing against the money, is refused, and in the history, wherever whoever takes it crashes", async () => {
    const taken = { eventType: "placement.acknowledged", data: { balance: usd(105_000) } };
    const closed = { eventType: "placement.closed", data: { code: "PAID_IN_FULL", finalBalance: usd(0) } };
    await survivesEveryCrash({
      before: async (world, cases) => told(world, cases, [taken]),
      step: async (cases, { agencyId, placementId }) =>
        cases.callback(agencyId, { eventId: "e-9", placementId, ...closed }).catch((error: unknown) => {
          if (!(error instanceof Refused) || error.refusal.code !== "close-code-inconsistent") throw error;
        }),
    });
  });

  it("is one break, wherever whoever opens it crashes", async () => {
    const ended = async (point?: CrashPoint) => {
      const world = await newWorld();
      const { account } = await told(world, world.useCases(), [payment, back("r-1", 10_001)]);
      const crash = crashing(point);
      await telling(crash.around)(account.accountId).catch((error: unknown) => {
        if (!(error instanceof Crash)) throw error;
      });
      if (point !== undefined) await telling()(account.accountId);
      const found = await breaksOf(world);
      return {
        end: found.map(({ code, amount, version }) => [code, amount, version]),
        points: crash.points(),
      };
    };
    const { end, points } = await ended();
    expect(end).toEqual([["REVERSAL_EXCEEDS", -10_001, 1]]);
    await atEach(effects(points), async (point) => {
      expect((await ended(point)).end).toEqual(end);
    });
  });
});
