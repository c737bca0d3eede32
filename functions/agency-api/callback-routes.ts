import type { Authenticate } from "../../shared/access/authenticate.ts";
import type { AgencyStore } from "../../shared/agencies/store.ts";
import { quarantined, type Taken } from "../../shared/callbacks/receipt.ts";
import type { ReceiptStore } from "../../shared/callbacks/receipt-store.ts";
import { verifySignature } from "../../shared/callbacks/signature.ts";
import type { TakeCallback } from "../../shared/callbacks/take-callback.ts";
import { Callback, Envelope, eventData } from "../../shared/callbacks/wire.ts";
import { AgencyId } from "../../shared/kernel/ids.ts";
import { accepted, Refused } from "../../shared/kernel/problems.ts";
import type { Clock, Instant } from "../../shared/kernel/time.ts";
import { sha256 } from "../../shared/platform/canonical.ts";
import type { HttpContext, HttpRoute } from "../../shared/platform/http-app.ts";
import { bodyText, jsonOf, parsed } from "../../shared/platform/http-body.ts";

export type CallbackUseCases = {
  readonly agencies: Pick<AgencyStore, "find">;
  readonly authenticate: Authenticate;
  readonly receipts: Pick<ReceiptStore, "idOf" | "quarantine">;
  readonly takeCallback: TakeCallback;
  readonly clock: Clock;
};

/** A narrative of 20,000 characters fits; a quarantined callback, kept whole, still fits an item. */
const BODY_BYTES_MAX = 128 * 1024;

/** Verified against when the agency is unknown, so that unknown and wrongly signed look and take alike. */
const NOBODYS_SECRET = `whsec_${"A".repeat(43)}=`;

export const callbackRoutes = (use: CallbackUseCases): readonly HttpRoute[] => [
  { method: "POST", path: "/v1/agencies/:agencyId/events", handle: async (c) => receive(use, c) },
];

type Signed = {
  readonly agencyId: AgencyId;
  readonly raw: string;
  readonly payloadHash: string;
  readonly receivedAt: Instant;
};

async function receive(use: CallbackUseCases, c: HttpContext): Promise<Response> {
  const signed = await authentic(use, c);
  const body = jsonOf(c, signed.raw);
  const known = isOfKnownType(body) ? parsed(Callback, body) : undefined;
  const { eventId } = known ?? parsed(Envelope, body);
  if (eventId !== c.req.header("webhook-id"))
    throw new Refused({
      code: "invalid-request",
      detail: "webhook-id and eventId differ.",
      errors: [
        { pointer: "/eventId", code: "differs-from-header", detail: "must equal the webhook-id header" },
      ],
    });
  const taken = known
    ? await use.takeCallback({ ...signed, callback: known }, signed.raw)
    : await quarantined(
        use,
        { ...signed, callback: { eventId } },
        { raw: signed.raw, reason: "unknown-event-type" },
      );
  return answered(c, taken);
}

/** What can be acted upon is parsed once, whole; of the rest only the envelope is known. */
const isOfKnownType = (body: unknown): boolean =>
  typeof body === "object" &&
  body !== null &&
  "eventType" in body &&
  typeof body.eventType === "string" &&
  Object.hasOwn(eventData, body.eventType);

/**
 * A request that the agency of the path signed. A key may come along; then it must be that agency's.
 * @throws Refused `signature-missing`, `signature-stale`, `signature-invalid`, `unauthenticated`, `forbidden`
 */
async function authentic(use: CallbackUseCases, c: HttpContext): Promise<Signed> {
  const raw = await bodyText(c, BODY_BYTES_MAX);
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
  return { agencyId: agency.agencyId, raw, payloadHash: sha256(raw), receivedAt };
}

async function checkKey(use: CallbackUseCases, c: HttpContext, agencyId: AgencyId): Promise<void> {
  const authorization = c.req.header("authorization");
  if (authorization === undefined) return;
  const principal = await use.authenticate(authorization);
  if (principal.kind !== "AGENCY" || principal.agencyId !== agencyId)
    throw new Refused({ code: "forbidden", detail: "The key is not of the agency in the path." });
}

function answered(c: HttpContext, { answer, replayed }: Taken): Response {
  if (replayed) c.header("idempotent-replayed", "true");
  return c.json(answer, 202);
}
