import { createHash, createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concatenated, publicJwk, signingInput } from "../../../shared/platform/jws.ts";

const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const spki = publicKey.export({ format: "der", type: "spki" });

describe("a signature of KMS", () => {
  it("holds as r and s as it held in DER, whatever was signed", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const message = Buffer.from(text);
        const proof = concatenated(sign("sha256", message, privateKey));
        expect(proof).toHaveLength(64);
        expect(verify("sha256", message, { key: publicKey, dsaEncoding: "ieee-p1363" }, proof)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("keeps 32 bytes for each of two numbers that need fewer, or one more", () => {
    const der = Buffer.from([0x30, 8, 0x02, 2, 0x00, 0xff, 0x02, 2, 0x01, 0x02]);
    const proof = Buffer.from(concatenated(der)).toString("hex");
    expect(proof).toBe(`${"ff".padStart(64, "0")}${"0102".padStart(64, "0")}`);
  });

  it.each([
    ["nothing", []],
    ["no numbers", [0x30, 2, 0x05, 0]],
    ["a part", [0x30, 8, 0x02, 9, 1]],
  ])("is not made of %s", (_name, bytes) => {
    expect(() => concatenated(Uint8Array.from(bytes))).toThrow("not an ECDSA signature");
  });
});

describe("a public key", () => {
  it("is the one that verifies, named by its thumbprint", () => {
    const jwk = publicJwk(spki);
    const known = createPublicKey({ key: { ...jwk }, format: "jwk" });
    expect(known.equals(publicKey)).toBe(true);
    const members = `{"crv":"P-256","kty":"EC","x":"${jwk.x}","y":"${jwk.y}"}`;
    expect(jwk.kid).toBe(createHash("sha256").update(members).digest("base64url"));
  });
});

it("a receipt with the longest ids and all components fits what KMS signs at once, 4,096 bytes", () => {
  const amount = { amount: 999_999_999_999, currency: "USD" };
  const component = { component: "DEFAULT_INTEREST", amount };
  const payload = {
    iss: "debt-agency-gateway/staging",
    sub: "a".repeat(30),
    iat: 1_772_719_501,
    receiptId: "r".repeat(30),
    eventId: "e".repeat(128),
    disposition: "ACCEPTED",
    reason: "r".repeat(64),
    lifecycle: "INFO_REQUIRED",
    outstanding: amount,
    balance: {
      currency: "USD",
      outstanding: amount,
      creditBalance: amount,
      components: Array.from({ length: 9 }, () => component),
    },
    disputeId: "d".repeat(40),
    holdId: "h".repeat(40),
    receivedAt: "2026-03-05T14:05:01.118Z",
    payloadHash: "f".repeat(64),
  };
  const header = { alg: "ES256", typ: "receipt+jws", kid: "k".repeat(43) } as const;
  expect(Buffer.byteLength(signingInput(header, payload))).toBeLessThan(4_096);
});
