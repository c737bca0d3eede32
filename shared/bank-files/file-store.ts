import type { SignedLinks, Objects } from "../platform/objects.ts";
import { hashing } from "../platform/hashing.ts";
import { bankUploadKey } from "./keys.ts";
import type { BankFile } from "./model.ts";

type Expected = Pick<BankFile, "lenderId" | "fileId" | "attempt">;

/** What banks' files are as objects. */
export const bankFileObjects = (objects: Pick<Objects, "head" | "stream">) => ({
  head: async (file: Expected) => objects.head(bankUploadKey(file)),
  /** The whole of a file, and when it is read to its end, its hash. */
  open: async (file: Expected, etag: string) => hashing(await objects.stream(bankUploadKey(file), { etag })),
});

export type BankFileObjects = ReturnType<typeof bankFileObjects>;

/** A link that takes exactly the announced bytes, only where nothing stands yet. */
export const bankUploadLink =
  (links: Pick<SignedLinks, "upload">, seconds: number) =>
  async (file: BankFile): Promise<{ readonly url: string; readonly headers: Record<string, string> }> => {
    const { url, headers } = await links.upload({
      key: bankUploadKey(file),
      contentType: "application/octet-stream",
      sha256: Buffer.from(file.sha256, "hex").toString("base64"),
      seconds,
    });
    return { url, headers: { ...headers } };
  };

export type BankUploadLink = ReturnType<typeof bankUploadLink>;
