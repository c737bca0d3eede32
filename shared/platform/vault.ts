import {
  AlgorithmSuiteIdentifier,
  buildClient,
  CommitmentPolicy,
  getLocalCryptographicMaterialsCache,
  KmsKeyringNode,
  NodeCachingMaterialsManager,
} from "@aws-crypto/client-node";

/** Envelope encryption of personal data. The context is authenticated: what was sealed for one lender does not open for another. */
export type Vault = {
  readonly seal: (text: string, context: Record<string, string>) => Promise<Uint8Array>;
  readonly open: (sealed: Uint8Array, context: Record<string, string>) => Promise<string>;
};

/** A data key of a lender's field seals this many debtors or lives this long, whichever ends first. */
const DATA_KEY = { maxMessagesEncrypted: 1_000, maxAge: 5 * 60_000, cacheSize: 1_000 };

/**
 * AES-GCM with key commitment, without a signature of each message: it takes some milliseconds of CPU for each debtor,
 * and would only tell apart those who may seal from a reader who forges under a data key that it was given.
 */
const suiteId = AlgorithmSuiteIdentifier.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA512_COMMIT_KEY;

/** AWS Encryption SDK with a KMS key; data keys are cached, so that KMS is not asked for every account. */
export function newVault(keyArn: string): Vault {
  const { encrypt, decrypt } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);
  const materials = new NodeCachingMaterialsManager({
    backingMaterials: new KmsKeyringNode({ generatorKeyId: keyArn }),
    cache: getLocalCryptographicMaterialsCache(DATA_KEY.cacheSize),
    maxAge: DATA_KEY.maxAge,
    maxMessagesEncrypted: DATA_KEY.maxMessagesEncrypted,
  });
  return {
    seal: async (text, context) => {
      const { result } = await encrypt(materials, text, { encryptionContext: context, suiteId });
      return result;
    },
    open: async (sealed, context) => {
      const { plaintext, messageHeader } = await decrypt(materials, sealed);
      for (const [name, value] of Object.entries(context))
        if (messageHeader.encryptionContext[name] !== value) throw new Error("sealed for another context");
      return plaintext.toString("utf8");
    },
  };
}
