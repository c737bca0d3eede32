import type * as z from "zod";
import { BankAccountView } from "./wire.ts";

/** A bank account of a lender: whose files are loaded, and whose are not. */
export const BankAccount = BankAccountView;
export type BankAccount = z.infer<typeof BankAccount>;

/** What a statement is held against, and one event posts to: few enough for one read and one transaction. */
export const BANK_ACCOUNT_COUNT_MAX = 40;
