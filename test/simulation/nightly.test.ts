import { describe, expect, it } from "vitest";
import { contractStore } from "../../shared/contracts/store.ts";
import { plusHours, dateOf, Instant, type LocalDate } from "../../shared/kernel/time.ts";
import { bookStore } from "../../shared/ledger/book-store.ts";
import { newReader, updateOne } from "../../shared/platform/dynamo.ts";
import { newWrite } from "../../shared/platform/write.ts";
import { nightStore } from "../../shared/reconciliation/night-store.ts";
import { requestNightly } from "../../shared/reconciliation/request-nightly.ts";
import { runStore } from "../../shared/reconciliation/run-store.ts";
import { Currency } from "../../shared/kernel/money.ts";
import { readerWithin, untouched, type Around } from "../support/around.ts";
import { atEach, Crash, crashing, type CrashPoint } from "../support/crash.ts";
import { quietTable } from "../support/quiet-table.ts";
import { putAll } from "../support/table.ts";
import { newWorld } from "../support/world.ts";

const currency = Currency.parse("USD");
let nights = 0;

/** Two lenders and a night of their own: lists of lenders and nights are everybody's. */
async function aNight() {
  const worlds = [await newWorld({ agencies: 1 }), await newWorld({ agencies: 1 })];
  const time = { now: plusHours(Instant.parse("2101-01-01T03:00:00.000Z"), 24 * (nights += 1)) };
  const table = quietTable();
  const [first, last] = worlds.map(({ lenderId }) => ({ lenderId }));
  const request = (around: Around = untouched) => {
    const reader = readerWithin(around, newReader(table));
    const contracts = contractStore(reader);
    const [writing, updating] = [newWrite(table), updateOne(table)];
    return requestNightly({
      contracts: {
        ...contracts,
        lenders: (async (_limit: number, after?: object) =>
          around(
            async () =>
              after === undefined ? { items: [first], next: { lenderId: "1" } } : { items: [last] },
            "none",
          )) as never,
      },
      books: bookStore(reader),
      nights: nightStore(reader),
      runs: runStore(reader),
      write: (written) => around(() => writing(written)),
      update: (change) => around(() => updating(change)),
      clock: { now: () => time.now },
    })();
  };
  const runs = async (of: Currency = currency) => {
    const store = runStore(newReader(table));
    const pages = await Promise.all(
      worlds.map(async ({ lenderId }) => store.page({ lenderId, currency: of }, 10)),
    );
    return pages.map(({ items }) => items.map(({ state, dryRun }) => [state, dryRun]));
  };
  const open = async (other: Currency) =>
    putAll(table, [bookStore(newReader(table)).opened({ owner: worlds[0]!.lenderId, currency: other })]);
  return {
    time,
    request,
    runs,
    open,
    night: async (date: LocalDate) => nightStore(newReader(table)).find(date),
  };
}

const once = [["REQUESTED", false]];

describe("the runs of a night", () => {
  it("are asked for once for every book, wherever the night is killed and however often it is told", async () => {
    const ended = async (point?: CrashPoint) => {
      const { request, runs, night, time } = await aNight();
      const crash = crashing(point);
      await request(crash.around).catch((error: unknown) => {
        if (!(error instanceof Crash)) throw error;
      });
      for (let n = 0; n < 2; n += 1) await request();
      expect(await night(dateOf(time.now))).toMatchObject({ isDone: true });
      expect(await runs(), `${point?.when} call ${point?.call}`).toEqual([once, once]);
      return crash.points();
    };
    const points = await ended();
    expect(points.length).toBeGreaterThan(6);
    await atEach(points, async (point) => void (await ended(point)));
  }, 120_000);

  it("are asked for of a currency that no contract is in, once something was entered in it", async () => {
    const { request, runs, open } = await aNight();
    const euro = Currency.parse("EUR");
    await open(euro);
    expect(await request()).toBe(3);
    expect([await runs(), await runs(euro)]).toEqual([
      [once, once],
      [once, []],
    ]);
  });

  it("are others on the next day, and none is needed for a day that was missed", async () => {
    const { request, runs, time } = await aNight();
    expect(await request()).toBe(2);
    expect(await request()).toBe(0);
    time.now = plusHours(time.now, 24 * 500);
    expect(await request()).toBe(2);
    expect(await runs()).toEqual([
      [...once, ...once],
      [...once, ...once],
    ]);
  });

  it("asked for by two at once are the same", async () => {
    const { request, runs } = await aNight();
    await Promise.all([1, 2, 3].map(async () => request()));
    expect(await runs()).toEqual([once, once]);
  });
});
