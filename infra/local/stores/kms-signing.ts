import { createECDH, createHmac, createPrivateKey, createPublicKey, sign, type KeyObject } from "node:crypto";

/** Scalars from here on are no keys of the curve; meeting one is one chance in four thousand million. */
const ORDER = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";

/** The P-256 key that stands behind an ARN: made from the master key, so that a restart finds it again. */
function keyBehind(master: Buffer, keyArn: string): KeyObject {
  for (let attempt = 0; ; attempt += 1) {
    const scalar = createHmac("sha256", master).update(`sign:${attempt}:${keyArn}`).digest();
    if (scalar.toString("hex") >= ORDER) continue;
    const curve = createECDH("prime256v1");
    curve.setPrivateKey(scalar);
    const point = curve.getPublicKey();
    const jwk = {
      kty: "EC",
      crv: "P-256",
      x: point.subarray(1, 33).toString("base64url"),
      y: point.subarray(33).toString("base64url"),
      d: scalar.toString("base64url"),
    };
    return createPrivateKey({ key: jwk, format: "jwk" });
  }
}

/** ECDSA over SHA-256 of the message, in DER as KMS answers it. */
export const ecdsa = (master: Buffer, keyArn: string, message: Buffer): Buffer =>
  sign("sha256", message, keyBehind(master, keyArn));

/** The public half as SPKI in DER. */
export const publicHalf = (master: Buffer, keyArn: string): Buffer =>
  createPublicKey(keyBehind(master, keyArn)).export({ type: "spki", format: "der" });
