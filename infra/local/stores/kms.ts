import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import { join } from "node:path";
import * as z from "zod";
import { mac, open, seal } from "./kms-cipher.ts";
import { ecdsa, publicHalf } from "./kms-signing.ts";
import type { KeyPlan } from "../plan/plan-model.ts";

export type Kms = {
  readonly port: number;
  readonly useKeys: (keys: readonly KeyPlan[]) => void;
  readonly stop: () => Promise<void>;
};

const masterBytes = 32;

/** KMS for the template's keys, spoken as the SDK speaks it (AWS JSON 1.1). */
export async function startKms(dataDir: string | undefined): Promise<Kms> {
  const master = await masterKey(dataDir);
  let keys: readonly KeyPlan[] = [];
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const operation = String(incoming.headers["x-amz-target"]).replace("TrentService.", "");
      answer(response, () =>
        perform({ operation, body: Buffer.concat(chunks).toString("utf8"), keys, master }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    useKeys: (given) => {
      keys = given;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The same key after a restart, or what was encrypted before would not open. */
async function masterKey(dataDir: string | undefined): Promise<Buffer> {
  if (dataDir === undefined) return randomBytes(masterBytes);
  const file = join(dataDir, "kms-master-key");
  if (existsSync(file)) return readFile(file);
  await mkdir(dataDir, { recursive: true });
  const key = randomBytes(masterBytes);
  await writeFile(file, key, { mode: 0o600 });
  return key;
}

const context = z.record(z.string(), z.string()).default({});
const generate = z.object({
  KeyId: z.string(),
  KeySpec: z.enum(["AES_256", "AES_128"]).optional(),
  NumberOfBytes: z.number().int().min(1).max(1024).optional(),
  EncryptionContext: context,
});
const encrypt = z.object({ KeyId: z.string(), Plaintext: z.base64(), EncryptionContext: context });
const decrypt = z.object({
  KeyId: z.string().optional(),
  CiphertextBlob: z.base64(),
  EncryptionContext: context,
});
const generateMac = z.object({
  KeyId: z.string(),
  MacAlgorithm: z.literal("HMAC_SHA_256"),
  Message: z.base64(),
});
const signing = z.object({
  KeyId: z.string(),
  MessageType: z.literal("RAW"),
  SigningAlgorithm: z.literal("ECDSA_SHA_256"),
  Message: z.base64(),
});
const describe = z.object({ KeyId: z.string() });

class KmsRefusal extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

type Request = {
  readonly operation: string;
  readonly body: string;
  readonly keys: readonly KeyPlan[];
  readonly master: Buffer;
};

function perform({ operation, body, keys, master }: Request): unknown {
  const input: unknown = JSON.parse(body);
  switch (operation) {
    case "GenerateDataKey":
    case "GenerateDataKeyWithoutPlaintext":
      return generateDataKey(generate.parse(input), {
        keys,
        master,
        withPlaintext: operation === "GenerateDataKey",
      });
    case "Encrypt": {
      const { KeyId, Plaintext, EncryptionContext } = encrypt.parse(input);
      const keyArn = findKey(KeyId, keys).arn;
      const sealed = seal(master, Buffer.from(Plaintext, "base64"), { keyArn, context: EncryptionContext });
      return {
        CiphertextBlob: sealed.toString("base64"),
        KeyId: keyArn,
        EncryptionAlgorithm: "SYMMETRIC_DEFAULT",
      };
    }
    case "Decrypt":
      return decryptBlob(decrypt.parse(input), { keys, master });
    case "GenerateMac": {
      const { KeyId, MacAlgorithm, Message } = generateMac.parse(input);
      const keyArn = findKey(KeyId, keys).arn;
      return {
        Mac: mac(master, keyArn, Buffer.from(Message, "base64")).toString("base64"),
        KeyId: keyArn,
        MacAlgorithm,
      };
    }
    case "Sign":
      return signMessage(signing.parse(input), { keys, master });
    case "GetPublicKey":
      return showPublicKey(describe.parse(input), { keys, master });
    case "DescribeKey": {
      const key = findKey(describe.parse(input).KeyId, keys);
      const common = {
        KeyUsage: "ENCRYPT_DECRYPT",
        KeySpec: "SYMMETRIC_DEFAULT",
        KeyState: "Enabled",
        Enabled: true,
      };
      return { KeyMetadata: { KeyId: key.id, Arn: key.arn, KeyManager: "CUSTOMER", ...common } };
    }
    default:
      throw new KmsRefusal("UnsupportedOperationException", `the local KMS does not do ${operation}`);
  }
}

type Holder = { readonly keys: readonly KeyPlan[]; readonly master: Buffer };

function generateDataKey(
  { KeyId, KeySpec, NumberOfBytes, EncryptionContext }: z.infer<typeof generate>,
  { keys, master, withPlaintext }: Holder & { readonly withPlaintext: boolean },
): unknown {
  const keyArn = findKey(KeyId, keys).arn;
  const plaintext = randomBytes(NumberOfBytes ?? (KeySpec === "AES_128" ? 16 : 32));
  const sealed = seal(master, plaintext, { keyArn, context: EncryptionContext });
  const shown = withPlaintext ? { Plaintext: plaintext.toString("base64") } : {};
  return { CiphertextBlob: sealed.toString("base64"), KeyId: keyArn, ...shown };
}

function decryptBlob(
  { KeyId, CiphertextBlob, EncryptionContext }: z.infer<typeof decrypt>,
  { keys, master }: Holder,
): unknown {
  const opened = open(master, Buffer.from(CiphertextBlob, "base64"), EncryptionContext);
  if (opened === undefined) throw new KmsRefusal("InvalidCiphertextException", "");
  const { keyArn, plaintext } = opened;
  if (KeyId !== undefined && findKey(KeyId, keys).arn !== keyArn) {
    throw new KmsRefusal(
      "IncorrectKeyException",
      "The key ID in the request does not identify the key of the ciphertext.",
    );
  }
  return { KeyId: keyArn, Plaintext: plaintext.toString("base64"), EncryptionAlgorithm: "SYMMETRIC_DEFAULT" };
}

function findKey(given: string, keys: readonly KeyPlan[]): KeyPlan {
  const alias = /:(?<name>alias\/.+)$/.exec(given)?.groups?.["name"] ?? given;
  const found = keys.find((key) => key.arn === given || key.id === given || key.aliases.includes(alias));
  if (found === undefined) throw new KmsRefusal("NotFoundException", `Key '${given}' does not exist`);
  return found;
}

function signMessage(
  { KeyId, SigningAlgorithm, Message }: z.infer<typeof signing>,
  { keys, master }: Holder,
): unknown {
  const keyArn = findSigningKey(KeyId, keys).arn;
  const signature = ecdsa(master, keyArn, Buffer.from(Message, "base64"));
  return { KeyId: keyArn, Signature: signature.toString("base64"), SigningAlgorithm };
}

function showPublicKey({ KeyId }: z.infer<typeof describe>, { keys, master }: Holder): unknown {
  const keyArn = findSigningKey(KeyId, keys).arn;
  const kind = { KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY", SigningAlgorithms: ["ECDSA_SHA_256"] };
  return { KeyId: keyArn, PublicKey: publicHalf(master, keyArn).toString("base64"), ...kind };
}

function findSigningKey(given: string, keys: readonly KeyPlan[]): KeyPlan {
  const found = findKey(given, keys);
  if (!found.signs) throw new KmsRefusal("InvalidKeyUsageException", `${found.arn} does not sign`);
  return found;
}

function answer(response: ServerResponse, work: () => unknown): void {
  response.setHeader("content-type", "application/x-amz-json-1.1");
  try {
    response.end(JSON.stringify(work()));
  } catch (error) {
    const code = error instanceof KmsRefusal ? error.code : "ValidationException";
    response.statusCode = 400;
    response.end(
      JSON.stringify({ __type: code, message: error instanceof Error ? error.message : String(error) }),
    );
  }
}
