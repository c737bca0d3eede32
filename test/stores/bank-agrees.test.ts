import { describe, expect, it } from "vitest";
import { PostedEvent } from "../../shared/ledger/journal.ts";
import { camt, type Entry } from "../support/bank-statement.ts";
import { newBankWorld } from "../support/bank-world.ts";
import { closingWorld } from "../support/closing-world.ts";

const NUMBER = "026073150";

/** A lender with an account at a bank, whose files go into its books. */
async function banking() {
  const world = await newBankWorld();
  const books = closingWorld({ lenderId: world.lenderId });
  books.at("2026-04-01T09:00:00.000Z");
  await world.account("main", { number: NUMBER, currency: "USD" });
  const checked = async () => {
    const all = await books.useCases().checks(books.periodId("2026-03"));
    return all.find(({ code }) => code === "BANK_AGREES");
  };
  return {
    checked,
    load: async (entries: readonly Entry[], balances: object): Promise<void> => {
      const file = await world.load(camt([{ account: NUMBER, currency: "USD", ...balances, entries }]));
      expect(file.state).toBe("LOADED");
      const events = (await world.history(file)).filter(({ book }) => book !== undefined);
      await books.useCases().enter(events.map((event) => PostedEvent.parse(event)));
    },
  };
}

describe("a bank account in the books", () => {
  it("stands as its statements end, however they overlap", async () => {
    const { load, checked } = await banking();
    const [first, second] = [
      { amount: "5.00", ref: "R1" },
      { amount: "2.50", side: "DBIT", ref: "R2" },
    ] as const;
    await load([first], { opening: "10.00", closing: "15.00", closedOn: "2026-02-26" });
    await load([second], { opening: "15.00", closing: "12.50", closedOn: "2026-02-27" });
    await load([first, second], { id: "W-1", opening: "10.00", closing: "12.50", closedOn: "2026-02-27" });
    expect(await checked()).toMatchObject({ outcome: "PASSED", count: 0 });
  });

  it("is told to differ when two movements that nobody can tell apart were taken for one", async () => {
    const { load, checked } = await banking();
    const same = { amount: "5.00", text: "Cash" };
    await load([same], { opening: "10.00", closing: "15.00", closedOn: "2026-02-26" });
    await load([same], { id: "S-2", opening: "15.00", closing: "20.00", closedOn: "2026-02-27" });
    expect(await checked()).toMatchObject({
      outcome: "WARNS",
      count: 1,
      detail: expect.stringContaining("main: the books say 1500, the bank 2000 on 2026-02-27"),
    });
  });
});
