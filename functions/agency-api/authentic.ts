import type { Authenticate } from "../../shared/access/authenticate.ts";
import type { Agency } from "../../shared/agencies/model.ts";
import type { AgencyStore } from "../../shared/agencies/store.ts";
import type { SpendQuota } from "../../shared/callbacks/spend-quota.ts";
import { verifySignature } from "../../shared/callbacks/signature.ts";
import { AgencyId } from "../../shared/kernel/ids.ts";
import { accepted, Refused } from "../../shared/kernel/problems.ts";
import type { Clock } from "../../shared/kernel/time.ts";
import { isWithin } from "../../shared/platform/address-ranges.ts";
import type { HttpContext } from "../../shared/platform/http-app.ts";
import { bodyText } from "../../shared/platform/http-body.ts";
import type { Sender } from "../../shared/dialects/take-event.ts";

export type Authentic = {
  readonly agencies: Pick<AgencyStore, "find">;
  readonly authenticate: Authenticate;
  readonly spendQuota: SpendQuota;
  readonly clock: Clock;
};

/** Verified against when the agency is unknown, so that unknown and wrongly signed look and take alike. */
const NOBODYS_SECRET = `whsec_${"A".repeat(43)}=`;

/**
 * A request that the agency of the path signed. A key may come along; then it must be that agency's.
 * Where it comes from is looked at once it is known who it is.
 * @throws Refused `payload-too-large`, `signature-missing`, `signature-stale`, `signature-invalid`,
 * `address-not-allowed`, `unauthenticated`, `forbidden`
 */
export async function authentic(
  use: Authentic,
  c: HttpContext,
  bytesMax: number,
): Promise<{ readonly sender: Sender; readonly agency: Agency; readonly raw: string }> {
  const raw = await bodyText(c, bytesMax);
  const receivedAt = use.clock.now();
  const agencyId = AgencyId.safeParse(c.req.param("agencyId"));
  const agency = agencyId.success ? await use.agencies.find(agencyId.data) : undefined;
  const headers = {
    id: c.req.header("webhook-id"),
    timestamp: c.req.header("webhook-timestamp"),
    signature: c.req.header("webhook-signature"),
  };
  accepted(verifySignature(agency?.webhookSecrets ?? [NOBODYS_SECRET], { headers, body: raw }, receivedAt));
  if (agency === undefined)
    throw new Refused({ code: "signature-invalid", detail: "No such agency signed this." });
  checkAddress(c, agency);
  await checkKey(use, c, agency.agencyId);
  return { sender: { agencyId: agency.agencyId, receivedAt }, agency, raw };
}

/** From anywhere, unless the agency named where it sends from. */
function checkAddress(c: HttpContext, { allowedAddresses }: Agency): void {
  if (allowedAddresses.length === 0 || isWithin(allowedAddresses, c.sourceIp)) return;
  throw new Refused({
    code: "address-not-allowed",
    detail: "The request is signed, but it comes from an address that the agency did not name.",
  });
}

async function checkKey(use: Authentic, c: HttpContext, agencyId: AgencyId): Promise<void> {
  const authorization = c.req.header("authorization");
  if (authorization === undefined) return;
  const principal = await use.authenticate(authorization);
  if (principal.kind !== "AGENCY" || principal.agencyId !== agencyId)
    throw new Refused({ code: "forbidden", detail: "The key is not of the agency in the path." });
}
