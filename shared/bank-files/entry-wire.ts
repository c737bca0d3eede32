import * as z from "zod";
import { ActorView } from "../accounts/event-wire.ts";
import { BankFileId } from "../kernel/ids.ts";
import { PositiveMoney } from "../kernel/money.ts";
import { Instant, LocalDate } from "../kernel/time.ts";
import { Place } from "./line-wire.ts";

/** Of an entry that could not be read: it waits for a person, for a second one, or is settled. */
export const EntryState = z.enum(["WAITING", "PROPOSED", "CORRECTED", "REJECTED"]);
export type EntryState = z.infer<typeof EntryState>;

const said = (max: number) => z.string().min(1).max(max);

const REFERENCE_LENGTH_MAX = 200;
const REFERENCE_COUNT_MAX = 20;
const TEXT_LENGTH_MAX = 2_000;

const Explanation = said(TEXT_LENGTH_MAX);

/** `POST …/correction`: what a person reads in the entry. */
export const CorrectBankEntryRequest = z.strictObject({
  side: z.enum(["CREDIT", "DEBIT"]),
  amount: PositiveMoney,
  valueDate: LocalDate,
  bookingDate: LocalDate.exactOptional(),
  /** By it the line is the same when the bank sends it once more. */
  servicerRef: said(REFERENCE_LENGTH_MAX).exactOptional(),
  references: z.array(said(REFERENCE_LENGTH_MAX)).max(REFERENCE_COUNT_MAX).exactOptional(),
  text: said(TEXT_LENGTH_MAX).exactOptional(),
  counterparty: z
    .strictObject({
      name: said(REFERENCE_LENGTH_MAX).exactOptional(),
      account: said(REFERENCE_LENGTH_MAX).exactOptional(),
    })
    .exactOptional(),
  /** A line that says the same stands, and this is another movement. */
  isAnother: z.boolean().exactOptional(),
  explanation: Explanation,
});
export type CorrectBankEntryRequest = z.infer<typeof CorrectBankEntryRequest>;

/** `POST …/rejection`: it is no money, or money that is counted elsewhere. */
export const RejectBankEntryRequest = z.strictObject({ explanation: Explanation });
export type RejectBankEntryRequest = z.infer<typeof RejectBankEntryRequest>;

/** How an entry is settled. */
export const EntrySettlement = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("CORRECTION"), correction: CorrectBankEntryRequest }),
  z.strictObject({ kind: z.literal("REJECTION"), rejection: RejectBankEntryRequest }),
]);
export type EntrySettlement = z.infer<typeof EntrySettlement>;

/** What can be done with an entry that could not be read. */
export type EntryCommand =
  | { readonly kind: "SETTLE"; readonly settlement: EntrySettlement }
  | { readonly kind: "CONFIRM" }
  | { readonly kind: "DECLINE"; readonly reason: string };

/** An entry of a loaded file that could not be read, and what people made of it. */
export const QuarantinedBankLineView = z.object({
  fileId: BankFileId,
  number: z.int(),
  place: Place,
  code: z.string(),
  reason: z.string(),
  raw: z.string(),
  state: EntryState.default("WAITING"),
  /** Waits for a second key. */
  proposal: z
    .object({ settlement: EntrySettlement, proposedBy: z.string(), proposedAt: Instant })
    .exactOptional(),
  settled: z
    .object({
      settlement: EntrySettlement,
      /** The line that a corrected entry became. */
      lineId: z.string().exactOptional(),
      /** The event of the file's history that says so, and posts it. */
      ledgerEventId: z.string(),
      proposedBy: z.string().exactOptional(),
      settledBy: ActorView,
      settledAt: Instant,
    })
    .exactOptional(),
});
export type QuarantinedBankLineView = z.infer<typeof QuarantinedBankLineView>;
