import { describe, expect, it } from "vitest";
import { StoredExpectation } from "../../../shared/reconciliation/expectation-store.ts";
import { settledAround } from "../../../shared/reconciliation/settled-around.ts";
import { accountOf, agencyOf, placementOf } from "../../support/books-place.ts";
import { anExpectation, day } from "../../support/reconciliation.ts";

const MATCHED = { matchId: `mat_${"B".repeat(26)}` };

const stored = (over: object = {}) =>
  StoredExpectation.parse({ ...anExpectation(), sequence: 1, revision: 1, ...over });

/** Which of these explain what is open. */
const around = async (
  settled: readonly StoredExpectation[],
  open: readonly StoredExpectation[],
): Promise<readonly string[]> => {
  const ofAccount = async (accountId: string) =>
    [...settled, ...open].filter((one) => one.accountId === accountId);
  return (await settledAround({ expectations: { ofAccount } }, open)).map(({ id }) => id);
};

describe("what was matched before and explains an open payment", () => {
  const open = stored({ id: "open", effectiveOn: day("2026-06-01") });

  it.each([
    { effectiveOn: "2026-04-02", explains: ["it"] },
    { effectiveOn: "2026-04-01", explains: [] },
    { effectiveOn: "2026-07-31", explains: ["it"] },
    { effectiveOn: "2026-08-01", explains: [] },
  ])("is a payment of the placement within sixty days: $effectiveOn", async ({ effectiveOn, explains }) => {
    expect(await around([stored({ id: "it", effectiveOn, ...MATCHED })], [open])).toEqual(explains);
  });

  it.each<[string, object]>([
    ["is open itself", { matchId: undefined }],
    ["is of another placement", { placementId: placementOf(accountOf(2)) }],
    ["is a reversal", { kind: "REVERSAL", originalPaymentRef: "P-9" }],
    ["is of another account", { accountId: accountOf(2) }],
  ])("is nothing that %s", async (_what, over) => {
    const { matchId, ...rest } = { ...MATCHED, ...over };
    const other = stored({ id: "it", effectiveOn: "2026-06-01", ...rest, ...(matchId && { matchId }) });
    expect(await around([other], [open])).toEqual([]);
  });

  it("is found of however many accounts", async () => {
    const all = Array.from({ length: 40 }, (_, n) => n + 1);
    const of = (n: number, over: object) =>
      stored({ accountId: accountOf(n), placementId: placementOf(accountOf(n)), ...over });
    const settled = all.map((n) => of(n, { id: `it_${n}`, ...MATCHED }));
    expect(
      await around(
        settled,
        all.map((n) => of(n, { id: `open_${n}` })),
      ),
    ).toEqual(settled.map(({ id }) => id));
  });
});

describe("what was matched before and explains an open reversal", () => {
  const reversal = { kind: "REVERSAL", originalPaymentRef: "P-1", effectiveOn: "2026-06-01" };
  const open = stored({ ...reversal, id: "open", paymentRef: "R-2" });
  const old = { effectiveOn: "2025-01-01", ...MATCHED };

  it("is the payment that it takes back, and what took of it before, however long ago", async () => {
    const payment = stored({ ...old, id: "payment", paymentRef: "P-1" });
    const before = stored({ ...reversal, ...old, id: "before", paymentRef: "R-1" });
    const other = stored({ ...old, id: "other", paymentRef: "P-2" });
    expect(await around([payment, before, other], [open])).toEqual(["payment", "before"]);
  });

  it("is no payment that another agency reported under the same reference", async () => {
    const theirs = stored({ ...old, id: "theirs", paymentRef: "P-1", agencyId: agencyOf(2) });
    expect(await around([theirs], [open])).toEqual([]);
  });
});
