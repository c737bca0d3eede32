import { createPublicKey, randomBytes, verify } from "node:crypto";
import { expect, it } from "vitest";
import { ecdsa, publicHalf } from "../../../infra/local/stores/kms-signing.ts";

const master = randomBytes(32);
const arn = "arn:aws:kms:eu-west-1:000000000000:key/receipts";
const keyOf = (spki: Buffer) => createPublicKey({ key: spki, format: "der", type: "spki" });

it("signs after a restart with the key that it signed with before, and another ARN with another", () => {
  const signature = ecdsa(master, arn, Buffer.from("text"));
  const again = keyOf(publicHalf(Buffer.from(master), arn));
  expect(verify("sha256", Buffer.from("text"), again, signature)).toBe(true);
  expect(verify("sha256", Buffer.from("texts"), again, signature)).toBe(false);
  for (const other of [publicHalf(master, `${arn}b`), publicHalf(randomBytes(32), arn)])
    expect(verify("sha256", Buffer.from("text"), keyOf(other), signature)).toBe(false);
});
