import { describe, expect, it } from "vitest";
import { StoredExpectation } from "../../../shared/reconciliation/expectation-store.ts";
import { gatherBooks } from "../../../shared/reconciliation/gather-books.ts";
import type { AdviceLine } from "../../../shared/reconciliation/model.ts";
import { aContract, anAccount, aPlacement, at, on, placementOf } from "../../support/builders.ts";

const account = anAccount();
const [agencyId] = account.holders;
const { lenderId, currency } = account;

const expectation = StoredExpectation.parse({
  id: `${agencyId}/D/B-1`,
  lenderId,
  agencyId,
  accountId: account.accountId,
  placementId: placementOf(account),
  kind: "PAYMENT",
  paymentRef: "B-1",
  currency,
  amount: 10_000,
  recipient: "LENDER",
  method: "OTHER",
  effectiveOn: "2026-03-01",
  placement: { placedOn: "2026-02-01" },
  notice: { dueOn: "2026-03-04" },
  sequence: 5,
  revision: 1,
});

type Wish = {
  readonly acknowledgedAt?: string;
  readonly endedAt?: string;
  readonly lines?: readonly AdviceLine[];
};

async function gathered({ acknowledgedAt, endedAt, lines = [] }: Wish = {}) {
  const asked: AdviceLine[] = [];
  const advice = { remittanceId: "rem_1", lenderId, agencyId: agencyId!, currency, mode: "NET" as const };
  const { books } = await gatherBooks({
    contracts: {
      portfolio: async () => ({ contracts: [aContract({ lenderId, agencyId: agencyId! })] }) as never,
    },
    expectations: {
      shards: [0],
      open: async () => ({ items: [expectation] }),
      ofAccount: async () => [],
      named: async (all) => (asked.push(...(all as AdviceLine[])), []),
    },
    credits: { credits: async () => ({ items: [] }) },
    placements: {
      findAll: async () => [aPlacement(account, endedAt === undefined ? {} : { endedAt: at(endedAt) })],
    },
    directPayments: {
      acknowledgements: async () => new Map(acknowledgedAt ? [["B-1", at(acknowledgedAt)]] : []),
    },
    matches: { claimedOf: async () => new Map() as never, barredOf: async () => new Set() },
    advices: async () => [
      { advice: { ...advice, total: 0, advisedOn: on("2026-03-05") }, lines, givenBack: [] },
    ],
    bank: { open: async () => [], isBanked: async () => false },
  })({ lenderId, currency }, on("2026-03-06"));
  return { notice: books.expectations[0]?.notice, asked };
}

describe("the notice of a payment to the lender, as it stands now,", () => {
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
  ])("%s", async (_name, wish, notice) => {
    expect((await gathered(wish)).notice).toEqual(notice);
  });
});

describe("a line that names what is open already", () => {
  const line = (recipient: string, paymentRef: string): AdviceLine => ({
    lineId: `rml_${paymentRef}`,
    remittanceId: "rem_1",
    lenderId,
    agencyId: agencyId!,
    kind: "PAYMENT",
    paymentRef,
    currency,
    amount: 10_000,
    recipient,
    effectiveOn: on("2026-03-01"),
  });

  it("is not looked up again, by the lender's reference as little as by the agency's", async () => {
    const lines = [line("LENDER", "B-1"), line("AGENCY", "B-1"), line("LENDER", "B-2")];
    expect((await gathered({ lines })).asked).toEqual([lines[1], lines[2]]);
  });
});
