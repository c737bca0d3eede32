import { expect } from "vitest";
import type { Answer, Json } from "./http.ts";
import { aTenantHere } from "./here.ts";
import { demand, type Placement, type Tenant, type TenantWish } from "./tenant.ts";

export const raise = async ({ agency, placementId }: Placement, data: object = {}): Promise<string> =>
  demand(await agency.callback("dispute.raised", { placementId, data: { type: "OTHER", ...data } }), 202).body
    .disputeId;

/** A tenant with a dispute that its worker took on. */
export async function aDisputeHere(wish: TenantWish = {}, data: object = {}) {
  const tenant = await aTenantHere(wish);
  const placement = await tenant.active();
  const disputeId = await raise(placement, data);
  const path = `/v1/disputes/${disputeId}`;
  const read = async (): Promise<Json> => demand(await tenant.lender.get(path), 200).body;
  await expect.poll(async () => (await read()).state, { timeout: 20_000 }).toBe("AWAITING_LENDER");
  const work = (what: string, json: unknown, headers = {}): Promise<Answer> =>
    tenant.lender.call(`${path}/${what}`, { method: what === "assignee" ? "PUT" : "POST", json, headers });
  const types = async (): Promise<readonly string[]> =>
    (await tenant.lender.history(placement.accountId)).map(({ type }) => type);
  return { ...tenant, placement, disputeId, path, read, work, types };
}

/** Another key of the same lender. */
export const secondKey = ({ lender, operator }: Tenant): Promise<string> =>
  operator.newKey({ kind: "LENDER", lenderId: lender.lenderId });
