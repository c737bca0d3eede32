import { StoredExpectation } from "../../shared/reconciliation/expectation-store.ts";
import { gatherFacts, type GatherFactsDeps, type Read } from "../../shared/reconciliation/gather-facts.ts";
import { aContract, anAccount, aPlacement, on, placementOf } from "./builders.ts";
import { aLine, anAdvice, anExpectation } from "./reconciliation.ts";

const account = anAccount();
const agencyId = account.holders[0]!;
const { lenderId, currency } = account;

/** An account whose agency has it, and what is of it. */
export const placed = { accountId: account.accountId, placementId: placementOf(account) };
export const own = { lenderId, agencyId, currency };

export const stored = (over: object = {}) =>
  StoredExpectation.parse({
    ...anExpectation({ ...own, ...placed }),
    placement: { placedOn: "2026-01-01" },
    sequence: 1,
    revision: 1,
    ...over,
  });

export const open = [stored({ id: "exp_1", paymentRef: "P-1" }), stored({ id: "exp_2", paymentRef: "P-2" })];
export const matched = stored({ id: "exp_0", paymentRef: "P-0", matchId: "mat_0" });
export const advices = ["rmt_1", "rmt_2"].map((remittanceId) => anAdvice({ ...own, remittanceId }));
export const lines = ["lin_1", "lin_2"].map((lineId) => aLine({ ...own, lineId, paymentRef: lineId }));

/** What a part of a book was read to have; the first of its lines is matched. */
const aRead = (over: Partial<Read> = {}): Read => ({
  asOf: on("2026-03-31"),
  contracts: [aContract({ lenderId, agencyId, remittanceMode: "NET" })],
  listed: open,
  lines,
  claimed: new Set(["lin_1"]),
  advices: { open: advices.slice(1), settled: advices.slice(0, 1) },
  bankLines: [],
  credits: [],
  isBanked: true,
  beyond: { sums: new Map(), arrived: new Map(), nameless: new Set() },
  ...over,
});

export async function gathered(read: Partial<Read> = {}, deps: Partial<GatherFactsDeps> = {}) {
  const asked: Record<string, unknown> = {};
  const found = await gatherFacts({
    expectations: { ofAccount: async () => [...open, matched], named: async () => [matched] },
    placements: {
      findAll: async (ids) => {
        asked["placements"] = ids;
        return [aPlacement(account, { tailUntil: "2026-05-01T00:00:00.000Z" })];
      },
    },
    directPayments: { acknowledgements: async () => new Map() },
    matches: { barredOf: async () => new Set(["mat_9"]) },
    ...deps,
  })({ lenderId, currency }, aRead(read));
  return { ...found, asked };
}

export const theAccount = account;
