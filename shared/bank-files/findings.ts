import type { AgencyId, LenderId } from "../kernel/ids.ts";
import type { Currency } from "../kernel/money.ts";
import type { BankFile, KnownAccount } from "./model.ts";
import type { QuarantinedBankLineView } from "./entry-wire.ts";

/** What is found at odds while a file is loaded: a break of its lender. */
export type FileFinding = {
  readonly code: "CONTROL_TOTAL_MISMATCH" | "FILE_GAP" | "FILE_REPEAT";
  readonly lenderId: LenderId;
  readonly agencyId?: AgencyId;
  readonly currency: Currency;
  readonly amount: number;
  readonly subjects: readonly string[];
  readonly explain: readonly string[];
};

const RAW_LENGTH_MAX = 200;

/** An entry that could not be read is money that nobody counted. */
export const quarantinedFinding = (
  { lenderId }: BankFile,
  { currency, agencyId, bankAccountRef }: KnownAccount,
  { fileId, number, place, code, reason, raw }: QuarantinedBankLineView,
): FileFinding => ({
  code: "CONTROL_TOTAL_MISMATCH",
  lenderId,
  ...(agencyId !== undefined && { agencyId }),
  currency,
  amount: 0,
  subjects: [`${fileId}/${number}`],
  explain: [
    `An entry of a statement of ${bankAccountRef}, line ${place.line} of the file, could not be read: ${code}.`,
    reason,
    raw.slice(0, RAW_LENGTH_MAX),
  ],
});
