import type { Break } from "../../shared/reconciliation/outcome.ts";
import { AgencyId, LenderId } from "../../shared/kernel/ids.ts";
import { aBreak } from "./breaks.ts";
import { aTenantHere } from "./here.ts";
import type { Answer } from "./http.ts";
import { breaksSeen } from "./seen-breaks.ts";
import type { TenantWish } from "./tenant.ts";

/** A tenant whose books a run found breaks in, and two people of its finance. */
export async function aBreakDesk(
  wish: TenantWish = {},
  amounts: readonly number[] = [500],
  code: Break["code"] = "AMOUNT_DIFF",
) {
  const tenant = await aTenantHere(wish);
  const { lender, agency, operator } = tenant;
  const lenderId = LenderId.parse(lender.lenderId);
  const agencyId = AgencyId.parse(agency.agencyId);
  const found: readonly Break[] = amounts.map((amount) => aBreak({ lenderId, agencyId, amount, code }));
  const breakIds = await breaksSeen(found);
  const [apiKey, approver] = await Promise.all([
    operator.newKey({ kind: "FINANCE", role: "OPERATOR", lenderId }),
    operator.newKey({ kind: "FINANCE", role: "APPROVER", lenderId }),
  ]);
  const path = `/v1/breaks/${breakIds[0]}`;
  const get = async (of: string, key = apiKey): Promise<Answer> => operator.call(of, { apiKey: key });
  const work = async (what: string, json: unknown, how: { key?: string; headers?: object } = {}) =>
    operator.call(`${path}/${what}`, {
      method: ["assignee", "explanation"].includes(what) ? "PUT" : "POST",
      apiKey: how.key ?? apiKey,
      json,
      headers: { ...how.headers },
    });
  const bulk = async (json: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
    operator.call("/v1/break-bulk", { apiKey, json, headers });
  return { ...tenant, lenderId, agencyId, found, breakIds, path, apiKey, approver, get, work, bulk };
}

export const writeOff = {
  method: "WRITE_OFF_TOLERANCE",
  explanation: "Bank charges.",
  posting: { entry: "WRITE_OFF_CLEARING" },
} as const;

export const manual = { method: "MANUAL", explanation: "Agreed by mail." } as const;
