import * as z from "zod";
import { CallbackAnswer, Envelope } from "./wire.ts";

/** `GET /v1/agencies/{agencyId}/receipts` */
export const ReceiptQuery = z.object({ eventId: Envelope.shape.eventId });

/** A receipt, fetched again: what the callback was answered, when it came, and the hash of what came. */
export const ReceiptView = CallbackAnswer.extend({ receivedAt: z.string(), payloadHash: z.string() });
export type ReceiptView = z.infer<typeof ReceiptView>;

/** The receipt of an event, as a list: one, or none. */
export const ReceiptList = z.object({ items: z.array(ReceiptView).max(1) });

/** A receipt with its proof: a compact JWS over what it says. */
export const SignedReceipt = ReceiptView.extend({ signature: z.string() });
export type SignedReceipt = z.infer<typeof SignedReceipt>;

/** What a receipt's signature is over: the receipt, who gave it, to whom, and when the callback came. */
export const ReceiptClaims = ReceiptView.extend({ iss: z.string(), sub: z.string(), iat: z.int() });
export type ReceiptClaims = z.infer<typeof ReceiptClaims>;

/** The public half of the key that signs receipts, by RFC 7517. */
export const PublicKey = z.object({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: z.string(),
  y: z.string(),
  kid: z.string(),
  use: z.literal("sig"),
  alg: z.literal("ES256"),
});
export type PublicKey = z.infer<typeof PublicKey>;

export const PublicKeyList = z.object({ keys: z.array(PublicKey) });
