import { describe, expect, it } from "vitest";
import { createHash } from "node:crypto";
import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { ulid } from "ulid";
import { textOf } from "../../shared/exports/journal-rows.ts";
import { LocalDate } from "../../shared/kernel/time.ts";
import { driftStore } from "../../shared/ledger/drift-store.ts";
import { DriftCheckId, DriftCheckView } from "../../shared/ledger/drift-wire.ts";
import { newReader } from "../../shared/platform/dynamo.ts";
import { newWriteBeside } from "../../shared/platform/write.ts";
import { runStore } from "../../shared/reconciliation/run-store.ts";
import { ReconciliationView } from "../../shared/reconciliation/wire-run.ts";
import { approver, closingWorld, operator, type ClosingWorld } from "../support/closing-world.ts";

const on = (date: string): LocalDate => LocalDate.parse(date);

/** February was over, sealed, checked and reconciled. */
async function ripe(): Promise<ClosingWorld> {
  const world = closingWorld();
  const { enter, seal } = world.useCases();
  await enter(await world.placed("2026-02-10T10:00:00.000Z", 100));
  await enter(await world.placed("2026-02-27T10:00:00.000Z", 40));
  world.at("2026-03-01T02:00:00.000Z");
  await seal(world.book);
  await checked(world);
  await world.useCases().reconciled();
  return world;
}

async function checked({ useCases, book }: ClosingWorld, once = "night") {
  const { requestDrift, checkDrift } = useCases();
  const days = { from: on("2026-02-01"), to: on("2026-02-28") };
  const { checkId } = await requestDrift({ ...book, ...days, once }, operator);
  return checkDrift(DriftCheckId.parse(checkId));
}

/** Runs that only look, and checks of a day of March: neither saw February. */
async function askedFor({ book, lenderId, table }: ClosingWorld, moments: readonly string[]): Promise<void> {
  const reader = newReader(table);
  const changes = moments.flatMap((requestedAt, n) => [
    runStore(reader).created(
      ReconciliationView.parse({
        reconciliationId: `rec_${ulid()}`,
        lenderId,
        currency: book.currency,
        state: "DONE",
        dryRun: true,
        requestedAt,
      }),
    ),
    driftStore(reader).created(
      DriftCheckView.parse({
        checkId: `drf_${String(n).padStart(26, "0")}`,
        ...book,
        from: "2026-03-01",
        to: "2026-03-01",
        state: "DONE",
        requestedAt,
      }),
    ),
  ]);
  for (let from = 0; from < changes.length; from += 100)
    await newWriteBeside(table)(changes.slice(from, from + 100));
}

const blockersOf = async ({ useCases }: ClosingWorld, periodId: string) =>
  (await useCases().checks(periodId)).filter(({ outcome }) => outcome === "BLOCKS").map(({ code }) => code);

const refusalOf = async (attempt: Promise<unknown>) =>
  attempt.then(
    () => undefined,
    ({ refusal }) => refusal,
  );

describe("closing a month", () => {
  it("keeps what it came to: counted, balanced, hashed as its export, sealed, and by whom", async () => {
    const world = await ripe();
    const id = world.periodId("2026-02");
    const { begin, prepare, close, periods, journal, seals } = world.useCases();
    expect(await begin(id)).toMatchObject({ state: "CLOSING", begun: { by: operator.id } });
    await prepare(id);
    const closed = await close(id);
    expect(closed).toMatchObject({ state: "CLOSED", closed: { by: approver.id } });
    const entries = (
      await Promise.all(
        ["2026-02-10", "2026-02-27"].map((date) => journal.ofDay(world.book, on(date), { limit: 10 })),
      )
    ).flatMap(({ items }) => items);
    const text = textOf({ format: "JSONL", codes: {}, currency: world.book.currency }, entries);
    const seal = await seals.find(world.book, on("2026-02-28"));
    expect(closed.prepared).toMatchObject({
      entries: 2,
      debit: 140,
      credit: 140,
      sha256: createHash("sha256").update(text).digest("hex"),
      bytes: Buffer.byteLength(text),
      seal: seal?.hash,
    });
    expect(await periods.balanceOf(id, closed.prepared!.balanceHash)).toEqual([
      { account: "opening", debit: 0, credit: 140, balance: -140 },
      { account: "receivable/PRINCIPAL", debit: 140, credit: 0, balance: 140 },
    ]);
  });

  it("needs a second key, once, and stays as it was when it is asked for again", async () => {
    const world = await ripe();
    const id = world.periodId("2026-02");
    const { begin, prepare, close, reopen } = world.useCases();
    await begin(id);
    const again = await begin(id, approver);
    expect(again.begun?.by).toBe(operator.id);
    await prepare(id);
    expect(await refusalOf(close(id, operator))).toMatchObject({ code: "four-eyes-needed" });
    const all = await Promise.all([close(id), close(id), close(id, { kind: "FINANCE", id: "key_third" })]);
    expect(new Set(all.map(({ closed }) => closed?.by)).size).toBe(1);
    expect(await close(id, operator)).toEqual(all[0]);
    expect(await refusalOf(reopen(id))).toMatchObject({ code: "invalid-transition" });
    expect(await refusalOf(begin(id))).toMatchObject({ code: "invalid-transition" });
  });

  it("says which agencies kept back more for their costs than they are owed, and not what they are owed", async () => {
    const world = closingWorld();
    const { enter, seal, begin, prepare } = world.useCases();
    const [kept, owed] = ["agency-payable/agy_1", "agency-payable/agy_2"];
    const besides = [
      { account: kept, amount: 500 },
      { account: owed, amount: -500 },
    ];
    await enter(await world.placed("2026-02-10T10:00:00.000Z", 100, { besides }));
    world.at("2026-03-01T02:00:00.000Z");
    await seal(world.book);
    const id = world.periodId("2026-02");
    await begin(id);
    await prepare(id);
    const checks = await world.useCases().checks(id);
    expect(checks.find(({ code }) => code === "CLEARING_EMPTY")).toMatchObject({
      outcome: "WARNS",
      count: 1,
      detail: expect.stringContaining(`${kept} 500`),
    });
  });

  it("is given up without a trace, and begun anew", async () => {
    const world = await ripe();
    const id = world.periodId("2026-02");
    const { begin, prepare, close, reopen } = world.useCases();
    expect(await refusalOf(close(id))).toMatchObject({ code: "invalid-transition", extra: { from: "OPEN" } });
    await begin(id);
    await prepare(id);
    const open = await reopen(id);
    expect([open.state, open.prepared, open.begun]).toEqual(["OPEN", undefined, undefined]);
    await begin(id, approver);
    expect(await refusalOf(close(id, operator))).toMatchObject({
      code: "period-not-ready",
      extra: { blockers: [{ code: "FIGURES_READY", count: 1 }] },
    });
    await prepare(id);
    expect((await close(id, operator)).closed?.by).toBe(operator.id);
  });

  it("waits for the month's end and its last seal", async () => {
    const world = closingWorld();
    const { enter, seal, begin } = world.useCases();
    const id = world.periodId("2026-02");
    await enter(await world.placed("2026-02-10T10:00:00.000Z", 100));
    world.at("2026-02-28T23:59:59.999Z");
    await seal(world.book);
    const codes = async () =>
      (await refusalOf(begin(id)))?.extra.blockers.map(({ code }: { code: string }) => code);
    expect(await codes()).toEqual(["MONTH_OVER", "DAYS_SEALED"]);
    world.at("2026-03-01T00:30:00.000Z");
    await seal(world.book);
    expect(await codes()).toEqual(["DAYS_SEALED"]);
    world.at("2026-03-01T01:00:00.000Z");
    await seal(world.book);
    expect(await codes()).toBeUndefined();
  });

  it("goes month by month", async () => {
    const world = await ripe();
    const [february, march] = [world.periodId("2026-02"), world.periodId("2026-03")];
    world.at("2026-04-01T02:00:00.000Z");
    const { seal, begin, prepare, close } = world.useCases();
    await seal(world.book);
    await begin(march);
    await prepare(march);
    expect(await blockersOf(world, march)).toContain("PREVIOUS_CLOSED");
    await begin(february);
    await prepare(february);
    await close(february);
    expect(await blockersOf(world, march)).not.toContain("PREVIOUS_CLOSED");
  });

  it("waits for a check for drift and a run of the reconciliation that saw the whole month", async () => {
    const world = closingWorld();
    const { enter, seal, begin, prepare, reconciled } = world.useCases();
    const id = world.periodId("2026-02");
    await enter(await world.placed("2026-02-10T10:00:00.000Z", 100));
    world.at("2026-02-28T12:00:00.000Z");
    await reconciled(); // while the month ran
    world.at("2026-03-01T02:00:00.000Z");
    await seal(world.book);
    await begin(id);
    await prepare(id);
    expect(await blockersOf(world, id)).toEqual(["NO_DRIFT", "RECONCILED"]);
    await checked(world);
    await reconciled();
    expect(await blockersOf(world, id)).toEqual([]);
  });

  it("finds the run and the check that saw the month behind however many that did not", async () => {
    const world = await ripe();
    const id = world.periodId("2026-02");
    const { begin, prepare, close } = world.useCases();
    const later = Array.from(
      { length: 205 },
      (_, n) => `2026-03-0${1 + (n % 8)}T03:00:${String(10 + (n % 50))}.000Z`,
    );
    await askedFor(world, later);
    await begin(id);
    await prepare(id);
    expect(await blockersOf(world, id)).toEqual([]);
    expect(await close(id)).toMatchObject({ state: "CLOSED" });
  });

  it("has no month before the first entry, none to come, and none of another lender", async () => {
    const world = await ripe();
    const { checks } = world.useCases();
    const other = closingWorld();
    for (const id of [
      world.periodId("2026-01"),
      world.periodId("2026-04"),
      other.periodId("2026-02"),
      "per_2026-02_USD_nobody",
    ])
      expect(await refusalOf(checks(id))).toMatchObject({ code: "not-found" });
  });
});

describe("what is found after a month was closed", () => {
  const closed = async () => {
    const world = await ripe();
    const id = world.periodId("2026-02");
    const { begin, prepare, close } = world.useCases();
    await begin(id);
    await prepare(id);
    await close(id);
    return { world, id };
  };

  it("is posted into the open month, with the day on which it took effect", async () => {
    const { world, id } = await closed();
    world.at("2026-03-05T12:00:00.000Z");
    const { enter, journal, periods } = world.useCases();
    const before = await periods.find(id);
    await enter(
      await world.placed("2026-03-05T11:00:00.000Z", 25, { effective: "2026-02-14T00:00:00.000Z" }),
    );
    const { items } = await journal.ofDay(world.book, on("2026-03-05"), { limit: 10 });
    expect(items).toMatchObject([
      { effectiveAt: "2026-02-14T00:00:00.000Z", postings: [{ amount: 25 }, { amount: -25 }] },
    ]);
    expect(await periods.find(id)).toEqual(before);
    expect(await checked(world, "again")).toMatchObject({ entries: 2, drift: 0 });
  });

  it("does not change it either when the stream brings it late, while it is being closed", async () => {
    const world = await ripe();
    const id = world.periodId("2026-02");
    const late = await world.placed("2026-02-28T23:00:00.000Z", 11);
    const { begin, prepare, close, enter, balance } = world.useCases();
    await Promise.all([
      begin(id)
        .then(() => prepare(id))
        .then(() => close(id)),
      ...[1, 2, 3, 4].map(() => world.useCases().enter(late)),
    ]);
    await enter(late);
    const period = await world.useCases().periods.find(id);
    expect(period).toMatchObject({ state: "CLOSED", prepared: { entries: 2, debit: 140 } });
    const credits = async (asOf: string) => (await balance(world.book, asOf as never)).get("opening")?.credit;
    expect(await credits("2026-02-28T23:59:59.999Z")).toBe(140);
    expect(await credits("2026-03-01T03:00:00.000Z")).toBe(151);
  });
});

describe("a check for drift", () => {
  const put = async ({ table }: ClosingWorld, Item: Record<string, unknown>) => {
    await table.client.send(new PutCommand({ TableName: table.name, Item }));
  };
  const entryOf = async (world: ClosingWorld, date: string) =>
    (await world.useCases().journal.ofDay(world.book, on(date), { limit: 1 })).items[0]!;

  it("finds nothing in books that hold", async () => {
    const world = closingWorld();
    const { enter, seal } = world.useCases();
    await enter(await world.placed("2026-02-10T10:00:00.000Z", 100));
    await seal(world.book);
    expect(await checked(world)).toEqual({ entries: 1, drift: 0, differences: [] });
  });

  it("finds a daily sum that its entries do not come to", async () => {
    const world = await ripe();
    const { journal, bookName } = world.useCases();
    const entry = await entryOf(world, "2026-02-10");
    const [sum] = journal.addedUp(bookName, [entry]);
    world.at("2026-03-01T03:00:00.000Z");
    await put(world, { ...sum!.key, date: "2026-02-10", account: "receivable/PRINCIPAL", debit: 99 });
    expect(await checked(world, "again")).toMatchObject({
      drift: 1,
      differences: [{ code: "ROLLUP_DIFFERS", date: "2026-02-10", subject: "receivable/PRINCIPAL" }],
    });
    expect(await blockersOf(world, world.periodId("2026-02"))).toContain("NO_DRIFT");
  });

  it("finds an entry that says something else than its event, and the seal that it broke", async () => {
    const world = await ripe();
    const { journal, bookName } = world.useCases();
    const entry = await entryOf(world, "2026-02-10");
    await put(
      world,
      journal.entered(bookName, { ...entry, effectiveAt: entry.postedAt, reference: "X" })[0]!.item,
    );
    const found = await checked(world, "again");
    expect(found?.differences.map(({ code }) => code)).toEqual(["ENTRY_DIFFERS", "SEAL_DIFFERS"]);
  });

  it("finds an entry without an event, and an event without an entry", async () => {
    const world = await ripe();
    const entry = await entryOf(world, "2026-02-27");
    const key = { pk: `ACCOUNT#${entry.accountId}`, sk: "EVENT#00000001" };
    await world.table.client.send(new DeleteCommand({ TableName: world.table.name, Key: key }));
    await world.placed("2026-02-20T10:00:00.000Z", 3);
    const found = await checked(world, "again");
    expect(found?.differences.map(({ code, date }) => [code, date])).toEqual([
      ["EVENT_MISSING", "2026-02-27"],
      ["NOT_IN_JOURNAL", "2026-02-20"],
    ]);
  });
});
