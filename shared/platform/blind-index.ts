import { GenerateMacCommand, KMSClient } from "@aws-sdk/client-kms";
import { again, attempts, realPause } from "./retry.ts";
import { isTransient } from "./aws-faults.ts";

/**
 * A keyed hash by which a text is found again and from which it cannot be guessed: whoever has the table but not
 * the key learns nothing, not even by trying every number there is.
 */
export type BlindIndex = (text: string) => Promise<string>;

/** HMAC-SHA-256 by a KMS key that never leaves KMS. */
export function newBlindIndex(keyArn: string): BlindIndex {
  const kms = new KMSClient({ requestHandler: { connectionTimeout: 1_000, requestTimeout: 4_000 } });
  return async (text) =>
    attempts(
      async () => {
        try {
          const message = Buffer.from(text, "utf8");
          const { Mac } = await kms.send(
            new GenerateMacCommand({ KeyId: keyArn, MacAlgorithm: "HMAC_SHA_256", Message: message }),
          );
          if (Mac === undefined) throw new Error("KMS answered without a MAC");
          return Buffer.from(Mac).toString("hex");
        } catch (error) {
          if (isTransient(error)) return again;
          throw error;
        }
      },
      { count: 3, ms: 50, maxMs: 400, pause: realPause },
    );
}
