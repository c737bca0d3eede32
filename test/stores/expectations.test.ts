import { describe, expect, it } from "vitest";
import type { Change } from "../../shared/kernel/change.ts";
import { paymentStore } from "../../shared/payments/store.ts";
import { newReader } from "../../shared/platform/dynamo.ts";
import { newWriteBeside } from "../../shared/platform/write.ts";
import { expectationId } from "../../shared/reconciliation/expectation-id.ts";
import { expectationStore } from "../../shared/reconciliation/expectation-store.ts";
import type { Expected } from "../../shared/reconciliation/fold-payments.ts";
import { anAccount, anAgencyId, aPayment, aRef, placementOf } from "../support/builders.ts";
import { quietTable } from "../support/quiet-table.ts";
import { day } from "../support/reconciliation.ts";

const table = quietTable();
const reader = newReader(table);
const expectations = expectationStore(reader);

const writes = async (...changes: readonly Change[]): Promise<void> => {
  for (let from = 0; from < changes.length; from += 50)
    expect((await newWriteBeside(table)(changes.slice(from, from + 50))).ok).toBe(true);
};

const account = () => {
  const made = anAccount();
  return { ...made, agencyId: made.holders[0]! };
};

const expected = (of: ReturnType<typeof account>, paymentRef: string, over: Partial<Expected> = {}) => ({
  id: expectationId({ agencyId: of.agencyId, reporter: "AGENCY" }, over.kind ?? "PAYMENT", paymentRef),
  lenderId: of.lenderId,
  agencyId: of.agencyId,
  accountId: of.accountId,
  placementId: placementOf(of),
  kind: "PAYMENT" as const,
  paymentRef,
  currency: of.currency,
  amount: 10_000,
  recipient: "AGENCY",
  method: "CARD",
  effectiveOn: day("2026-03-01"),
  sequence: 5,
  ...over,
});

describe("a line of an advice that names a reversal", () => {
  it("finds what is expected of it, and of the payment that it takes back", async () => {
    const of = account();
    const payment = aPayment(of, { paymentRef: aRef("P") });
    const paid = expected(of, payment.paymentRef);
    const [first, other] = [aRef("R"), aRef("R")];
    const back = expected(of, first, {
      kind: "REVERSAL",
      amount: -10_000,
      originalPaymentRef: paid.paymentRef,
    });
    await writes(
      paymentStore(reader).written(payment),
      expectations.folded(undefined, paid),
      expectations.folded(undefined, back),
    );
    const line = { ...of, kind: "REVERSAL" as const, recipient: "AGENCY" };
    const idsOf = async (over: object) =>
      (await expectations.named([{ ...line, ...over }])).map(({ id }) => id).toSorted();
    const named = { originalPaymentRef: paid.paymentRef };
    expect(await idsOf({ ...named, paymentRef: first })).toEqual([paid.id, back.id].toSorted());
    expect(await idsOf({ ...named, paymentRef: other })).toEqual([paid.id]);
    expect(await idsOf({ paymentRef: first, originalPaymentRef: aRef("P") })).toEqual([]);
    expect(await idsOf({ paymentRef: first })).toEqual([]);
    expect(await idsOf({ ...named, paymentRef: first, agencyId: anAgencyId() })).toEqual([]);
  });
});

describe("what is expected of an account", () => {
  it("is all of it, though it is more than one page has room for", async () => {
    const of = account();
    // A megabyte is a page: half a kilobyte is in the reference alone.
    const refs = Array.from({ length: 1_500 }, (_, n) => `${String(n).padStart(4, "0")}-${"x".repeat(500)}`);
    await writes(...refs.map((ref) => expectations.folded(undefined, expected(of, ref))));
    const found = await expectations.ofAccount(of.accountId);
    expect(found.map(({ paymentRef }) => paymentRef)).toEqual(refs);
  }, 60_000);
});
