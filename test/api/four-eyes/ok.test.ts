import { describe, expect, it } from "vitest";
import { aDisputeHere, secondKey } from "../../support/dispute.ts";
import { refusal } from "../../support/refusals.ts";
import { usd } from "../../support/tenant.ts";

const upheld = { outcome: "UPHELD", explanation: "The debtor is right." };
const partly = (amount: number) => ({
  outcome: "PARTLY_UPHELD",
  explanation: "One fee.",
  adjustment: { component: "PRINCIPAL", amount: usd(amount) },
});

describe("an answer that costs more than the lender lets one key decide", () => {
  it("is proposed, and takes effect when another key confirms it", async () => {
    const one = await aDisputeHere({ fourEyesAbove: usd(50_000) });
    const { lender, disputeId, path, placement, types } = one;
    const proposed = (await lender.resolve(disputeId, upheld)).body;
    expect(proposed).toMatchObject({ state: "AWAITING_LENDER", proposal: { request: upheld } });
    expect(await lender.account(placement.accountId)).toMatchObject({ lifecycle: "ACTIVE", holds: [{}] });
    expect(refusal(await lender.post(`${path}/resolution/confirmation`, {}))).toEqual([
      409,
      "four-eyes-needed",
    ]);
    const apiKey = await secondKey(one);
    const { status, body } = await lender.call(`${path}/resolution/confirmation`, { json: {}, apiKey });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      state: "UPHELD",
      outcome: "UPHELD",
      confirmedBy: expect.stringMatching(/^key_/u),
    });
    expect(body.confirmedBy).not.toBe(body.proposal.proposedBy);
    expect(await lender.account(placement.accountId)).toMatchObject({ lifecycle: "RECALLED", holds: [] });
    expect(await types()).toEqual(expect.arrayContaining(["dispute.answer_proposed", "dispute.resolved"]));
    expect(refusal(await lender.call(`${path}/resolution/confirmation`, { json: {}, apiKey }))).toEqual([
      409,
      "invalid-transition",
    ]);
  });

  it("is the only one that stands, until it is taken back", async () => {
    const { lender, disputeId, work, read } = await aDisputeHere({ fourEyesAbove: usd(1_000) });
    await lender.resolve(disputeId, partly(1_001));
    expect(refusal(await lender.resolve(disputeId, partly(900)))).toEqual([409, "invalid-transition"]);
    expect((await work("resolution/cancellation", {})).body).not.toHaveProperty("proposal");
    expect(refusal(await work("resolution/cancellation", {}))).toEqual([409, "invalid-transition"]);
    expect((await lender.resolve(disputeId, partly(1_000))).body.state).toBe("PARTLY_UPHELD");
    expect((await read()).outcome).toBe("PARTLY_UPHELD");
  });

  it("is any in another currency than the limit, and none that costs nothing", async () => {
    const { lender, disputeId } = await aDisputeHere({ fourEyesAbove: { amount: 900_000, currency: "EUR" } });
    expect((await lender.resolve(disputeId, partly(1))).body.proposal).toBeDefined();
    const other = await aDisputeHere({ fourEyesAbove: usd(0) });
    const { body } = await other.lender.resolve(other.disputeId, { outcome: "REJECTED", explanation: "x" });
    expect(body.state).toBe("REJECTED");
  });

  it("is confirmed by a key of the same lender alone", async () => {
    const { lender, disputeId, path } = await aDisputeHere({ fourEyesAbove: usd(1) });
    await lender.resolve(disputeId, upheld);
    const other = await aDisputeHere();
    const call = { json: {}, apiKey: other.lender.apiKey };
    expect(refusal(await lender.call(`${path}/resolution/confirmation`, call))).toEqual([404, "not-found"]);
    const asAgency = { json: {}, apiKey: other.agency.apiKey };
    expect(refusal(await lender.call(`${path}/resolution/confirmation`, asAgency))).toEqual([
      403,
      "forbidden",
    ]);
  });
});

describe("a resolved dispute", () => {
  it.each([
    ["IDENTITY_THEFT", "FRAUD"],
    ["INSOLVENCY", "INSOLVENT"],
    ["DECEASED_ESTATE", "DECEASED"],
    ["NOT_MINE", "DISPUTE_UPHELD"],
  ])("of type %s, upheld, takes the account back as %s", async (type, endCode) => {
    const { lender, disputeId, placement } = await aDisputeHere({}, { type });
    await lender.resolve(disputeId, upheld);
    expect((await lender.account(placement.accountId)).placements).toMatchObject([{ endCode }]);
  });

  it("says what had been received meanwhile", async () => {
    const { lender, disputeId, placement } = await aDisputeHere();
    const { agency, placementId, accountId } = placement;
    await agency.callback("payment.received", {
      placementId,
      data: { paymentRef: `P-${disputeId}`, amount: usd(2_500) },
    });
    await lender.resolve(disputeId, upheld);
    const told = (await lender.history(accountId)).find(({ type }) => type === "dispute.resolved");
    expect(told?.data).toMatchObject({ collectedBefore: usd(2_500) });
  });
});
