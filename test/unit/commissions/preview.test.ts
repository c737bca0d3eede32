import { describe, expect, it } from "vitest";
import type { Reach } from "../../../shared/access/scope.ts";
import { commissionOf } from "../../../shared/commissions/compute.ts";
import { placedFactsOf } from "../../../shared/commissions/placed-facts.ts";
import { previewCommission } from "../../../shared/commissions/preview.ts";
import { CommissionPreviewRequest } from "../../../shared/commissions/preview-wire.ts";
import { sentencesOf } from "../../../shared/commissions/sentences.ts";
import type { UpheldDispute } from "../../../shared/commissions/upheld.ts";
import { DisputeId, EventId } from "../../../shared/kernel/ids.ts";
import type { Refused } from "../../../shared/kernel/problems.ts";
import { aLenderId, anAccount, aPlacement, cash, on, usd } from "../../support/builders.ts";
import { aPlan, paid } from "../../support/commissions.ts";

const plan = aPlan({ taxRatePpm: 100_000 });
const { lenderId } = plan;
const account = anAccount({ lenderId });
const kept = { plan, ageDays: 90, region: "US-CT" };
const placement = aPlacement(account, {
  commission: kept,
  terms: { ...aPlacement(account).terms, remittanceMode: "NET" },
});
const withoutPlan = aPlacement(anAccount({ lenderId }));

const placed = {
  placedOn: "2026-03-02",
  placedBalance: 200_000,
  placedAgeDays: 90,
  placementNumber: 1,
  region: "US-CT",
};
const payment = { amount: usd(10_000), effectiveOn: "2026-04-01" };

/** Raised with the placement, and upheld since. */
const upheld = {
  disputeId: DisputeId.parse(`dsp_${account.accountId.slice(4)}_7`),
  type: "AMOUNT_WRONG",
  raisedOn: on("2026-03-20"),
} as const;
/** The placement is in court since the day before the payment. */
const stages = new Map([
  [
    placement.placementId,
    [{ legalStage: "LEGAL", stagedOn: on("2026-03-31"), stagedBy: EventId.parse(`evt_${"0".repeat(26)}_7`) }],
  ],
] as const);

/** A preview where the lender has the plan, of which a former version bore 10 %. */
const preview = (request: object, reach: Reach = { lenderId }, disputes: readonly UpheldDispute[] = []) =>
  previewCommission({
    upheldOf: async ({ placementId }) => (placementId === placement.placementId ? disputes : []),
    placements: {
      find: async (id) => [placement, withoutPlan].find(({ placementId }) => placementId === id),
    },
    stagesOf: async (id) => stages.get(id),
    plans: {
      find: async (name) => (name.lenderId === lenderId && name.planRef === "standard" ? plan : undefined),
      version: async (_name, version) =>
        version === 1
          ? { ...plan, version, rule: { kind: "CONTINGENCY_PCT", rateBp: 1_000 }, savedAt: account.createdAt }
          : undefined,
    },
  })(reach, CommissionPreviewRequest.parse({ payment, ...request }));

const refusalOf = async (of: Promise<unknown>) =>
  of.then(
    () => undefined,
    ({ refusal }: Refused) => ({
      code: refusal.code,
      at: (refusal.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`),
    }),
  );

describe("a preview by a plan", () => {
  it("is the line that such a payment would get, with its settlement and its sentences", async () => {
    const { line, settlement, sentences } = await preview({ plan: { planRef: "standard" }, placed });
    expect(line).toEqual(commissionOf(plan, paid(10_000, { payment: { paymentRef: "PREVIEW" } })));
    expect(settlement).toEqual({ mode: "GROSS", remits: 10_000, retains: 0, offsets: 0, invoices: 3_300 });
    expect(sentences).toEqual(sentencesOf(line));
  });

  it("is by the version that was asked for, and starts from what came before", async () => {
    const former = { plan: { planRef: "standard", version: 1 }, placed };
    expect((await preview(former)).line).toMatchObject({ planVersion: 1, commission: 1_000 });
    const { line } = await preview({
      ...former,
      before: { recovered: 7, fees: 1, calculated: 2, commission: 3 },
    });
    expect(line.explain[0]).toMatchObject({
      recoveredBefore: 7,
      feesBefore: 1,
      calculatedBefore: 2,
      commissionBefore: 3,
    });
  });

  it("fills what it is told, and the rest of the payment is no recovery", async () => {
    const filled = [
      { component: "INTEREST", amount: 2_000 },
      { component: "PRINCIPAL", amount: 5_000 },
    ];
    const { line } = await preview({
      plan: { planRef: "standard" },
      placed,
      payment: { ...payment, filled },
    });
    expect(line).toMatchObject({ amount: 10_000, recovered: 7_000 });
    expect(line.components.map(({ component, base }) => [component, base])).toEqual([
      ["INTEREST", 2_000],
      ["PRINCIPAL", 5_000],
    ]);
  });

  it("is refused in another currency, for a plan that there is not, and for another lender's", async () => {
    const of = { plan: { planRef: "standard" }, placed };
    const euros = { ...payment, amount: cash(10_000, "EUR") };
    expect(await refusalOf(preview({ ...of, payment: euros }))).toMatchObject({ code: "currency-mismatch" });
    expect(await refusalOf(preview({ plan: { planRef: "other" }, placed }))).toMatchObject({
      code: "not-found",
    });
    expect(await refusalOf(preview({ plan: { planRef: "standard", version: 2 }, placed }))).toMatchObject({
      code: "not-found",
    });
    expect(await refusalOf(preview(of, { lenderId: aLenderId() }))).toMatchObject({ code: "not-found" });
    expect(await refusalOf(preview({ ...of, lenderId }, {}))).toBeUndefined();
  });
});

describe("a preview on a placement", () => {
  const { placementId } = placement;

  it("is by the plan that it keeps, from how it was placed, and settled by its terms", async () => {
    const { line, settlement } = await preview({ placementId });
    const facts = {
      ...paid(10_000, { payment: { paymentRef: "PREVIEW", ...stages.get(placementId)?.[0] } }),
      placed: placedFactsOf(placement, kept),
    };
    expect(line).toEqual(commissionOf(plan, facts));
    expect(settlement).toEqual({ mode: "NET", remits: 6_700, retains: 3_300, offsets: 0, invoices: 0 });
  });

  it("bears nothing since the day of a dispute that was upheld, and what it bore before", async () => {
    const of = async (effectiveOn: string) =>
      (await preview({ placementId, payment: { ...payment, effectiveOn } }, { lenderId }, [upheld])).line;
    expect(await of("2026-03-19")).toMatchObject({ commission: 3_000, treatment: "ORDINARY" });
    expect(await of("2026-03-20")).toMatchObject({ commission: 0, treatment: "DISPUTE_UPHELD" });
  });

  it("is by the stage that is asked for, or else by that of the placement on the day of the payment", async () => {
    const stageOf = async (of: object) =>
      (await preview({ placementId, payment: { ...payment, ...of } })).line.explain[0];
    expect(await stageOf({})).toMatchObject({ legalStage: "LEGAL", stagedOn: "2026-03-31" });
    expect(await stageOf({ effectiveOn: "2026-03-30" })).toMatchObject({ legalStage: "PRE_LEGAL" });
    const asked = await stageOf({ legalStage: "ENFORCEMENT" });
    expect(asked).toMatchObject({ legalStage: "ENFORCEMENT" });
    expect(asked).not.toHaveProperty("stagedBy");
  });

  it("is within reach of its lender, and of finance that names the lender or nobody", async () => {
    expect(await refusalOf(preview({ placementId }, { lenderId: aLenderId() }))).toMatchObject({
      code: "not-found",
    });
    expect(await refusalOf(preview({ placementId, lenderId: aLenderId() }, {}))).toMatchObject({
      code: "not-found",
    });
    expect(await refusalOf(preview({ placementId, lenderId }, {}))).toBeUndefined();
    expect(await refusalOf(preview({ placementId }, {}))).toBeUndefined();
  });

  it("is refused where the placement keeps no plan", async () => {
    expect(await refusalOf(preview({ placementId: withoutPlan.placementId }))).toEqual({
      code: "invalid-request",
      at: ["/placementId no-plan"],
    });
  });
});

describe("a request for a preview", () => {
  const faultsOf = (request: object) =>
    (CommissionPreviewRequest.safeParse({ payment, ...request }).error?.issues ?? []).map(({ path }) =>
      path.join("/"),
    );
  const of = { plan: { planRef: "standard" }, placed };

  it("names either a placement or a plan, and how it was placed with a plan only", () => {
    const { placementId } = placement;
    expect(faultsOf({ placementId })).toEqual([]);
    expect(faultsOf({ ...of, placementId })).toEqual(["plan"]);
    expect(faultsOf({})).toEqual(["plan"]);
    expect(faultsOf({ plan: of.plan })).toEqual(["placed"]);
    expect(faultsOf({ placementId, placed })).toEqual(["placed"]);
  });

  it("fills no component twice, and no more than was paid", () => {
    const filling = (...amounts: readonly number[]) =>
      faultsOf({
        ...of,
        payment: {
          ...payment,
          filled: amounts.map((amount, n) => ({ component: n === 1 ? "INTEREST" : "PRINCIPAL", amount })),
        },
      });
    expect(filling(9_999, 1)).toEqual([]);
    expect(filling(9_999, 2)).toEqual(["payment/filled"]);
    expect(filling(1, 1, 1)).toEqual(["payment/filled"]);
  });
});
