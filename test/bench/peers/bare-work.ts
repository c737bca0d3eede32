import { Webhook } from "standardwebhooks";
import * as z from "zod";
import { seat } from "../handler-world.ts";

/** What a payment looks like, in as few checks as anybody would write. */
const Payment = z.object({
  specVersion: z.literal("1.0"),
  eventId: z.string().min(1),
  eventType: z.literal("payment.received"),
  placementId: z.string().min(1),
  agencyCaseRef: z.string().optional(),
  effectiveAt: z.iso.datetime({ offset: true }),
  reportedAt: z.iso.datetime({ offset: true }).optional(),
  data: z.object({
    paymentRef: z.string().min(1),
    amount: z.object({ amount: z.int().positive(), currency: z.string().length(3) }),
    method: z.string(),
    recipient: z.enum(["AGENCY", "LENDER"]),
  }),
});

const webhook = new Webhook(seat.webhookSecret);

export const BARE_PATH = "/v1/agencies/:agencyId/events";

/** All that a bare peer does: the signature over the text that came, and a schema. @returns what it answers */
export function bareWork(raw: string, header: (name: string) => string): { readonly eventId: string } {
  const signed = ["webhook-id", "webhook-timestamp", "webhook-signature"];
  const verified = webhook.verify(raw, Object.fromEntries(signed.map((name) => [name, header(name)])));
  return { eventId: Payment.parse(verified).eventId };
}
