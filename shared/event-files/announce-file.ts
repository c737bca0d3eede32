import type { AgencyId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import { eventFileIdOf } from "./keys.ts";
import type { EventFile } from "./model.ts";
import type { EventFileStore } from "./store.ts";
import type { AnnounceEventFileRequest } from "./wire.ts";

export type AnnounceFileDeps = { readonly files: Pick<EventFileStore, "announce" | "announceAgain"> };

export type AnnounceFile = {
  readonly agencyId: AgencyId;
  readonly request: AnnounceEventFileRequest;
  readonly now: Instant;
};

export type Announced = {
  readonly file: EventFile;
  /** It was announced before and stands as it was. */
  readonly known: boolean;
};

/**
 * Announces a file. The same bytes of the same agency are the same file: one that was announced before, and not
 * refused, is answered as it stands; a refused one begins anew. One write, that a second time changes nothing.
 * @throws Refused `unavailable`
 */
export const announceFile =
  (deps: AnnounceFileDeps) =>
  async (command: AnnounceFile): Promise<Announced> =>
    attempts(async () => {
      const first = fileOf(command, 1);
      const standing = await deps.files.announce(first);
      if (standing === undefined) return { file: first, known: false };
      if (standing.state !== "REFUSED") return { file: standing, known: true };
      const anew = fileOf(command, standing.attempt + 1);
      return (await deps.files.announceAgain(anew)) ? { file: anew, known: false } : again;
    }, onConflict);

const fileOf = ({ agencyId, request, now }: AnnounceFile, attempt: number): EventFile => ({
  fileId: eventFileIdOf(agencyId, request.sha256),
  agencyId,
  attempt,
  state: "AWAITING_UPLOAD",
  format: request.format,
  ...(request.fileName !== undefined && { fileName: request.fileName }),
  declaredSha256: request.sha256,
  bytes: request.bytes,
  controlTotals: request.controlTotals,
  createdAt: now,
  done: new Set(),
  accepted: 0,
  duplicate: 0,
  quarantined: 0,
  refused: 0,
  failed: 0,
});
