import { describe, expect, it } from "vitest";
import { camt, type Statement } from "../support/bank-statement.ts";
import { newBankWorld } from "../support/bank-world.ts";

const IBAN = "DE02100500000054540402";

/** A lender with one account, and what is at odds after its statements came in this order. */
async function loaded(...statements: readonly Omit<Statement, "account">[]) {
  const world = await newBankWorld();
  await world.account("main", { number: IBAN, currency: "EUR" });
  for (const one of statements) {
    const { state } = await world.load(camt([{ account: IBAN, ...one }]));
    expect(state).toBe("LOADED");
  }
  return { world, breaks: (await world.breaks()).map(({ code, amount }) => [code, amount]) };
}

const day = (
  closedOn: string,
  [opening, closing]: readonly [string, string],
  changes: Partial<Statement> = {},
) => ({
  id: `S-${closedOn}`,
  opening,
  closing,
  closedOn,
  entries: [{ amount: String(Number(closing) - Number(opening)), ref: closedOn, valueDate: closedOn }],
  ...changes,
});

const monday = day("2026-03-02", ["0.00", "10.00"]);
const tuesday = day("2026-03-03", ["10.00", "25.00"]);
const wednesday = day("2026-03-04", ["25.00", "30.00"]);

describe("the statements of a bank account", () => {
  it("that go on where the one before ended are as they should be, the first one wherever it begins", async () => {
    expect((await loaded(wednesday)).breaks).toEqual([]);
    expect((await loaded(monday, tuesday, wednesday)).breaks).toEqual([]);
  });

  it("of which one is missing are a gap, by what is missing of the balance", async () => {
    expect((await loaded(monday, wednesday)).breaks).toEqual([["FILE_GAP", 1_000 - 2_500]]);
  });

  it("are no gap any more once what was missing comes, which says so", async () => {
    const { world, breaks } = await loaded(monday, wednesday, tuesday);
    expect(breaks).toEqual([]);
    expect(await world.resolved()).toMatchObject([
      { code: "FILE_GAP", method: "MATCH", explanation: expect.stringContaining("S-2026-03-03") },
    ]);
  });

  it("stay a gap until all that was missing has come, from whichever end", async () => {
    const thursday = day("2026-03-05", ["30.00", "31.00"]);
    const late = await loaded(monday, thursday, wednesday);
    expect(late.breaks).toEqual([["FILE_GAP", 1_000 - 2_500]]);
    expect((await loaded(monday, thursday, wednesday, tuesday)).breaks).toEqual([]);
    expect((await loaded(monday, thursday, tuesday, wednesday)).breaks).toEqual([]);
  });

  it("are a gap where an earlier one comes late and does not lead to what is there", async () => {
    expect((await loaded(wednesday, monday)).breaks).toEqual([["FILE_GAP", 1_000 - 2_500]]);
    expect((await loaded(wednesday, monday, tuesday)).breaks).toEqual([]);
  });

  it("of which two end on one day follow each other", async () => {
    const morning = day("2026-03-03", ["10.00", "12.00"], { id: "S-a" });
    const evening = day("2026-03-03", ["12.00", "25.00"], {
      id: "S-b",
      entries: [{ amount: "13.00", ref: "evening", valueDate: "2026-03-03" }],
    });
    expect((await loaded(monday, morning, evening, wednesday)).breaks).toEqual([]);
  });

  it("of which one comes again in another file are told once as repeated, and count once", async () => {
    const text = { entries: [{ ...tuesday.entries[0]!, text: "sent again" }] };
    const { world, breaks } = await loaded(monday, tuesday, { ...tuesday, ...text });
    expect(breaks).toEqual([["FILE_REPEAT", 0]]);
    expect(await world.open()).toHaveLength(2);
  });

  it("are told of when an entry cannot be read, each by itself", async () => {
    const { breaks } = await loaded({ entries: [{ amount: "1.00" }, { amount: "one" }, { amount: "two" }] });
    expect(breaks).toEqual([
      ["CONTROL_TOTAL_MISMATCH", 0],
      ["CONTROL_TOTAL_MISMATCH", 0],
    ]);
  });
});
