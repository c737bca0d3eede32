import type { BankAccountStore } from "../bank-accounts/store.ts";
import type { LenderId } from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import type { Instant } from "../kernel/time.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import { bankFileIdOf } from "./keys.ts";
import { Stored, type BankFile } from "./model.ts";
import type { BankFileStore } from "./store.ts";
import type { AnnounceBankFileRequest } from "./wire.ts";

export type AnnounceBankFileDeps = {
  readonly accounts: Pick<BankAccountStore, "find">;
  readonly files: Pick<BankFileStore, "announce" | "announceAgain">;
};

export type AnnounceBankFile = {
  readonly lenderId: LenderId;
  readonly request: AnnounceBankFileRequest;
  /** The key of who announces it. */
  readonly by: string;
  readonly now: Instant;
};

export type Announced = {
  readonly file: BankFile;
  /** It was announced before and stands as it was. */
  readonly known: boolean;
};

/**
 * Announces a bank's file. The same bytes of the same lender are the same file: one that was announced before, and
 * not refused, is answered as it stands; a refused one begins anew, and so does one that is announced for another
 * account or as another format before its bytes came.
 * @throws Refused `invalid-request` for an account that the lender does not have, or CSV without a map; `unavailable`
 */
export const announceBankFile =
  (deps: AnnounceBankFileDeps) =>
  async (command: AnnounceBankFile): Promise<Announced> => {
    await mustBeReadable(deps, command);
    return attempts(async () => {
      const first = fileOf(command, 1);
      const standing = await deps.files.announce(first);
      if (standing === undefined) return { file: first, known: false };
      if (standing.state !== "REFUSED" && isSame(standing, first)) return { file: standing, known: true };
      const anew = fileOf(command, standing.attempt + 1);
      return (await deps.files.announceAgain(anew)) ? { file: anew, known: false } : again;
    }, onConflict);
  };

/** Once its bytes came it is read as it was announced then. */
const isSame = (standing: BankFile, now: BankFile): boolean =>
  standing.state !== "AWAITING_UPLOAD" ||
  (standing.bankAccountRef === now.bankAccountRef && standing.format === now.format);

export type AnnounceBankFileUseCase = ReturnType<typeof announceBankFile>;

async function mustBeReadable(
  { accounts }: AnnounceBankFileDeps,
  { lenderId, request: { format, bankAccountRef } }: AnnounceBankFile,
): Promise<void> {
  if (bankAccountRef === undefined) return;
  const account = await accounts.find(lenderId, bankAccountRef);
  if (account === undefined) throw wrong("unknown", `The lender has no bank account ${bankAccountRef}.`);
  if (format === "CSV" && account.csv === undefined)
    throw wrong("no-csv-map", `${bankAccountRef} has no map by which CSV is read.`);
}

const wrong = (code: string, detail: string): Refused =>
  new Refused({
    code: "invalid-request",
    detail,
    errors: [{ pointer: "/bankAccountRef", code, detail }],
  });

const fileOf = ({ lenderId, request, by, now }: AnnounceBankFile, attempt: number): BankFile => ({
  fileId: bankFileIdOf(lenderId, request.sha256),
  lenderId,
  attempt,
  state: "AWAITING_UPLOAD",
  fileName: request.fileName,
  sha256: request.sha256,
  bytes: request.bytes,
  ...(request.format !== undefined && { format: request.format }),
  ...(request.bankAccountRef !== undefined && { bankAccountRef: request.bankAccountRef }),
  announcedBy: by,
  createdAt: now,
  stored: Stored.parse({}),
  corrected: 0,
  rejected: 0,
});
