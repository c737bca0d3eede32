import { describe, expect, it } from "vitest";
import { aDisputeHere } from "../../support/dispute.ts";
import { aTenantHere } from "../../support/here.ts";
import { pointers, refusal } from "../../support/refusals.ts";

describe("dispute.evidence_added", () => {
  it("is kept as a note that the lender reads, and ends the wait for the debtor", async () => {
    const { agency, placement, disputeId, work, read, lender, path } = await aDisputeHere();
    await work("customer-question", { text: "Which fee?" });
    const { placementId } = placement;
    const data = { disputeId, text: "The debtor sent a receipt." };
    const answer = await agency.callback("dispute.evidence_added", { placementId, data });
    expect(answer.body).toMatchObject({ disposition: "ACCEPTED" });
    expect(await read()).toMatchObject({
      state: "INVESTIGATING",
      noteCount: 2,
      lenderAnswerBy: expect.any(String),
    });
    expect((await lender.get(`${path}/notes`)).body.items[1]).toMatchObject({
      kind: "EVIDENCE",
      text: data.text,
      writtenBy: { kind: "AGENCY", id: agency.agencyId },
    });
  });

  it("is 404 of a dispute of another account, of nobody's, and to an agency that never had the account", async () => {
    const [{ agency, placement }, other] = [await aDisputeHere(), await aDisputeHere()];
    const { placementId } = placement;
    for (const disputeId of [other.disputeId, "dsp_01ARZ3NDEKTSV4RRFFQ69G5FAV_3"]) {
      const answer = await agency.callback("dispute.evidence_added", {
        placementId,
        data: { disputeId, text: "x" },
      });
      expect(refusal(answer), disputeId).toEqual([404, "not-found"]);
    }
    const stranger = await aTenantHere();
    const data = { disputeId: other.disputeId, text: "x" };
    const asked = { placementId: other.placement.placementId, data };
    expect(refusal(await stranger.agency.callback("dispute.evidence_added", asked))).toEqual([
      404,
      "not-found",
    ]);
  });

  it("is refused once the dispute is answered, and without a text of a bounded length", async () => {
    const { agency, placement, disputeId, lender } = await aDisputeHere();
    const { placementId } = placement;
    for (const text of ["", "x".repeat(4001)]) {
      const answer = await agency.callback("dispute.evidence_added", {
        placementId,
        data: { disputeId, text },
      });
      expect(refusal(answer)).toEqual([422, "invalid-request"]);
      expect(pointers(answer)).toEqual(["/data/text"]);
    }
    await lender.resolve(disputeId, { outcome: "WITHDRAWN", explanation: "x" });
    const late = await agency.callback("dispute.evidence_added", {
      placementId,
      data: { disputeId, text: "x" },
    });
    expect(refusal(late)).toEqual([409, "invalid-transition"]);
  });
});
