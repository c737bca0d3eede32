import { describe, expect, it } from "vitest";
import { defaultRules } from "../../../shared/reconciliation/default-rules.ts";
import type { StoredExpectation } from "../../../shared/reconciliation/expectation-store.ts";
import type { AdviceLine } from "../../../shared/reconciliation/model.ts";
import { reconcile } from "../../../shared/reconciliation/reconcile.ts";
import { lenderOf } from "../../support/books-place.ts";
import { aContract, aPlacement, at, on } from "../../support/builders.ts";
import {
  advices,
  gathered,
  lines,
  matched,
  open,
  own,
  placed,
  stored,
  theAccount,
} from "../../support/gathering.ts";
import { aBankLine, aLine } from "../../support/reconciliation.ts";

const { lenderId, agencyId } = own;

describe("the facts that are gathered", () => {
  it("are what is open of what was read", async () => {
    const bankLines = [aBankLine(own)];
    const { books, expectations } = await gathered({ bankLines });
    expect(books.expectations.map(({ id }) => id)).toEqual(["exp_1", "exp_2"]);
    expect([...expectations.keys()]).toEqual(["exp_1", "exp_2"]);
    expect(books.lines).toEqual(lines.slice(1));
    expect(books.advices).toEqual(advices.slice(1));
    expect(books.bankLines).toEqual(bankLines);
    expect(books.barred).toEqual(new Set(["mat_9"]));
    expect(books.asOf).toBe("2026-03-31");
  });

  it("have what was matched before and explains it, each once", async () => {
    const { settled } = (await gathered()).books;
    expect(settled.expectations.map(({ id }) => id)).toEqual(["exp_0"]);
    expect(settled.lines).toEqual(lines.slice(0, 1));
    expect(settled.advices).toEqual(advices.slice(0, 1));
    expect(settled.bankLines).toEqual([]);
  });

  it("have what was planned as open and matched meanwhile as settled, and nothing of what expects nothing any more", async () => {
    const listed = [matched, stored({ id: "exp_5", paymentRef: "P-5", amount: 0 }), ...open];
    const { books } = await gathered({ listed });
    expect(books.expectations.map(({ id }) => id)).toEqual(["exp_1", "exp_2"]);
    expect(books.settled.expectations.map(({ id }) => id)).toEqual(["exp_0"]);
  });

  it("know how a placement ended meanwhile", async () => {
    const { books, asked } = await gathered();
    expect(books.expectations[0]?.placement).toMatchObject({
      placedOn: "2026-01-01",
      tailUntil: "2026-05-01",
    });
    expect(asked).toEqual({ placements: [placed.placementId] });
  });

  it("have the terms of every agency with a contract, and of one without a contract that a fact is of", async () => {
    const terms = { lenderId, agencyId, advises: true, advisesDirectPayments: false };
    expect((await gathered()).books.terms).toMatchObject([{ ...terms, mode: "NET", banked: true }]);
    const without = [
      { contracts: [], lines: [] },
      { contracts: [], listed: [] },
    ];
    for (const read of without)
      expect((await gathered({ ...read, isBanked: false })).books.terms).toMatchObject([
        { ...terms, mode: "GROSS", banked: false },
      ]);
  });

  it("have what the contract says of advices: whether there are any, and of which money", async () => {
    const says = async (over: object) =>
      (await gathered({ contracts: [aContract({ lenderId, agencyId, ...over })] })).books.terms;
    expect(await says({ sendsAdvices: false })).toMatchObject([
      { advises: false, advisesDirectPayments: false },
    ]);
    expect(await says({ advisesDirectPayments: true })).toMatchObject([
      { advises: true, advisesDirectPayments: true },
    ]);
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
  const naming = async (...named: readonly StoredExpectation[]) =>
    gathered(
      { lines: [...lines, line] },
      { expectations: { ofAccount: async () => [...open, matched], named: async () => named } },
    );

  it("is nothing where it is another lender's: a run of the one never looks at the other's money", async () => {
    const { books } = await naming(stored({ ...payment, lenderId: lenderOf(2) }));
    expect([...books.expectations, ...books.settled.expectations].map(({ id }) => id)).not.toContain("exp_3");
    const { breaks } = reconcile({ ...books, asOf: on("2026-06-30") }, defaultRules);
    expect(breaks.filter(({ subjects }) => subjects.advised.includes("lin_3"))).toMatchObject([
      { code: "PAY_MISSING_AT_LENDER" },
    ]);
  });

  it("is open where nothing is matched with it, though the index has not followed yet", async () => {
    const { books, expectations } = await naming(stored(payment));
    expect(books.expectations.map(({ id }) => id)).toEqual(["exp_1", "exp_2", "exp_3"]);
    expect(expectations.get("exp_3")).toMatchObject({ revision: 1 });
    const { matches, breaks } = reconcile(books, defaultRules);
    expect(matches).toContainEqual(expect.objectContaining({ left: ["exp_3"], right: ["lin_3"] }));
    expect(breaks.map(({ code }) => code)).not.toContain("DUPLICATE_REF");
  });

  it("explains, once, what it is about where it was matched before or is of another currency", async () => {
    const was = stored({ ...payment, matchId: "mat_3" });
    expect((await naming(was, was)).books.settled.expectations.map(({ id }) => id)).toEqual([
      "exp_3",
      "exp_0",
    ]);
    const elsewhere = (await naming(stored({ ...payment, currency: "EUR" }))).books;
    expect(elsewhere.expectations.map(({ id }) => id)).not.toContain("exp_3");
    expect(elsewhere.settled.expectations.map(({ id }) => id)).toContain("exp_3");
    const { breaks } = reconcile(elsewhere, defaultRules);
    expect(breaks.filter(({ subjects }) => subjects.advised.includes("lin_3"))).toMatchObject([
      { code: "CURRENCY_DIFF", currency: "USD" },
    ]);
  });
});

const direct = stored({
  id: `${agencyId}/D/B-1`,
  paymentRef: "B-1",
  recipient: "LENDER",
  notice: { dueOn: "2026-03-04" },
});

describe("the notice of a payment to the lender, as it stands now,", () => {
  type Wish = { readonly acknowledgedAt?: string; readonly endedAt?: string };

  it.each([
    ["is as it was folded", {}, { dueOn: "2026-03-04" }],
    [
      "says when the agency confirmed it, which no payment tells",
      { acknowledgedAt: "2026-03-05T09:00:00.000Z" },
      { dueOn: "2026-03-04", acknowledgedOn: "2026-03-05" },
    ],
    [
      "is over for an agency that lost the account in time",
      { endedAt: "2026-03-04T09:00:00.000Z" },
      undefined,
    ],
    ["stands for one that lost it later", { endedAt: "2026-03-05T09:00:00.000Z" }, { dueOn: "2026-03-04" }],
  ] as const)("%s", async (_name, { acknowledgedAt, endedAt }: Wish, notice) => {
    const { books } = await gathered(
      { listed: [direct] },
      {
        placements: {
          findAll: async () => [
            aPlacement(theAccount, endedAt === undefined ? {} : { endedAt: at(endedAt) }),
          ],
        },
        directPayments: {
          acknowledgements: async () => new Map(acknowledgedAt ? [["B-1", at(acknowledgedAt)]] : []),
        },
      },
    );
    expect(books.expectations[0]?.notice).toEqual(notice);
  });
});

describe("a line that names what is open already", () => {
  it("is not looked up again, by the lender's reference as little as by the agency's", async () => {
    const asked: unknown[] = [];
    const line = (recipient: string, paymentRef: string): AdviceLine =>
      aLine({ ...own, lineId: `rml_${recipient}_${paymentRef}`, recipient, paymentRef });
    const all = [line("LENDER", "B-1"), line("AGENCY", "B-1"), line("LENDER", "B-2")];
    const named = async (looked: readonly unknown[]) => (asked.push(...looked), []);
    await gathered({ listed: [direct], lines: all }, { expectations: { ofAccount: async () => [], named } });
    expect(asked).toEqual([all[1], all[2]]);
  });
});
