import { GetPublicKeyCommand, KMSClient, SignCommand } from "@aws-sdk/client-kms";
import { isTransient } from "./aws-faults.ts";
import { concatenated, publicJwk, signingInput, type PublicJwk } from "./jws.ts";
import { again, attempts, realPause } from "./retry.ts";

/** Signs what others can verify without us. */
export type Signer = {
  readonly publicKey: () => Promise<PublicJwk>;
  /** A compact JWS (ES256) over the payload. */
  readonly sign: (payload: unknown, typ: string) => Promise<string>;
};

/** ES256 by a KMS key whose private half never leaves KMS. */
export function newSigner(keyArn: string): Signer {
  const kms = new KMSClient({ requestHandler: { connectionTimeout: 1_000, requestTimeout: 4_000 } });
  let known: PublicJwk | undefined;
  const publicKey = async (): Promise<PublicJwk> => {
    if (known !== undefined) return known;
    const { PublicKey } = await faultless(() => kms.send(new GetPublicKeyCommand({ KeyId: keyArn })));
    if (PublicKey === undefined) throw new Error("KMS answered without a key");
    known = publicJwk(PublicKey);
    return known;
  };
  return {
    publicKey,
    sign: async (payload, typ) => {
      const { kid } = await publicKey();
      const input = signingInput({ alg: "ES256", typ, kid }, payload);
      const command = new SignCommand({
        KeyId: keyArn,
        Message: Buffer.from(input),
        MessageType: "RAW",
        SigningAlgorithm: "ECDSA_SHA_256",
      });
      const { Signature } = await faultless(() => kms.send(command));
      if (Signature === undefined) throw new Error("KMS answered without a signature");
      return `${input}.${Buffer.from(concatenated(Signature)).toString("base64url")}`;
    },
  };
}

const faultless = async <T>(call: () => Promise<T>): Promise<T> =>
  attempts(
    async () => {
      try {
        return await call();
      } catch (error) {
        if (isTransient(error)) return again;
        throw error;
      }
    },
    { count: 3, ms: 50, maxMs: 400, pause: realPause },
  );
