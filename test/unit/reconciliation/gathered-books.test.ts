import { describe, expect, it } from "vitest";
import { StoredExpectation } from "../../../shared/reconciliation/expectation-store.ts";
import type { AdviceLine } from "../../../shared/reconciliation/model.ts";
import { defaultRules } from "../../../shared/reconciliation/default-rules.ts";
import { gatherBooks } from "../../../shared/reconciliation/gather-books.ts";
import { reconcile } from "../../../shared/reconciliation/reconcile.ts";
import { settlementsOf } from "../../../shared/reconciliation/settlements-of.ts";
import { aContract, anAccount, aPlacement, on, placementOf } from "../../support/builders.ts";
import { lenderOf } from "../../support/books-place.ts";
import { aMatch } from "../../support/a-match.ts";
import { aBankLine, aLine, anAdvice, anExpectation, nothingSettled } from "../../support/reconciliation.ts";

const account = anAccount();
const agencyId = account.holders[0]!;
const { lenderId, currency } = account;
const placed = { accountId: account.accountId, placementId: placementOf(account) };
const own = { lenderId, agencyId, currency };

const stored = (over: object = {}) =>
  StoredExpectation.parse({
    ...anExpectation({ ...own, ...placed }),
    placement: { placedOn: "2026-01-01" },
    sequence: 1,
    revision: 1,
    ...over,
  });

const open = [stored({ id: "exp_1", paymentRef: "P-1" }), stored({ id: "exp_2", paymentRef: "P-2" })];
const matched = stored({ id: "exp_0", paymentRef: "P-0", matchId: "mat_0" });
const advices = ["rmt_1", "rmt_2"].map((remittanceId) => anAdvice({ ...own, remittanceId }));
const lines = ["lin_1", "lin_2"].map((lineId) => aLine({ ...own, lineId, paymentRef: lineId }));
const credits = [1, 2].map((n) => ({ accountId: placed.accountId, amount: n }) as never);
const given = { lineId: "lin_9" } as never;

/** Books of which a line and an advice are claimed, and everything comes in pages of one. */
async function gathered(
  wish: {
    contracts?: readonly object[];
    isBanked?: boolean;
    named?: readonly StoredExpectation[];
    asked?: readonly AdviceLine[];
  } = {},
) {
  const asked: Record<string, unknown> = {};
  const paged =
    <T>(name: string, all: readonly T[]) =>
    async (of: unknown, _limit: number, after?: Readonly<Record<string, unknown>>) => {
      asked[name] = of;
      const page = Number(after?.["page"] ?? 0);
      return { items: all.slice(page, page + 1), ...(page + 1 < all.length && { next: { page: page + 1 } }) };
    };
  const { contracts = [aContract({ lenderId, agencyId, remittanceMode: "NET" })], isBanked = true } = wish;
  const found = await gatherBooks({
    contracts: { portfolio: async () => ({ contracts }) as never },
    expectations: {
      shards: [0],
      open: paged("open", open),
      ofAccount: async () => [...open, matched],
      named: async () => wish.named ?? [matched],
    },
    credits: { credits: paged("credits", credits) },
    placements: {
      findAll: async (ids) => {
        asked["placements"] = ids;
        return [aPlacement(account, { tailUntil: "2026-05-01T00:00:00.000Z" })];
      },
    },
    directPayments: { acknowledgements: async () => new Map() },
    matches: {
      claimedOf: async (relation, ids) => {
        asked[relation] = ids;
        return new Set(relation === "ADVISED" ? ["lin_1"] : ["rmt_1"]);
      },
      barredOf: async () => new Set(["mat_9"]),
    },
    advices: async (of) => {
      asked["advices"] = of;
      return [
        { advice: advices[0]!, lines: lines.slice(0, 1), givenBack: [given] },
        { advice: advices[1]!, lines: wish.asked ?? lines.slice(1), givenBack: [] },
      ];
    },
    bank: { open: async () => [aBankLine(own)], isBanked: async () => isBanked },
  })({ lenderId, currency }, on("2026-03-31"));
  return { ...found, asked };
}

describe("the books that a run gathers", () => {
  it("have what is open of all three sources, page by page", async () => {
    const { books, expectations, givenBack } = await gathered();
    expect(books.expectations.map(({ id }) => id)).toEqual(["exp_1", "exp_2"]);
    expect([...expectations.keys()]).toEqual(["exp_1", "exp_2"]);
    expect(books.lines).toEqual(lines.slice(1));
    expect(books.advices).toEqual(advices.slice(1));
    expect(books.bankLines).toEqual([aBankLine(own)]);
    expect(books.credits).toEqual(credits);
    expect(books.barred).toEqual(new Set(["mat_9"]));
    expect(books.asOf).toBe("2026-03-31");
    expect(givenBack).toEqual([given]);
  });

  it("have what was matched before and explains it, each once", async () => {
    const { settled } = (await gathered()).books;
    expect(settled.expectations.map(({ id }) => id)).toEqual(["exp_0"]);
    expect(settled.lines).toEqual(lines.slice(0, 1));
    expect(settled.advices).toEqual(advices.slice(0, 1));
    expect(settled.bankLines).toEqual([]);
  });

  it("are asked for by the book, and what is overpaid by thirty days in which it may be moved", async () => {
    const { asked } = await gathered();
    expect(asked).toEqual({
      open: { lenderId, currency, shard: 0 },
      credits: { lenderId, currency, since: "2026-02-28" },
      advices: { lenderId, currency, agencyId },
      ADVISED: ["lin_1", "lin_2"],
      FUNDED: ["rmt_1", "rmt_2"],
      placements: [placed.placementId],
    });
  });

  it("know how a placement ended meanwhile", async () => {
    const { books } = await gathered();
    expect(books.expectations[0]?.placement).toMatchObject({
      placedOn: "2026-01-01",
      tailUntil: "2026-05-01",
    });
  });

  it("have the terms of every agency with a contract, and of one without that something is open of", async () => {
    const terms = { lenderId, agencyId, advises: true, advisesDirectPayments: false };
    expect((await gathered()).books.terms).toMatchObject([{ ...terms, mode: "NET", banked: true }]);
    expect((await gathered({ contracts: [], isBanked: false })).books.terms).toMatchObject([
      { ...terms, mode: "GROSS", banked: false },
    ]);
  });

  it("have what the contract says of advices: whether there are any, and of which money", async () => {
    const contractOf = (says: object) => [aContract({ lenderId, agencyId, ...says })];
    const silent = await gathered({ contracts: contractOf({ sendsAdvices: false }) });
    expect(silent.books.terms).toMatchObject([{ advises: false, advisesDirectPayments: false }]);
    const thorough = await gathered({ contracts: contractOf({ advisesDirectPayments: true }) });
    expect(thorough.books.terms).toMatchObject([{ advises: true, advisesDirectPayments: true }]);
  });
});

describe("what a line names and is not listed as open", () => {
  const line = aLine({
    ...own,
    accountId: placed.accountId,
    lineId: "lin_3",
    remittanceId: "rmt_2",
    paymentRef: "P-3",
    amount: 7_700,
  });
  const payment = { id: "exp_3", paymentRef: "P-3", amount: line.amount };

  it("is nothing where it is another lender's: a run of the one never looks at the other's money", async () => {
    const others = stored({ ...payment, lenderId: lenderOf(2) });
    const { books } = await gathered({ named: [others], asked: [line] });
    expect([...books.expectations, ...books.settled.expectations].map(({ id }) => id)).not.toContain("exp_3");
    const asOf = on("2026-06-30");
    const { breaks } = reconcile({ ...books, asOf, credits: [] }, defaultRules);
    expect(breaks.filter(({ subjects }) => subjects.advised.includes("lin_3"))).toMatchObject([
      { code: "PAY_MISSING_AT_LENDER" },
    ]);
  });

  it("is open where nothing is matched with it, though the index has not followed yet", async () => {
    const { books, expectations } = await gathered({ named: [stored(payment)], asked: [line] });
    expect(books.expectations.map(({ id }) => id)).toEqual(["exp_1", "exp_2", "exp_3"]);
    expect(expectations.get("exp_3")).toMatchObject({ revision: 1 });
    const { matches, breaks } = reconcile({ ...books, credits: [] }, defaultRules);
    expect(matches).toContainEqual(expect.objectContaining({ left: ["exp_3"], right: ["lin_3"] }));
    expect(breaks.map(({ code }) => code)).not.toContain("DUPLICATE_REF");
  });

  it("explains, once, what it is about where it was matched before or is of another currency", async () => {
    const named = [stored({ ...payment, matchId: "mat_3" }), stored({ ...payment, matchId: "mat_3" })];
    const { settled } = (await gathered({ named, asked: [line] })).books;
    expect(settled.expectations.map(({ id }) => id)).toEqual(["exp_3", "exp_0"]);
    const elsewhere = (await gathered({ named: [stored({ ...payment, currency: "EUR" })], asked: [line] }))
      .books;
    expect(elsewhere.expectations.map(({ id }) => id)).not.toContain("exp_3");
    expect(elsewhere.settled.expectations.map(({ id }) => id)).toContain("exp_3");
    const { breaks } = reconcile({ ...elsewhere, credits: [] }, defaultRules);
    expect(breaks.filter(({ subjects }) => subjects.advised.includes("lin_3"))).toMatchObject([
      { code: "CURRENCY_DIFF", currency: "USD" },
    ]);
  });
});

describe("an advice is settled", () => {
  const advice = anAdvice();
  const line = (lineId: string) => aLine({ lineId });
  const made = (relation: "ADVISED" | "FUNDED", left: string, right: string) =>
    aMatch({ relation, left: [left], right: [right] });
  const settled = (
    books: Partial<Parameters<typeof settlementsOf>[0]>,
    ...matches: ReturnType<typeof made>[]
  ) => settlementsOf({ advices: [advice], lines: [], settled: nothingSettled, ...books }, matches);

  it("on the reports' side when every line of it is matched", () => {
    const lines = [line("lin_1"), line("lin_2")];
    const [first, second] = lines.map(({ lineId }) => made("ADVISED", "exp", lineId));
    expect(settled({ lines })).toMatchObject([{ remittanceId: "rmt_1", isMatched: false }]);
    expect(settled({ lines }, first!)).toMatchObject([{ isMatched: false }]);
    expect(settled({ lines }, first!, second!)).toMatchObject([{ isMatched: true }]);
    expect(settled({ lines: [aLine({ remittanceId: "rmt_2" })] })).toMatchObject([{ isMatched: true }]);
    expect(settled({ lines: [line("bnk_1")] }, made("FUNDED", "rmt_1", "bnk_1"))).toMatchObject([
      { isMatched: false },
    ]);
  });

  it("on the bank's side when its money came, came before, or was not to come", () => {
    expect(settled({})).toMatchObject([{ isFunded: false }]);
    expect(settled({}, made("FUNDED", "rmt_1", "bnk_1"))).toMatchObject([{ isFunded: true }]);
    expect(settled({}, made("ADVISED", "rmt_1", "lin_1"))).toMatchObject([{ isFunded: false }]);
    expect(settled({ advices: [], settled: { ...nothingSettled, advices: [advice] } })).toEqual([
      { remittanceId: "rmt_1", isMatched: true, isFunded: true },
    ]);
    for (const [total, isFunded] of [
      [0, true],
      [-5, true],
      [1, false],
    ] as const)
      expect(settled({ advices: [anAdvice({ total })] })).toMatchObject([{ isFunded }]);
  });
});
