import type { Authenticate } from "../../shared/access/authenticate.ts";
import type { AgencyStore } from "../../shared/agencies/store.ts";
import { verifySignature } from "../../shared/callbacks/signature.ts";
import { AgencyId } from "../../shared/kernel/ids.ts";
import { accepted, Refused } from "../../shared/kernel/problems.ts";
import type { Clock } from "../../shared/kernel/time.ts";
import type { HttpContext } from "../../shared/platform/http-app.ts";
import { bodyText } from "../../shared/platform/http-body.ts";
import type { Sender } from "../../shared/callbacks/take-event.ts";

export type Authentic = {
  readonly agencies: Pick<AgencyStore, "find">;
  readonly authenticate: Authenticate;
  readonly clock: Clock;
};

/** Verified against when the agency is unknown, so that unknown and wrongly signed look and take alike. */
const NOBODYS_SECRET = `whsec_${"A".repeat(43)}=`;

/**
 * A request that the agency of the path signed. A key may come along; then it must be that agency's.
 * @throws Refused `payload-too-large`, `signature-missing`, `signature-stale`, `signature-invalid`,
 * `unauthenticated`, `forbidden`
 */
export async function authentic(
  use: Authentic,
  c: HttpContext,
  bytesMax: number,
): Promise<Sender & { readonly raw: string }> {
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
  await checkKey(use, c, agency.agencyId);
  return { agencyId: agency.agencyId, receivedAt, raw };
}

async function checkKey(use: Authentic, c: HttpContext, agencyId: AgencyId): Promise<void> {
  const authorization = c.req.header("authorization");
  if (authorization === undefined) return;
  const principal = await use.authenticate(authorization);
  if (principal.kind !== "AGENCY" || principal.agencyId !== agencyId)
    throw new Refused({ code: "forbidden", detail: "The key is not of the agency in the path." });
}
