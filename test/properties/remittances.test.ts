import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { billable, invoicePostings } from "../../shared/commission-invoices/decide-invoice.ts";
import { accepted } from "../../shared/kernel/problems.ts";
import { isBalanced } from "../../shared/ledger/balance.ts";
import { checkAdvice } from "../../shared/remittances/check-advice.ts";
import { decideRemittance } from "../../shared/remittances/decide-remittance.ts";
import { AdviceBody } from "../../shared/remittances/wire.ts";
import { anAdvice, monthly } from "../support/advice.ts";
import { aLenderId, anAgencyId, now } from "../support/builders.ts";

const lenderId = aLenderId();
const agencyId = anAgencyId();

const money = { gross: fc.integer({ min: 1, max: 1_000_000_000_000 }), paidOn: fc.constant("2026-03-05") };
const fee = {
  commission: fc.integer({ min: 0, max: 1_000_000 }),
  tax: fc.integer({ min: 0, max: 1_000_000 }),
};

const line = fc.oneof(
  fc.record({ kind: fc.constantFrom("PAYMENT", "DIRECT_PAYMENT"), ...money, ...fee }),
  fc.record({
    kind: fc.constant("REVERSAL"),
    originalPaymentRef: fc.constant("P-0"),
    recipient: fc.constantFrom("AGENCY", "LENDER"),
    ...money,
    ...fee,
  }),
  fc.record({ kind: fc.constant("COST"), ...money }),
);

const advice = fc
  .record({
    mode: fc.constantFrom("GROSS", "NET", "COMBINED"),
    broughtForward: fc.integer({ min: -1_000_000, max: 0 }),
    lines: fc.array(line, { minLength: 1, maxLength: 40 }),
  })
  .map(({ lines, ...header }) =>
    anAdvice(
      lenderId,
      lines.map((one, n) => ({ ...one, paymentRef: `P-${n + 1}` })),
      header,
    ),
  );

const decided = (body: unknown) => {
  const parsed = AdviceBody.parse(body);
  const from = { agencyId, actor: { kind: "AGENCY", id: agencyId }, source: "API", receivedAt: now } as const;
  return decideRemittance(
    { ...from, advice: parsed },
    { totals: accepted(checkAdvice(parsed)), contract: monthly },
    undefined,
  );
};

describe("an advice, whatever its lines", () => {
  it("comes to gross less commission, tax and costs, in any order of its lines", () => {
    fc.assert(
      fc.property(advice, (body) => {
        const totals = accepted(checkAdvice(AdviceBody.parse(body)));
        expect(totals.net).toBe(totals.gross - totals.commission - totals.tax - totals.costs);
        const turned = { ...body, lines: body.lines.toReversed() };
        expect(accepted(checkAdvice(AdviceBody.parse(turned)))).toEqual(totals);
      }),
    );
  });

  it("spends, with what is billed of it, exactly what its lines earn, in any mode", () => {
    fc.assert(
      fc.property(advice, (body) => {
        const { remittance, event } = decided(body);
        const left = billable(remittance);
        const bill = invoicePostings({ agencyId, totals: left });
        expect(isBalanced(bill)).toBe(true);
        const spent = [...(event.postings ?? []), ...bill]
          .filter(({ account }) => account === "commission-expense" || account === "commission-tax")
          .reduce((sum, { amount }) => sum + amount, 0);
        expect(spent).toBe(remittance.totals.commission + remittance.totals.tax);
      }),
    );
  });

  it("posts debits that equal its credits", () => {
    fc.assert(
      fc.property(advice, (body) => {
        expect(isBalanced(decided(body).event.postings ?? [])).toBe(true);
      }),
    );
  });

  it("is paid or carried forward to the last cent, and never both", () => {
    fc.assert(
      fc.property(advice, (body) => {
        const { remittance } = decided(body);
        const { payable, carriedForward, totals, kept, broughtForward } = remittance;
        expect(payable + carriedForward).toBe(
          totals.gross - kept.commission - kept.tax - totals.costs + broughtForward,
        );
        expect([payable >= 0, carriedForward <= 0, payable * carriedForward === 0]).toEqual([
          true,
          true,
          true,
        ]);
      }),
    );
  });

  it("is refused when any single amount of a line is another", () => {
    fc.assert(
      fc.property(advice, fc.nat(), fc.constantFrom("gross", "commission", "tax"), (body, at, member) => {
        const index = at % body.lines.length;
        const lines = (body.lines as readonly Record<string, unknown>[]).map((one, n) =>
          n === index && member in one ? { ...one, [member]: another(one[member]) } : one,
        );
        fc.pre(member in lines[index]!);
        expect(checkAdvice(AdviceBody.parse({ ...body, lines }))).toMatchObject({
          ok: false,
          error: { code: "remittance-totals-differ" },
        });
      }),
    );
  });

  it("is refused when any single total is another", () => {
    const members = fc.constantFrom("gross", "direct", "commission", "tax", "costs", "net", "lineCount");
    fc.assert(
      fc.property(advice, members, (body, member) => {
        const totals = { ...body.totals, [member]: body.totals[member as "net"] + 1 };
        expect(checkAdvice(AdviceBody.parse({ ...body, totals }))).toMatchObject({
          ok: false,
          error: { code: "remittance-totals-differ" },
        });
      }),
    );
  });
});

const another = (amount: unknown): number =>
  amount === 1 ? 2 : Number(amount) === 0 ? 1 : Number(amount) - 1;
