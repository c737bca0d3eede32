import { describe, expect, it } from "vitest";
import { StoredExpectation } from "../../../shared/reconciliation/expectation-store.ts";
import { aroundAccounts } from "../../../shared/reconciliation/around-accounts.ts";
import { accountOf, agencyOf, placementOf } from "../../support/books-place.ts";
import { aLine, anExpectation, day, parties } from "../../support/reconciliation.ts";

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
  const found = await aroundAccounts({ expectations: { ofAccount } }, parties, { open, lines: [] });
  return found.settled.map(({ id }) => id);
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

describe("what is open of an account and was not known", () => {
  const opened = async (of: "REPORT" | "LINE", ...more: readonly object[]) => {
    const found = more.map((over, n) => stored({ id: `more_${n}`, ...over }));
    const open = of === "REPORT" ? [stored({ id: "open" })] : [];
    const ofAccount = async (accountId: string) =>
      [...open, ...found].filter((one) => one.accountId === accountId);
    const lines = of === "LINE" ? [aLine()] : [];
    const around = await aroundAccounts({ expectations: { ofAccount } }, parties, { open, lines });
    return around.open.map(({ id }) => id);
  };

  it("is open as well: it came in since, or was given back, whether reports or lines are of the account", async () => {
    expect(await opened("REPORT", {}, {})).toEqual(["more_0", "more_1"]);
    expect(await opened("LINE", {})).toEqual(["more_0"]);
  });

  it.each<[string, object]>([
    ["is matched", MATCHED],
    ["expects nothing any more", { amount: 0 }],
    ["is another agency's", { agencyId: agencyOf(2) }],
    ["is of another currency", { currency: "EUR" }],
    ["is of another account", { accountId: accountOf(2) }],
  ])("is nothing that %s", async (_what, over) => {
    expect(await opened("REPORT", over)).toEqual([]);
  });

  it("has explained what was matched before it", async () => {
    const open = stored({ id: "new" });
    const before = stored({ id: "it", ...MATCHED });
    const ofAccount = async () => [open, before];
    const { settled } = await aroundAccounts({ expectations: { ofAccount } }, parties, {
      open: [],
      lines: [aLine()],
    });
    expect(settled.map(({ id }) => id)).toEqual(["it"]);
  });
});
