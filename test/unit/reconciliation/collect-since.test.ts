import { expect, it } from "vitest";
import type { Update } from "../../../shared/kernel/change.ts";
import { Currency } from "../../../shared/kernel/money.ts";
import { bookStore, BookRecord } from "../../../shared/ledger/book-store.ts";
import { collectSince } from "../../../shared/reconciliation/collect-since.ts";
import { aLenderId, at, on } from "../../support/builders.ts";

const of = { lenderId: aLenderId(), currency: Currency.parse("USD") };

/** A book whose first entry is of the first of March, looked at by runs of several days. */
function aBook() {
  const { opened, collectedUpTo } = bookStore({} as never);
  let record = BookRecord.parse(opened({ owner: of.lenderId, currency: of.currency }));
  const looked: (readonly [string, string])[] = [];
  const noted: string[] = [];
  const run = (day: string) =>
    collectSince({
      journal: { firstDay: async () => on("2026-03-01") },
      books: { find: async () => record, collectedUpTo },
      collect: async (_book, { from, to }) => looked.push([from, to]),
      update: async ({ set }: Update) => {
        noted.push(String(set?.["collectedTo"]));
        record = BookRecord.parse({ ...record, ...set });
        return true;
      },
      clock: { now: () => at(`${day}T08:00:00.000Z`) },
    })(of, () => false);
  const seal = (sealedTo: string): void => {
    record = { ...record, sealedTo };
  };
  return { run, seal, looked, noted };
}

it("a book into which nothing was entered is looked at from today on, and nothing is noted of it", async () => {
  const looked: (readonly [string, string])[] = [];
  const count = await collectSince({
    journal: { firstDay: async () => undefined },
    books: { find: async () => undefined, collectedUpTo: () => expect.fail("there is no book") },
    collect: async (_book, { from, to }) => looked.push([from, to]) + 6,
    update: async () => expect.fail("nothing is noted"),
    clock: { now: () => at("2026-03-04T08:00:00.000Z") },
  })(of, () => false);
  expect(count).toBe(7);
  expect(looked).toEqual([["2026-03-04", "2026-03-05"]]);
});

it("a day is not noted as looked at where time was up first", async () => {
  const { collectedUpTo } = bookStore({} as never);
  const record = BookRecord.parse({
    ...bookStore({} as never).opened({ owner: of.lenderId, currency: of.currency }),
    sealedTo: "2026-03-02",
  });
  let isUp = false;
  const count = await collectSince({
    journal: { firstDay: async () => on("2026-03-01") },
    books: { find: async () => record, collectedUpTo },
    collect: async (_book, { isTimeUp }) => ((isUp = isTimeUp()), undefined),
    update: async () => expect.fail("nothing is noted"),
    clock: { now: () => at("2026-03-04T08:00:00.000Z") },
  })(of, () => true);
  expect({ count, isUp }).toEqual({ count: undefined, isUp: true });
});

it("a run looks at every day from the first one until days are sealed", async () => {
  const { run, looked } = aBook();
  await run("2026-03-04");
  await run("2026-03-05");
  expect(looked).toEqual([
    ["2026-03-01", "2026-03-05"],
    ["2026-03-01", "2026-03-06"],
  ]);
});

it("a day that was sealed before a run looked at it is looked at no more, and one that was sealed since once more", async () => {
  const { run, seal, looked, noted } = aBook();
  seal("2026-03-02");
  await run("2026-03-04");
  seal("2026-03-04");
  await run("2026-03-05");
  await run("2026-03-05");
  expect(looked).toEqual([
    ["2026-03-01", "2026-03-05"],
    ["2026-03-03", "2026-03-06"],
    ["2026-03-05", "2026-03-06"],
  ]);
  expect(noted, "once for each day that was sealed").toEqual(["2026-03-02", "2026-03-04"]);
});
