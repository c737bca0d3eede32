import type { ContractStore } from "../contracts/store.ts";
import type { Dialect } from "../dialects/model.ts";
import type { DialectStore } from "../dialects/store.ts";
import type { AgencyId } from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import type { Instant } from "../kernel/time.ts";
import { canonical } from "../platform/canonical.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import { remittanceFileIdOf } from "./keys.ts";
import type { RemittanceFile } from "./model.ts";
import type { RemittanceFileStore } from "./store.ts";
import type { AnnounceRemittanceFile } from "./wire.ts";

export type AnnounceFileDeps = {
  readonly contracts: Pick<ContractStore, "contract">;
  readonly dialects: Pick<DialectStore, "current">;
  readonly files: Pick<RemittanceFileStore, "find" | "announce" | "announceAgain">;
};

export type AnnounceFile = {
  readonly agencyId: AgencyId;
  readonly request: AnnounceRemittanceFile;
  readonly by: RemittanceFile["announcedBy"];
  readonly now: Instant;
};

export type Announced = {
  readonly file: RemittanceFile;
  /** It was announced before and stands as it was. */
  readonly known: boolean;
};

/**
 * Announces a file of an advice's lines. The same bytes of the same agency are the same file and the same advice:
 * announced again it is answered as it stands, refused or not sent yet it may be announced otherwise. The agency's
 * words as they are now go with it.
 * @throws Refused `not-found` without a contract, `file-announced-otherwise`, `unavailable`
 */
export const announceRemittanceFile =
  (deps: AnnounceFileDeps) =>
  async (command: AnnounceFile): Promise<Announced> => {
    const { agencyId, request } = command;
    if ((await deps.contracts.contract(request.advice.lenderId, agencyId)) === undefined)
      throw new Refused({
        code: "not-found",
        detail: "The agency has no contract with a lender of this id.",
      });
    const dialect = await deps.dialects.current(agencyId);
    const first = fileOf(command, dialect, 1);
    return attempts(async () => {
      if (await deps.files.announce(first)) return { file: first, known: false };
      const standing = await deps.files.find(first.fileId);
      if (standing === undefined) return again;
      if (standing.state !== "REFUSED" && isSame(standing, first)) return { file: standing, known: true };
      mustBeOpen(standing);
      const anew = fileOf(command, dialect, standing.attempt + 1);
      return (await deps.files.announceAgain(anew)) ? { file: anew, known: false } : again;
    }, onConflict);
  };

/** What is read by other words is not the same; what was read is. */
const isSame = (standing: RemittanceFile, now: RemittanceFile): boolean =>
  canonical(standing.advice) === canonical(now.advice) &&
  (standing.state !== "AWAITING_UPLOAD" || standing.dialectVersion === now.dialectVersion);

function mustBeOpen({ state, advice, remittanceId }: RemittanceFile): void {
  if (state === "REFUSED" || state === "AWAITING_UPLOAD") return;
  throw new Refused({
    code: "file-announced-otherwise",
    detail: `The same bytes were sent as the lines of ${advice.remittanceRef}, with another header. Nothing was changed.`,
    ...(remittanceId && { extra: { remittanceId } }),
  });
}

function fileOf(
  { agencyId, request, by, now }: AnnounceFile,
  dialect: Dialect | undefined,
  attempt: number,
): RemittanceFile {
  const words = dialect?.remittanceFiles;
  return {
    fileId: remittanceFileIdOf(agencyId, request.sha256),
    agencyId,
    lenderId: request.advice.lenderId,
    attempt,
    state: "AWAITING_UPLOAD",
    format: "CSV",
    advice: request.advice,
    fileName: request.fileName,
    declaredSha256: request.sha256,
    bytes: request.bytes,
    ...(dialect && words && { words, dialectVersion: dialect.version }),
    announcedBy: by,
    createdAt: now,
  };
}
