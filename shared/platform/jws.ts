import { createPublicKey } from "node:crypto";
import { sha256 } from "./canonical.ts";

/** The public half of an ES256 key, by RFC 7517. */
export type PublicJwk = {
  readonly kty: "EC";
  readonly crv: "P-256";
  readonly x: string;
  readonly y: string;
  readonly kid: string;
  readonly use: "sig";
  readonly alg: "ES256";
};

/** A key as KMS shows it (SPKI, DER) as a JWK; its id is the thumbprint of RFC 7638, which only the key decides. */
export function publicJwk(spki: Uint8Array): PublicJwk {
  const { x, y } = createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" }).export({
    format: "jwk",
  });
  if (x === undefined || y === undefined) throw new Error("not a key of an elliptic curve");
  const thumbprint = sha256(JSON.stringify({ crv: "P-256", kty: "EC", x, y }));
  const kid = Buffer.from(thumbprint, "hex").toString("base64url");
  return { kty: "EC", crv: "P-256", x, y, kid, use: "sig", alg: "ES256" };
}

const COORDINATE_BYTES = 32;
const INTEGER = 0x02;

/** An ECDSA signature as KMS gives it (DER) as JWS wants it: r and s, 32 bytes each. */
export function concatenated(der: Uint8Array): Uint8Array {
  // A sequence of two integers, all of them shorter than 128 bytes: tag, length, value.
  const r = integerAt(der, 2);
  const s = integerAt(der, r.end);
  return Buffer.concat([r.value, s.value]);
}

function integerAt(der: Uint8Array, at: number): { readonly value: Buffer; readonly end: number } {
  const [tag, length = 0] = der.subarray(at, at + 2);
  const end = at + 2 + length;
  if (tag !== INTEGER || end > der.length) throw new Error("not an ECDSA signature");
  // DER drops leading zeros, and sets one before a first bit that would mean a minus.
  const digits = Buffer.from(der.subarray(at + 2, end))
    .toString("hex")
    .replace(/^(00)+/u, "");
  return { value: Buffer.from(digits.padStart(COORDINATE_BYTES * 2, "0"), "hex"), end };
}

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** What a compact JWS signs. */
export const signingInput = (
  header: { readonly alg: "ES256"; readonly typ: string; readonly kid: string },
  payload: unknown,
): string => `${part(header)}.${part(payload)}`;
