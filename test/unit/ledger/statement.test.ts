import { describe, expect, it } from "vitest";
import { accountStatement } from "../../../shared/ledger/statement.ts";
import { aLenderId, anAccount, now } from "../../support/builders.ts";

const account = anAccount();
const { accountId, lenderId, lenderAccountRef, currency } = account;

const event = (n: number, amount: number) => ({
  eventId: `evt_${n}`,
  type: "t",
  effectiveAt: now,
  postedAt: now,
  postings:
    amount === 0
      ? []
      : [
          { account: "receivable/PRINCIPAL", amount },
          { account: "opening", amount: -amount },
        ],
});

/** The statement of an account whose history has these pages of events. */
const stated = (pages: readonly (readonly ReturnType<typeof event>[])[], lender = lenderId) =>
  accountStatement({
    accounts: {
      find: async () => account,
      events: async (_of, _limit, after) => {
        const page = Number(after?.["page"] ?? 0);
        return {
          items: [...(pages[page] ?? [])],
          ...(page + 1 < pages.length && { next: { page: page + 1 } }),
        };
      },
    },
  })({ lenderId: lender }, accountId);

describe("an account's statement", () => {
  it("has every movement of all pages, and ends with what is owed", async () => {
    const statement = await stated([[event(1, 100), event(2, 0)], [event(3, -30)]]);
    expect(statement).toMatchObject({ accountId, lenderId, lenderAccountRef, currency });
    expect(statement.lines.map(({ eventId, outstanding }) => [eventId, outstanding])).toEqual([
      ["evt_1", 100],
      ["evt_3", 70],
    ]);
    expect(statement).toMatchObject({ outstanding: 70, creditBalance: 0 });
  });

  it("of an account that never moved is empty, and owes nothing", async () => {
    expect(await stated([[event(1, 0)]])).toMatchObject({ lines: [], outstanding: 0, creditBalance: 0 });
  });

  it("is nobody's but its lender's", async () => {
    await expect(stated([[]], aLenderId())).rejects.toThrow("not-found");
  });

  it("is of five thousand events at most", async () => {
    const pages = (count: number) => Array.from({ length: count }, () => []);
    expect(await stated(pages(25))).toMatchObject({ lines: [] });
    await expect(stated(pages(26))).rejects.toThrow("limit-reached: The account has more than 5000 events");
  });
});
