import { describe, expect, it } from "vitest";
import { decideInvoice } from "../../../shared/commission-invoices/decide-invoice.ts";
import { InvoiceBody } from "../../../shared/commission-invoices/wire.ts";
import { accepted } from "../../../shared/kernel/problems.ts";
import { checkAdvice } from "../../../shared/remittances/check-advice.ts";
import { decideRemittance } from "../../../shared/remittances/decide-remittance.ts";
import { AdviceBody } from "../../../shared/remittances/wire.ts";
import { aLine, anAdvice, aReversalLine, monthly } from "../../support/advice.ts";
import { aLenderId, anAgencyId, now } from "../../support/builders.ts";

const lenderId = aLenderId();
const agencyId = anAgencyId();
const actor = { kind: "AGENCY", id: agencyId } as const;

const lines = [
  aLine({ gross: 100_000, commission: 20_000, tax: 3_800 }),
  aReversalLine({ gross: 10_000, commission: 2_000, tax: 380 }),
  aLine({ kind: "DIRECT_PAYMENT", gross: 50_000, commission: 5_000, tax: 950 }),
];

const remittance = (mode: string, changes: object = {}) => {
  const advice = AdviceBody.parse(anAdvice(lenderId, lines, { mode, ...changes }));
  const received = { agencyId, advice, actor, source: "API", receivedAt: now } as const;
  return decideRemittance(received, { totals: accepted(checkAdvice(advice)), contract: monthly }, undefined)
    .remittance;
};

const invoice = (
  remittances: readonly (ReturnType<typeof remittance> | undefined)[],
  totals: { readonly commission: number; readonly tax: number },
) =>
  decideInvoice({
    agencyId,
    actor,
    now,
    remittances,
    body: InvoiceBody.parse({
      lenderId,
      invoiceRef: "INV-1",
      currency: "USD",
      issuedOn: "2026-04-03",
      totals,
      remittanceRefs: remittances.map((one, index) => one?.remittanceRef ?? `gone-${index}`),
    }),
  });

const billed = (mode: string, totals: { readonly commission: number; readonly tax: number }) =>
  accepted(invoice([remittance(mode)], totals)).event.postings;

describe("commission that is billed", () => {
  it("is all of a gross advice, and what a combined one did not keep back", () => {
    expect(billed("GROSS", { commission: 23_000, tax: 4_370 })).toEqual([
      { account: "commission-expense", amount: 23_000 },
      { account: "commission-tax", amount: 4_370 },
      { account: `commission-payable/${agencyId}`, amount: -27_370 },
    ]);
    expect(billed("COMBINED", { commission: 5_000, tax: 950 })).toEqual([
      { account: "commission-expense", amount: 5_000 },
      { account: "commission-tax", amount: 950 },
      { account: `commission-payable/${agencyId}`, amount: -5_950 },
    ]);
  });

  it("names what each advice left, and sums several", () => {
    const both = [remittance("GROSS"), remittance("COMBINED")];
    const { invoice: made } = accepted(invoice(both, { commission: 28_000, tax: 5_320 }));
    expect(made.remittances).toMatchObject([{ commission: 23_000 }, { commission: 5_000 }]);
  });

  it("of a net advice is nothing: it was kept back", () => {
    expect(invoice([remittance("NET")], { commission: 0, tax: 0 })).toMatchObject({
      error: { code: "invoice-remittance-unfit", errors: [{ code: "nothing-to-bill" }] },
    });
  });

  it.each([
    ["is of no advice that is known", [undefined], "unknown"],
    ["is of an advice to another lender", [{ ...remittance("GROSS"), lenderId: aLenderId() }], "unknown"],
    ["is of an advice in another currency", [remittance("GROSS", { currency: "EUR" })], "other-currency"],
  ])("is refused where it %s", (_what, remittances, code) => {
    expect(invoice(remittances, { commission: 1, tax: 0 })).toMatchObject({
      error: { code: "invoice-remittance-unfit", errors: [{ pointer: "/remittanceRefs/0", code }] },
    });
  });

  it("is refused where it is not what the advices leave, with every difference", () => {
    expect(invoice([remittance("GROSS")], { commission: 23_001, tax: 4_369 })).toMatchObject({
      error: {
        code: "invoice-totals-differ",
        errors: [{ pointer: "/totals/commission" }, { pointer: "/totals/tax" }],
        extra: { found: { commission: 23_000, tax: 4_370 } },
      },
    });
  });
});
