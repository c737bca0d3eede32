import * as z from "zod";
import { CsvMap } from "../bank-statements/csv-map.ts";
import { AgencyId, LenderId } from "../kernel/ids.ts";
import { Currency } from "../kernel/money.ts";

/** A bank account's name within its lender: it is the end of the ledger account, `bank/<name>`. */
export const BankAccountRef = z
  .string()
  .max(64)
  .regex(/^[A-Za-z0-9][\w.-]*$/u, { error: "letters, digits, '.', '_' and '-'" });
export type BankAccountRef = z.infer<typeof BankAccountRef>;

const AccountNumber = z
  .string()
  .max(64)
  .regex(/^[0-9A-Z][0-9A-Z/.:_-]*$/u, {
    error: "an IBAN or a number as the bank's files have it, without spaces, letters in upper case",
  });

/** How the CSV files of the account are read; account and currency are the account's own. */
const AccountCsvMap = CsvMap.omit({ bankAccount: true, currency: true });

/** `PUT /v1/lenders/{lenderId}/bank-accounts/{bankAccountRef}` */
export const BankAccountBody = z.strictObject({
  name: z.string().min(1).max(200).exactOptional(),
  number: AccountNumber,
  currency: Currency,
  /** The agency that pays in, where nobody else does. */
  agencyId: AgencyId.exactOptional(),
  /** Of MT940 and BAI2 files, which do not declare it. */
  encoding: CsvMap.shape.encoding.unwrap().exactOptional(),
  csv: AccountCsvMap.exactOptional(),
});
export type BankAccountBody = z.infer<typeof BankAccountBody>;

export const BankAccountView = BankAccountBody.extend({
  lenderId: LenderId,
  bankAccountRef: BankAccountRef,
}).strip();
export type BankAccountView = z.infer<typeof BankAccountView>;
