import { createPublicKey, verify, type KeyObject } from "node:crypto";
import * as z from "zod";
import { demand } from "../sandbox/sandbox-client.ts";
import type { Seat } from "./pretend-agency-signing.ts";
import { CallbackAnswer } from "./pretend-agency-wire.ts";

const Jwks = z.object({ keys: z.array(z.record(z.string(), z.string())).min(1) });
const Signed = z.looseObject({ ...CallbackAnswer.shape, signature: z.string() });
const Claims = z.looseObject({ receiptId: z.string(), sub: z.string(), disposition: z.string() });

/** Fetches a receipt again and believes it only by its signature: what an agency shows to who doubts it. */
export function receiptReader(baseUrl: string) {
  let key: Promise<KeyObject> | undefined;
  return async ({ agencyId, apiKey }: Seat, receiptId: string): Promise<CallbackAnswer> => {
    const path = `/v1/agencies/${agencyId}/receipts/${receiptId}`;
    const receipt = Signed.parse(await demand(baseUrl, { method: "GET", path, apiKey }, 200));
    key ??= publicKey(baseUrl, apiKey);
    const claims = verified(receipt.signature, await key);
    if (
      claims?.receiptId !== receiptId ||
      claims.sub !== agencyId ||
      claims.disposition !== receipt.disposition
    )
      throw new Error(`${receiptId}: its signature proves something else`);
    return CallbackAnswer.parse(receipt);
  };
}

async function publicKey(baseUrl: string, apiKey: string): Promise<KeyObject> {
  const path = "/.well-known/jwks.json";
  const { keys } = Jwks.parse(await demand(baseUrl, { method: "GET", path, apiKey }, 200));
  return createPublicKey({ key: keys[0] ?? {}, format: "jwk" });
}

/** A compact JWS by RFC 7515 with ES256, read as its specification says. */
function verified(jws: string, key: KeyObject): z.infer<typeof Claims> | undefined {
  const [header = "", payload = "", signature = ""] = jws.split(".");
  const signedText = Buffer.from(`${header}.${payload}`);
  const isGood = verify(
    "sha256",
    signedText,
    { key, dsaEncoding: "ieee-p1363" },
    Buffer.from(signature, "base64url"),
  );
  return isGood ? Claims.parse(JSON.parse(Buffer.from(payload, "base64url").toString("utf8"))) : undefined;
}
