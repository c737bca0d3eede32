import { describe, expect, it } from "vitest";
import { aDisputeHere } from "../../support/dispute.ts";
import { refusal } from "../../support/refusals.ts";

describe("dispute.withdrawn", () => {
  it("ends the dispute, releases its hold, and answers a repeat as the first time", async () => {
    const { agency, placement, disputeId, read, lender, types } = await aDisputeHere();
    const { placementId, accountId } = placement;
    const effectiveAt = new Date().toISOString();
    const sent = {
      placementId,
      effectiveAt,
      eventId: `e-${disputeId}`,
      data: { disputeId, text: "Found the invoice." },
    };
    const first = await agency.callback("dispute.withdrawn", sent);
    expect(first.body).toMatchObject({ disposition: "ACCEPTED" });
    expect((await agency.callback("dispute.withdrawn", sent)).status).toBe(202);
    expect(await read()).toMatchObject({ state: "WITHDRAWN", explanation: "Found the invoice." });
    expect(await lender.account(accountId)).toMatchObject({ holds: [], facets: { dispute: "WITHDRAWN" } });
    expect((await types()).slice(-3)).toEqual(["dispute.withdrawn", "dispute.resolved", "hold.released"]);
  });

  it("is refused once the dispute is answered", async () => {
    const { agency, placement, disputeId, lender } = await aDisputeHere();
    await lender.resolve(disputeId, { outcome: "REJECTED", explanation: "x" });
    const { placementId } = placement;
    const answer = await agency.callback("dispute.withdrawn", { placementId, data: { disputeId } });
    expect(refusal(answer)).toEqual([409, "invalid-transition"]);
  });
});
