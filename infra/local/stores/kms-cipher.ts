import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";

/** Ciphertexts are bound to their key and encryption context: with another of either they do not open. */
export type Binding = {
  readonly keyArn: string;
  readonly context: Readonly<Record<string, string>>;
};

const version = 1;
const nonceBytes = 12;
const tagBytes = 16;

/** version · length of key ARN · key ARN · nonce · tag · ciphertext, so that the ciphertext names its key, as with KMS. */
export function seal(master: Buffer, plaintext: Buffer, binding: Binding): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", keyFor(master, binding.keyArn), nonce);
  cipher.setAAD(associatedData(binding));
  const sealed = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  const arn = Buffer.from(binding.keyArn);
  const header = Buffer.alloc(3);
  header.writeUInt8(version, 0);
  header.writeUInt16BE(arn.length, 1);
  return Buffer.concat([header, arn, nonce, cipher.getAuthTag(), sealed]);
}

/** The plaintext and the key that sealed it; `undefined` when it is not ours, altered, or bound to another context. */
export function open(
  master: Buffer,
  ciphertext: Buffer,
  context: Readonly<Record<string, string>>,
): { readonly plaintext: Buffer; readonly keyArn: string } | undefined {
  if (ciphertext.length < 3 || ciphertext.readUInt8(0) !== version) return undefined;
  const nonceAt = 3 + ciphertext.readUInt16BE(1);
  const keyArn = ciphertext.subarray(3, nonceAt).toString("utf8");
  const nonce = ciphertext.subarray(nonceAt, nonceAt + nonceBytes);
  const tag = ciphertext.subarray(nonceAt + nonceBytes, nonceAt + nonceBytes + tagBytes);
  try {
    const decipher = createDecipheriv("aes-256-gcm", keyFor(master, keyArn), nonce, {
      authTagLength: tagBytes,
    });
    decipher.setAAD(associatedData({ keyArn, context }));
    decipher.setAuthTag(tag);
    const sealed = ciphertext.subarray(nonceAt + nonceBytes + tagBytes);
    return { plaintext: Buffer.concat([decipher.update(sealed), decipher.final()]), keyArn };
  } catch {
    return undefined;
  }
}

/** The keyed hash of a message, by a key that ciphers nothing. */
export const mac = (master: Buffer, keyArn: string, message: Buffer): Buffer =>
  createHmac("sha256", keyFor(master, `mac:${keyArn}`))
    .update(message)
    .digest();

function keyFor(master: Buffer, keyArn: string): Buffer {
  return createHmac("sha256", master).update(keyArn).digest();
}

function associatedData({ keyArn, context }: Binding): Buffer {
  const sorted = Object.entries(context).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Buffer.from(JSON.stringify([keyArn, sorted]));
}
