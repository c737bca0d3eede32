import { beforeAll, describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { pointers, refusal } from "../../support/refusals.ts";
import type { Placement, Tenant } from "../../support/tenant.ts";

const appliedAt = "2024-05-01T10:00:00Z";

describe("hold.acknowledged", () => {
  let tenant: Tenant;
  let placement: Placement;
  let holdId: string;
  let disputeId: string;
  beforeAll(async () => {
    tenant = await aTenantHere();
    placement = await tenant.active();
    const { placementId, agency } = placement;
    const { body } = await agency.callback("dispute.raised", { placementId, data: { type: "OTHER" } });
    ({ holdId, disputeId } = body);
    await agency.inbox.receives("hold.apply");
  });

  const acknowledge = (id: string, { agency, placementId }: Placement = placement) =>
    agency.callback("hold.acknowledged", { placementId, data: { holdId: id, appliedAt } });

  it("records that the agency stopped", async () => {
    const { status, body } = await acknowledge(holdId);
    expect([status, body.disposition]).toEqual([202, "ACCEPTED"]);
    const { holds } = await tenant.lender.account(placement.accountId);
    expect(holds).toMatchObject([{ holdId, state: "ACKNOWLEDGED", acknowledgedAt: expect.any(String) }]);
  });

  it("does not mind hearing it again under another event id", async () => {
    expect((await acknowledge(holdId)).status).toBe(202);
    expect((await tenant.lender.account(placement.accountId)).holds).toHaveLength(1);
  });

  it("is recorded after the hold was released too", async () => {
    await tenant.lender.resolve(disputeId, { outcome: "REJECTED", explanation: "Checked." });
    const { status, body } = await acknowledge(holdId);
    expect([status, body.reason]).toEqual([202, "hold-released-already"]);
    expect((await tenant.lender.account(placement.accountId)).holds).toEqual([]);
  });

  it("is refused for another account's hold", async () => {
    const other = await tenant.active();
    expect(refusal(await acknowledge(holdId, other))).toEqual([404, "not-found"]);
  });

  it("is refused for a hold that the account never had", async () => {
    const never = holdId.replace(/_[0-9]+$/u, "_99999");
    expect(refusal(await acknowledge(never))).toEqual([404, "not-found"]);
  });

  it.each([
    ["no hold", { appliedAt }, "/data/holdId"],
    ["no time", { holdId: "hld_1" }, "/data/appliedAt"],
    ["a date for a time", { holdId: "hld_1", appliedAt: "2024-05-01" }, "/data/appliedAt"],
  ])("is refused with %s", async (_name, data, pointer) => {
    const { agency, placementId } = placement;
    const answer = await agency.callback("hold.acknowledged", { placementId, data });
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual([pointer]);
  });
});
