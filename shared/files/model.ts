import * as z from "zod";
import { AgencyId } from "../kernel/ids.ts";
import { Instant, LocalDate } from "../kernel/time.ts";
import { ControlTotal } from "./wire.ts";

/**
 * A daily file of an agency: which positions of its feed it holds. They are fixed before the first byte is
 * written, so that whoever writes it again after a crash writes the same.
 */
export const FileManifest = z.object({
  agencyId: AgencyId,
  date: LocalDate,
  key: z.string(),
  /** The file holds the positions after this one … */
  after: z.int(),
  /** … up to this one. */
  upTo: z.int(),
  state: z.enum(["FIXED", "WRITTEN"]),
  fixedAt: Instant,
  written: z
    .object({
      at: Instant,
      bytes: z.int(),
      sha256: z.string(),
      totals: z.array(ControlTotal),
    })
    .exactOptional(),
});
export type FileManifest = z.infer<typeof FileManifest>;

/** Of one agency and one day there is one file. */
export const fileKey = (agencyId: AgencyId, date: LocalDate): string =>
  `agencies/${agencyId}/outbox/${date}.csv`;
