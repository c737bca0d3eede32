import { describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { anAccount } from "../../support/tenant.ts";

const explanation = "Checked.";
const tellAndAnswer = async (type: string, outcome: string) => {
  const tenant = await aTenantHere();
  const placement = await tenant.active();
  const { placementId, agency, accountId } = placement;
  const { reportId, holdId } = (await agency.callback(type, { placementId, data: {} })).body;
  const answer = () => tenant.lender.post(`/v1/debtor-reports/${reportId}/answer`, { outcome, explanation });
  const { status, body } = await answer();
  return { ...tenant, ...placement, reportId, holdId, status, body, again: answer, accountId };
};

describe("POST /v1/debtor-reports/{id}/answer", () => {
  it.each(["UNFOUNDED", "RESOLVED"])("%s releases the hold and the agency hears so", async (outcome) => {
    const { lender, agency, accountId, status, body, holdId } = await tellAndAnswer(
      "debtor.deceased",
      outcome,
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      state: outcome,
      answer: { outcome, explanation, answeredAt: expect.any(String) },
    });
    expect(await lender.account(accountId)).toMatchObject({ lifecycle: "ACTIVE", holds: [] });
    expect((await agency.inbox.receives("hold.release")).body.data).toMatchObject({ holdId });
  });

  it.each([
    ["debtor.deceased", "DECEASED"],
    ["debtor.id_theft", "FRAUD"],
  ])("CONFIRMED of %s takes the account back", async (type, code) => {
    const { lender, agency, accountId } = await tellAndAnswer(type, "CONFIRMED");
    expect(await lender.account(accountId)).toMatchObject({ lifecycle: "RECALLED", holds: [] });
    expect((await agency.inbox.receives("recall.final")).body.data).toMatchObject({ code });
  });

  it("CONFIRMED of a request not to be contacted leaves the hold to the lender", async () => {
    const { lender, accountId, holdId } = await tellAndAnswer("debtor.cease_requested", "CONFIRMED");
    expect((await lender.account(accountId)).holds).toMatchObject([{ holdId, owner: { kind: "LENDER" } }]);
    const released = await lender.post(`/v1/accounts/${accountId}/holds/${holdId}/release`, { reason: "x" });
    expect(released.body.holds).toEqual([]);
  });

  it("again with the same words changes nothing and answers the same", async () => {
    const { lender, accountId, body, again } = await tellAndAnswer("debtor.deceased", "CONFIRMED");
    const before = await lender.account(accountId);
    expect((await again()).body).toEqual(body);
    expect(await lender.account(accountId)).toEqual(before);
  });

  it("of a complaint leaves the debtor's other accounts alone", async () => {
    const { lender, active } = await aTenantHere();
    const debtor = { ...anAccount().debtor, identifier: { type: "TAX_ID", value: `C-${Date.now()}` } };
    const [one, other] = [await active({ debtor }), await active({ debtor })];
    const data = { category: "CONDUCT", severity: "LOW" };
    const told = await one.agency.callback("complaint.raised", { placementId: one.placementId, data });
    await lender.post(`/v1/debtor-reports/${told.body.reportId}/answer`, {
      outcome: "CONFIRMED",
      explanation,
    });
    expect(await lender.account(other.accountId)).toMatchObject({ lifecycle: "ACTIVE", holds: [] });
  });
});
