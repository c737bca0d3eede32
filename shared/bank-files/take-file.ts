import type { BankAccountStore } from "../bank-accounts/store.ts";
import { FILE_BYTES_MAX } from "../bank-statements/limits.ts";
import type { BankFileObjects } from "./file-store.ts";
import type { BankUpload } from "./keys.ts";
import { loadBankFile, type LoadBankFileDeps } from "./load-file.ts";
import type { BankFile } from "./model.ts";
import { knownAccount, settingsOf } from "./settings.ts";
import type { BankFileStore } from "./store.ts";
import { newVerdict, type Verdict } from "./verdict.ts";
import type { BankFileState, FileReason } from "./wire.ts";

export type TakeBankFileDeps = LoadBankFileDeps & {
  readonly accounts: Pick<BankAccountStore, "all">;
  readonly files: Pick<BankFileStore, "find" | "reading" | "refused" | "found">;
  readonly objects: Pick<BankFileObjects, "head">;
};

/** What became of a file: `undefined` when there was nothing left to do. */
export type Taken = { readonly lines: number; readonly state: BankFileState };

/**
 * Takes an uploaded file: reads all of it and either refuses it whole, before anything of it is stored, or loads it.
 * Told twice of a file, or killed anywhere, it goes on where it was and ends the same: that a file was found good
 * is written before its first line, and from then on it can only be loaded.
 */
export const takeBankFile =
  (deps: TakeBankFileDeps) =>
  async ({ fileId, attempt }: BankUpload): Promise<Taken | undefined> => {
    const file = await deps.files.find(fileId);
    if (file === undefined) throw new Error(`an upload without its file: ${fileId}`);
    if (file.attempt !== attempt || !(await deps.files.reading(file))) return undefined;
    if (file.checkedAt === undefined && (await check(deps, file)) === "REFUSED")
      return { lines: 0, state: "REFUSED" };
    return load(deps, await deps.files.find(fileId));
  };

/** By what the check found, whoever made it; unless somebody came to an end meanwhile. */
async function load(deps: TakeBankFileDeps, file: BankFile | undefined): Promise<Taken | undefined> {
  if (file?.state !== "READING" || file.checkedAt === undefined) return undefined;
  await loadBankFile(deps, file);
  return { lines: file.found?.lines ?? 0, state: "LOADED" };
}

async function check(deps: TakeBankFileDeps, file: BankFile): Promise<"REFUSED" | "GOOD"> {
  const object = await deps.objects.head(file);
  if (object === undefined) throw new Error(`a file without its upload: ${file.fileId}`);
  const { reasons, ...facts } =
    object.bytes > FILE_BYTES_MAX ? { reasons: [tooLarge] } : await judge(deps, file, object);
  const checkedAt = deps.clock.now();
  if (reasons.length === 0) {
    await deps.files.found(file, { ...facts, checkedAt });
    return "GOOD";
  }
  return (await deps.files.refused(file, { reasons: [...reasons], checkedAt })) ? "REFUSED" : "GOOD";
}

type Object = { readonly etag: string; readonly bytes: number };

type Judged = Pick<Verdict, "reasons"> & Pick<BankFile, "etag" | "accounts" | "settings" | "found">;

async function judge(deps: TakeBankFileDeps, file: BankFile, { etag, bytes }: Object): Promise<Judged> {
  const all = await deps.accounts.all(file.lenderId);
  const named = all.find(({ bankAccountRef }) => bankAccountRef === file.bankAccountRef);
  const accounts = (file.bankAccountRef === undefined ? all : named ? [named] : []).map(knownAccount);
  const settings = settingsOf(file, named);
  if (settings === undefined) return { reasons: [mapMissing] };
  const opened = await deps.objects.open(file, etag);
  const verdict = newVerdict(accounts);
  for await (const events of deps.read(opened.bytes, settings))
    if (!events.every((event) => verdict.take(event))) break;
  const { reasons, found } = verdict.end();
  const isOther = bytes !== file.bytes || (reasons.length === 0 && opened.sha256() !== file.sha256);
  return { reasons: isOther ? [otherBytes] : reasons, etag, accounts, settings, found };
}

const tooLarge: FileReason = {
  code: "FILE_TOO_LARGE",
  message: `The file is larger than ${FILE_BYTES_MAX} bytes.`,
};

const mapMissing: FileReason = {
  code: "CSV_MAP_MISSING",
  message: "The account has no map by which CSV is read: give it one, and announce the file again.",
};

const otherBytes: FileReason = {
  code: "OTHER_BYTES",
  message: "What was sent is not what was announced: another length or another hash.",
};
