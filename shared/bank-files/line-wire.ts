import * as z from "zod";
import { BankAccountRef } from "../bank-accounts/wire.ts";
import { AgencyId, BankFileId, LenderId } from "../kernel/ids.ts";
import { Currency } from "../kernel/money.ts";
import { LocalDate } from "../kernel/time.ts";

const Counterparty = z.object({ name: z.string().exactOptional(), account: z.string().exactOptional() });

const Charge = z.object({
  amount: z.int(),
  currency: Currency,
  isIncluded: z.boolean().exactOptional(),
  type: z.string().exactOptional(),
});

const BatchDetail = z.object({
  amount: z.int().exactOptional(),
  currency: Currency.exactOptional(),
  references: z.array(z.string()),
  text: z.string(),
  counterparty: Counterparty.exactOptional(),
  charges: z.array(Charge),
});

export const Place = z.object({
  line: z.int(),
  statement: z.int().exactOptional(),
  entry: z.int().exactOptional(),
});

/** A line of a bank's file as it stands: booked, if it has been booked since; with its match, if it has one. */
export const BankLineView = z.object({
  lineId: z.string(),
  lenderId: LenderId,
  bankAccountRef: BankAccountRef,
  bankAccount: z.string(),
  /** The agency that alone pays in there. */
  agencyId: AgencyId.exactOptional(),
  kind: z.enum(["BOOKED", "PROVISIONAL", "NOTIFICATION"]),
  status: z.enum(["BOOKED", "PENDING", "INFORMATION"]),
  currency: Currency,
  amount: z.int(),
  valueDate: LocalDate,
  bookingDate: LocalDate.exactOptional(),
  isReversal: z.boolean(),
  servicerRef: z.string().exactOptional(),
  references: z.array(z.string()),
  text: z.string(),
  counterparty: Counterparty.exactOptional(),
  charges: z.array(Charge),
  batch: z.object({ count: z.int().exactOptional(), details: z.array(BatchDetail) }).exactOptional(),
  /** More came than a line keeps: the file has the rest. */
  isShortened: z.literal(true).exactOptional(),
  /** The file that it was first booked by, and where it stands there. */
  fileId: BankFileId,
  place: Place,
  matchId: z.string().exactOptional(),
});
export type BankLineView = z.infer<typeof BankLineView>;
