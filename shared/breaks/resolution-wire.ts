import * as z from "zod";
import { AgencyId, RemittanceId } from "../kernel/ids.ts";

export const ResolutionMethod = z.enum([
  "MATCH",
  "WRITE_OFF_TOLERANCE",
  "CORRECTION",
  "ATTRIBUTION",
  "MANUAL",
]);
export type ResolutionMethod = z.infer<typeof ResolutionMethod>;

/** What a resolution may post, and nothing else; each belongs to one method. */
export const EntryKind = z.enum([
  "WRITE_OFF_CLEARING",
  "WRITE_OFF_IN_TRANSIT",
  "WRITE_OFF_BANK",
  "ATTRIBUTE_CLEARING",
  "HOLD_IN_SUSPENSE",
  "ATTRIBUTE_BANK",
  "CORRECT_ADVICE",
  "CORRECT_BANK",
  "SETTLE_REFUND",
  "SETTLE_FEES",
  "SETTLE_SUSPENSE",
]);
export type EntryKind = z.infer<typeof EntryKind>;

export const methodOf: Readonly<Record<EntryKind, ResolutionMethod>> = {
  WRITE_OFF_CLEARING: "WRITE_OFF_TOLERANCE",
  WRITE_OFF_IN_TRANSIT: "WRITE_OFF_TOLERANCE",
  WRITE_OFF_BANK: "WRITE_OFF_TOLERANCE",
  ATTRIBUTE_CLEARING: "ATTRIBUTION",
  HOLD_IN_SUSPENSE: "CORRECTION",
  ATTRIBUTE_BANK: "ATTRIBUTION",
  CORRECT_ADVICE: "CORRECTION",
  CORRECT_BANK: "CORRECTION",
  SETTLE_REFUND: "CORRECTION",
  SETTLE_FEES: "CORRECTION",
  SETTLE_SUSPENSE: "CORRECTION",
};

/** What a method takes beside a posting of its own: a reference to an entry that stands already, or nothing at all. */
const takes = {
  MATCH: { reference: true, nothing: false },
  WRITE_OFF_TOLERANCE: { reference: false, nothing: false },
  CORRECTION: { reference: true, nothing: false },
  ATTRIBUTION: { reference: true, nothing: false },
  MANUAL: { reference: true, nothing: true },
} as const satisfies Record<ResolutionMethod, object>;

export const PostingChoice = z.strictObject({
  entry: EntryKind,
  /** Whose accounts; needed where the break has no agency. */
  agencyId: AgencyId.exactOptional(),
  /** To whose clearing money is attributed. */
  toAgencyId: AgencyId.exactOptional(),
  /** The advice whose money it is; of `CORRECT_BANK`, which needs one. */
  remittanceId: RemittanceId.exactOptional(),
});
export type PostingChoice = z.infer<typeof PostingChoice>;

/** An entry of the journal, by the history and the number of its event. */
export const LedgerReference = z.strictObject({
  accountId: z.string().regex(/^[a-z]{3}_[0-9A-HJKMNP-TV-Z]{26}$/u),
  sequence: z.int().min(1).max(99_999_999),
});
export type LedgerReference = z.infer<typeof LedgerReference>;

/** `POST …/resolution` */
export const ResolveBreakRequest = z
  .strictObject({
    method: ResolutionMethod,
    explanation: z.string().min(1).max(2_000),
    posting: PostingChoice.exactOptional(),
    ledgerEntry: LedgerReference.exactOptional(),
  })
  .refine(({ posting, ledgerEntry }) => posting === undefined || ledgerEntry === undefined, {
    error: "post an entry, or name one",
    path: ["ledgerEntry"],
  })
  .refine(({ method, posting }) => posting === undefined || methodOf[posting.entry] === method, {
    error: "is no entry of the method",
    path: ["posting", "entry"],
  })
  .refine(({ posting }) => (posting?.entry === "CORRECT_BANK") === (posting?.remittanceId !== undefined), {
    error: "CORRECT_BANK, and nothing else, names an advice",
    path: ["posting", "remittanceId"],
  })
  .refine(({ method, ledgerEntry }) => ledgerEntry === undefined || takes[method].reference, {
    error: "the method posts an entry of its own",
    path: ["ledgerEntry"],
  })
  .refine(
    ({ method, posting, ledgerEntry }) =>
      posting !== undefined || ledgerEntry !== undefined || takes[method].nothing,
    { error: "the method needs an entry of the ledger, posted or named", path: ["posting"] },
  );
export type ResolveBreakRequest = z.infer<typeof ResolveBreakRequest>;
