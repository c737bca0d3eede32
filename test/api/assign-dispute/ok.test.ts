import { describe, expect, inject, it } from "vitest";
import { aDisputeHere, raise } from "../../support/dispute.ts";
import { aTenantHere } from "../../support/here.ts";
import { http } from "../../support/http.ts";
import { pointers, refusal, refusesUnreadable, refusesWithoutKey } from "../../support/refusals.ts";

describe("PUT /v1/disputes/{id}/assignee", () => {
  it("says whose work it is, once, and takes it back", async () => {
    const { read, work, types } = await aDisputeHere();
    for (const assignee of ["team-1", "team-1", null])
      expect((await work("assignee", { assignee })).status).toBe(200);
    expect(await read()).not.toHaveProperty("assignee");
    expect((await types()).filter((type) => type === "dispute.assigned")).toHaveLength(2);
  });

  it("makes it found by assignee, type and agency, and by nothing else", async () => {
    const { lender, agency, work, disputeId, active } = await aDisputeHere({}, { type: "NOT_MINE" });
    await raise(await active());
    await work("assignee", { assignee: "team-1" });
    const found = async (query: string) =>
      (await lender.get(`/v1/disputes?${query}`)).body.items.map(
        (one: { readonly disputeId: string }) => one.disputeId,
      );
    for (const query of ["assignee=team-1", "type=NOT_MINE", `assignee=team-1&agencyId=${agency.agencyId}`])
      expect(await found(query), query).toEqual([disputeId]);
    for (const query of ["assignee=team-2", "overdue=true", "state=ANSWERED", "state=INVESTIGATING"])
      expect(await found(query), query).toEqual([]);
  });

  it("is refused once the dispute is answered", async () => {
    const { lender, disputeId, work } = await aDisputeHere();
    await lender.resolve(disputeId, { outcome: "WITHDRAWN", explanation: "x" });
    expect(refusal(await work("assignee", { assignee: "team-1" }))).toEqual([409, "invalid-transition"]);
  });

  it.each([
    ["nobody named", {}, "/assignee"],
    ["an empty name", { assignee: "" }, "/assignee"],
    ["too long a name", { assignee: "x".repeat(101) }, "/assignee"],
    ["an unknown member", { assignee: "x", who: "y" }, "/who"],
  ])("refuses %s", async (_name, body, pointer) => {
    const { work } = await aDisputeHere();
    const answer = await work("assignee", body);
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual([pointer]);
  });

  it("is 404 to another lender and 403 to an agency", async () => {
    const [{ path, agency }, other] = [await aDisputeHere(), await aTenantHere({ agencies: 0 })];
    const call = { method: "PUT", json: { assignee: "x" } } as const;
    expect(refusal(await other.lender.call(`${path}/assignee`, call))).toEqual([404, "not-found"]);
    const asAgency = { ...call, apiKey: agency.apiKey };
    expect(refusal(await other.lender.call(`${path}/assignee`, asAgency))).toEqual([403, "forbidden"]);
  });
});

describe("PUT /v1/disputes/{id}/assignee before anything is looked at", () => {
  const path = "/v1/disputes/dsp_01ARZ3NDEKTSV4RRFFQ69G5FAV_1/assignee";
  refusesWithoutKey((headers) =>
    http(inject("cloud").baseUrl)(path, { method: "PUT", json: { assignee: "x" }, headers }),
  );
  refusesUnreadable(async (raw, headers) => {
    const { lender } = await aTenantHere({ agencies: 0 });
    return lender.call(path, { method: "PUT", raw, headers });
  });
});
