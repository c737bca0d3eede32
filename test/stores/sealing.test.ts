import { describe, expect, it } from "vitest";
import { LocalDate } from "../../shared/kernel/time.ts";
import { sealHashOf, sealText } from "../../shared/ledger/seal.ts";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { closingWorld, type ClosingWorld } from "../support/closing-world.ts";

const on = (date: string): LocalDate => LocalDate.parse(date);

const sealsOf = async ({ useCases, book }: ClosingWorld) =>
  (await useCases().seals.page(book, { limit: 100 })).items;

/** What a day of a book has, in order. */
const dayOf = async ({ useCases, book }: ClosingWorld, date: string) =>
  (await useCases().journal.ofDay(book, on(date), { limit: 100 })).items;

describe("sealing a book", () => {
  it("seals each day that is over, empty ones as well, chained and stored; the running day stays open", async () => {
    const world = closingWorld();
    const { enter, seal, verifySeals } = world.useCases();
    await enter(await world.placed("2026-02-25T10:00:00.000Z", 100));
    await enter(await world.placed("2026-02-27T10:00:00.000Z", 30));
    await enter(await world.placed("2026-03-01T01:00:00.000Z", 5));
    world.at("2026-03-01T02:00:00.000Z");
    expect(await seal(world.book)).toEqual({ sealed: 4, stored: 4, swept: 0 });
    const seals = await sealsOf(world);
    expect(seals.map(({ date, entries, debit }) => [date, entries, debit])).toEqual([
      ["2026-02-25", 1, 100],
      ["2026-02-26", 0, 0],
      ["2026-02-27", 1, 30],
      ["2026-02-28", 0, 0],
    ]);
    for (const [n, one] of seals.entries())
      expect(one.previous).toBe(n === 0 ? "0".repeat(64) : seals[n - 1]!.hash);
    expect([...world.bucket.values()]).toEqual(seals.map(sealText));
    expect(await seal(world.book)).toEqual({ sealed: 0, stored: 0, swept: 0 });
    expect(await verifySeals(world.book, { limit: 100 })).toEqual({
      checked: 4,
      events: 2,
      differences: [],
    });
  });

  it("waits an hour after a day's end, and makes up for nights that were missed", async () => {
    const world = closingWorld();
    const { enter, seal } = world.useCases();
    await enter(await world.placed("2026-02-27T10:00:00.000Z", 100));
    world.at("2026-02-28T00:59:59.999Z");
    expect(await seal(world.book)).toMatchObject({ sealed: 0 });
    world.at("2026-02-28T01:00:00.000Z");
    expect(await seal(world.book)).toMatchObject({ sealed: 1 });
    world.at("2026-03-10T01:00:00.000Z");
    expect(await seal(world.book)).toMatchObject({ sealed: 10, stored: 10 });
  });

  it("enters first what the stream did not bring, so that a day is sealed whole", async () => {
    const world = closingWorld();
    const { enter, seal } = world.useCases();
    await enter(await world.placed("2026-02-27T10:00:00.000Z", 100));
    await world.placed("2026-02-27T11:00:00.000Z", 40);
    await world.placed("2026-02-28T11:00:00.000Z", 2);
    expect(await seal(world.book)).toMatchObject({ sealed: 2, swept: 2 });
    expect((await sealsOf(world)).map(({ entries }) => entries)).toEqual([2, 1]);
    expect((await dayOf(world, "2026-02-27")).map(({ enteredAt }) => enteredAt)).toEqual([
      undefined,
      undefined,
    ]);
  });

  it("lets nothing into a sealed day: what comes late is in the books of its day of entering, once, and says so", async () => {
    const world = closingWorld();
    const { enter, seal, journal, balance, bookName } = world.useCases();
    const [first] = await world.placed("2026-02-27T10:00:00.000Z", 100);
    await enter([first!]);
    await seal(world.book);
    const sealed = await sealsOf(world);
    const late = await world.placed("2026-02-27T12:00:00.000Z", 30, {
      effective: "2026-02-20T00:00:00.000Z",
    });
    world.at("2026-03-02T09:00:00.000Z");
    // Brought with one that the sealed day has, and with one of today.
    const now = await world.placed("2026-03-02T08:00:00.000Z", 1);
    expect(await enter([first!, ...late, ...now])).toBe(1);
    world.at("2026-03-03T09:00:00.000Z");
    expect(await enter([...late, first!])).toBe(0);
    expect(await dayOf(world, "2026-02-27")).toHaveLength(1);
    const [today, entered] = await dayOf(world, "2026-03-02");
    expect(today).not.toHaveProperty("enteredAt");
    expect(entered).toMatchObject({
      eventId: late[0]!.eventId,
      enteredAt: "2026-03-02T09:00:00.000Z",
      postedAt: "2026-02-27T12:00:00.000Z",
      effectiveAt: "2026-02-20T00:00:00.000Z",
    });
    expect(await dayOf(world, "2026-03-03")).toEqual([]);
    expect((await journal.find(bookName, late)).get(late[0]!.eventId)).toEqual(entered);
    const owed = async (asOf: string) =>
      (await balance(world.book, asOf as never)).get("receivable/PRINCIPAL")?.debit;
    expect(await owed("2026-02-28T23:59:59.999Z")).toBe(100);
    expect(await owed("2026-03-02T08:59:59.999Z")).toBe(101);
    expect(await owed("2026-03-02T09:00:00.000Z")).toBe(131);
    expect((await sealsOf(world)).slice(0, sealed.length)).toEqual(sealed);
  });

  it("enters a late event once, when several bring it at the same time", async () => {
    const world = closingWorld();
    const { enter, seal } = world.useCases();
    await enter(await world.placed("2026-02-27T10:00:00.000Z", 100));
    await seal(world.book);
    const late = await world.placed("2026-02-27T12:00:00.000Z", 30);
    await Promise.all([1, 2, 3, 4].map(() => world.useCases().enter(late)));
    expect(await dayOf(world, "2026-03-01")).toHaveLength(1);
    expect(await dayOf(world, "2026-02-27")).toHaveLength(1);
  });

  it("and entering at once end with every event in exactly one day, and every seal right", async () => {
    const world = closingWorld();
    const { enter, seal, verifySeals, balance } = world.useCases();
    const events = [];
    for (let n = 0; n < 24; n += 1)
      events.push(...(await world.placed(`2026-02-27T10:00:${String(10 + n)}.000Z`, 1)));
    await enter(events.slice(0, 4));
    await Promise.all([
      ...events.slice(4).map((event) => enter([event])),
      seal(world.book),
      ...events.slice(4).map((event) => enter([event])),
      seal(world.book),
    ]);
    const all = [...(await dayOf(world, "2026-02-27")), ...(await dayOf(world, "2026-03-01"))];
    expect(all.map(({ eventId }) => eventId).toSorted()).toEqual(
      events.map(({ eventId }) => eventId).toSorted(),
    );
    expect((await verifySeals(world.book, { limit: 100 })).differences).toEqual([]);
    world.at("2026-03-05T00:00:00.000Z");
    expect((await balance(world.book, "2026-03-04T00:00:00.000Z" as never)).get("opening")).toEqual({
      debit: 0,
      credit: 24,
    });
  });
});

describe("verifying seals", () => {
  const sealed = async () => {
    const world = closingWorld();
    const { enter, seal } = world.useCases();
    for (const day of ["25", "26", "27"]) await enter(await world.placed(`2026-02-${day}T10:00:00.000Z`, 7));
    await seal(world.book);
    return world;
  };
  const put = async ({ table }: ClosingWorld, item: Record<string, unknown>) => {
    await table.client.send(new PutCommand({ TableName: table.name, Item: item }));
  };
  const found = async (world: ClosingWorld) =>
    (await world.useCases().verifySeals(world.book, { limit: 100 })).differences;
  const about = ({ lenderId }: ClosingWorld, date: string) => `${lenderId} USD ${date}`;

  it("goes on in the middle of a day, page by page, and finds the same", async () => {
    const world = await sealed();
    let after: Readonly<Record<string, unknown>> | undefined;
    const seen = { checked: 0, events: 0 };
    do {
      const page = await world.useCases().verifySeals(world.book, { limit: 1, ...(after && { after }) });
      expect(page.differences).toEqual([]);
      seen.checked += page.checked;
      seen.events += page.events;
      after = page.next;
    } while (after !== undefined);
    expect(seen).toEqual({ checked: 4, events: 3 });
  });

  it("names the day in which an entry was changed", async () => {
    const world = await sealed();
    const [entry] = await dayOf(world, "2026-02-26");
    const { journal, bookName } = world.useCases();
    const forged = { ...entry!, postings: [] };
    await put(world, journal.entered(bookName, forged)[0]!.item);
    expect(await found(world)).toMatchObject([
      { subject: about(world, "2026-02-26"), code: "SEALED_DAY_DIFFERS" },
    ]);
  });

  it("names the seal whose hash does not fit, and the one that does not follow the day before", async () => {
    const world = await sealed();
    const { seals } = world.useCases();
    const [, second] = await sealsOf(world);
    await put(world, seals.created({ ...second!, entries: 9 }).item);
    expect(await found(world)).toMatchObject([
      {
        subject: about(world, "2026-02-26"),
        code: "SEAL_BROKEN",
        detail: "its hash does not fit its content",
      },
    ]);
    const { hash: _hash, ...said } = { ...second!, entries: 9 };
    await put(world, seals.created({ ...said, hash: sealHashOf(said) }).item);
    expect((await found(world)).map(({ subject, code }) => [subject, code])).toEqual([
      [about(world, "2026-02-26"), "SEALED_DAY_DIFFERS"],
      [about(world, "2026-02-27"), "SEAL_BROKEN"],
    ]);
  });

  it("names the seal that the bucket has not, or has otherwise", async () => {
    const world = await sealed();
    const [first, second] = [...world.bucket.keys()];
    world.bucket.delete(first!);
    world.bucket.set(second!, "{}");
    expect((await found(world)).map(({ subject, code }) => [subject, code])).toEqual([
      [about(world, "2026-02-25"), "STORED_SEAL_DIFFERS"],
      [about(world, "2026-02-26"), "STORED_SEAL_DIFFERS"],
    ]);
  });
});
