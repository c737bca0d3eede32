import { BankFileId, type LenderId } from "../kernel/ids.ts";
import { sha256 } from "../platform/canonical.ts";
import type { BankFile } from "./model.ts";

const UPLOADS = "bank-files";

const ID_LENGTH = 26;

/** The same file of the same lender has the same id, however often it is announced. */
export const bankFileIdOf = (lenderId: LenderId, hash: string): BankFileId =>
  BankFileId.parse(`bkf_${sha256(`${lenderId}\n${hash}`).slice(0, ID_LENGTH).toUpperCase()}`);

type Announced = Pick<BankFile, "lenderId" | "fileId" | "attempt">;

/** Where an announcement's bytes go: nothing is ever written twice under one key. */
export const bankUploadKey = ({ lenderId, fileId, attempt }: Announced): string =>
  `${UPLOADS}/${lenderId}/${fileId}/${attempt}`;

/** Which announcement of which file an object was sent for. */
export type BankUpload = Pick<BankFile, "fileId" | "attempt">;

/** @returns undefined for objects that are no files of banks */
export function bankUploadIn(key: string): BankUpload | undefined {
  const [, fileId, attempt] = /^bank-files\/[^/]+\/([^/]+)\/(\d{1,9})$/u.exec(key) ?? [];
  const id = BankFileId.safeParse(fileId);
  return id.success ? { fileId: id.data, attempt: Number(attempt) } : undefined;
}
