import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Booked } from "../../../infra/local/agencies/pretend-agency-books.ts";
import { bodyOf, commissionOn, totalOf } from "../../../infra/local/money/pretend-advice.ts";
import { camt053, closingOf, mt940, type Statement } from "../../../infra/local/money/pretend-bank.ts";
import type { Account } from "../../../infra/local/money/pretend-period.ts";
import { remittingOf } from "../../../infra/local/money/pretend-remitting.ts";
import { checkAdvice } from "../../../shared/remittances/check-advice.ts";
import { AdviceBody } from "../../../shared/remittances/wire.ts";
import { linesOf, ofKind, readAll } from "../../support/bank-file.ts";

const period = { from: "2026-03-01", to: "2026-03-31" };
const lenderId = "lnd_01SANDB0X1ENDER00000000001";

const aPayment = (agencyId: string, n: number, amount: number): Booked => ({
  kind: "PAYMENT",
  ref: `P${n % 2}-${agencyId}-${Math.floor(n / 2)}`,
  placementId: `plc_01SANDB0X0000000000000${String(1000 + Math.floor(n / 2))}_1`,
  lenderAccountRef: `LC-${n}`,
  amount: { amount, currency: "USD" },
  owedMinor: 1_000_000,
  on: "2026-03-05",
  isAstray: false,
  agencyId,
  isFree: () => false,
  isWorked: () => true,
});

const anAccount = (n: number) =>
  fc
    .record({
      mode: fc.constantFrom("GROSS" as const, "NET" as const),
      amounts: fc.array(fc.integer({ min: 1, max: 500_000 }), { maxLength: 8 }),
    })
    .map(({ mode, amounts }): Account => {
      const agencyId = `agy_01SANDB0XAGENCY0000000000${n}`;
      const books = amounts.map((amount, index) => aPayment(agencyId, index, amount));
      return { agencyId, lenderId, mode, code: `RM-0${n}-1`, books };
    });
const accounts = fc.tuple(anAccount(1), anAccount(2), anAccount(3));

describe("what pretend agencies remit", () => {
  it("is advised as documented, whatever is wrong with it", () => {
    fc.assert(
      fc.property(accounts, (all) => {
        for (const { advice, broughtForward } of remittingOf(all, period).advices) {
          const body = AdviceBody.parse(JSON.parse(JSON.stringify(bodyOf(advice, broughtForward))));
          expect(checkAdvice(body).ok).toBe(true);
        }
      }),
    );
  });

  it("arrives as it is advised, but for what is planted", () => {
    fc.assert(
      fc.property(accounts, (all) => {
        const { advices, paid, planted } = remittingOf(all, period);
        const advised = advices.reduce((sum, { advice }) => sum + Math.max(0, totalOf(advice)), 0);
        const wrong = planted.reduce((sum, { code }) => {
          if (code === "REMIT_SHORT") return sum - 12_34;
          return code === "REMIT_UNMATCHED_BANK" ? sum + 777_00 : sum;
        }, 0);
        expect([...paid.values()].reduce((sum, amount) => sum + amount, 0)).toBe(advised + wrong);
      }),
    );
  });

  it("takes a quarter, half a cent to the even one", () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7, 100].map(commissionOn)).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 25]);
  });
});

describe("a pretend bank's file", () => {
  const statement = fc.record({
    account: fc.constant("4400-7780"),
    number: fc.integer({ min: 1, max: 999 }),
    opening: fc.integer({ min: 0, max: 9_999_999 }),
    on: fc.constant("2026-03-31"),
    credits: fc.array(
      fc.record({
        amount: fc.integer({ min: 1, max: 9_999_999 }),
        reference: fc.stringMatching(/^RM-\d\d-\d[DLN]?$/u),
        valueDate: fc.constant("2026-03-31"),
      }),
      { minLength: 1, maxLength: 5 },
    ),
  });

  it.each([
    ["camt.053", camt053],
    ["MT940", mt940],
  ] as const)("says in %s what was booked, and is proven by its balances", async (_name, write) => {
    await fc.assert(
      fc.asyncProperty(statement, async (given: Statement) => {
        const told = await readAll(write(given));
        expect(linesOf(told).map(({ amount, references }) => [amount, references[0]])).toEqual(
          given.credits.map(({ amount, reference }) => [amount, reference]),
        );
        expect(ofKind(told, "statement-end")).toMatchObject([
          { isProven: true, statement: { closing: { amount: closingOf(given) } } },
        ]);
      }),
      { numRuns: 30 },
    );
  });
});
