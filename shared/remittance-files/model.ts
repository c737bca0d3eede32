import * as z from "zod";
import { RemittanceFileWords } from "../dialects/remittance-file-words.ts";
import { Reason } from "../incoming-files/model.ts";
import { AgencyId, LenderId, RemittanceFileId, RemittanceId } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
import type { TransitionTable } from "../kernel/transitions.ts";
import { AdviceHeader } from "../remittances/wire.ts";
import { RemittanceFileState } from "./wire.ts";

/** The longest row, in bytes. No more of a longer one is ever held. */
export const ROW_BYTES_MAX = 16 * 1024;

export const fileTransitions = {
  announce: { from: ["REFUSED", "AWAITING_UPLOAD"], to: "AWAITING_UPLOAD" },
  read: { from: ["AWAITING_UPLOAD", "READING"], to: "READING" },
  refuse: { from: ["READING"], to: "REFUSED" },
  advise: { from: ["READING"], to: "ADVISED" },
} as const satisfies TransitionTable<RemittanceFileState>;

/** A file of an advice's lines as stored: what was said of it, how it is read, what became of it. */
export const RemittanceFile = z.object({
  fileId: RemittanceFileId,
  agencyId: AgencyId,
  lenderId: LenderId,
  /** Counts its announcements: each has an upload of its own. */
  attempt: z.int().min(1),
  state: RemittanceFileState,
  format: z.literal("CSV"),
  advice: AdviceHeader.strip(),
  fileName: z.string(),
  declaredSha256: z.string(),
  bytes: z.int(),
  /** The agency's words as they were when it was announced: it is read by them, whatever they become. */
  words: RemittanceFileWords.exactOptional(),
  dialectVersion: z.int().exactOptional(),
  announcedBy: z.object({ kind: z.enum(["AGENCY", "FINANCE"]), id: z.string() }),
  createdAt: Instant,
  finishedAt: Instant.exactOptional(),
  lineCount: z.int().exactOptional(),
  remittanceId: RemittanceId.exactOptional(),
  reasons: z.array(Reason).exactOptional(),
});
export type RemittanceFile = z.infer<typeof RemittanceFile>;

/** What became of a row of the file. */
export type RowResult = {
  readonly line: number;
  readonly kind: string;
  readonly paymentRef: string;
  readonly faults: readonly { readonly code: string; readonly pointer: string; readonly detail: string }[];
};
