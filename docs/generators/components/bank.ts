import { BankAccountBody, BankAccountView } from "../../../shared/bank-accounts/wire.ts";
import {
  CorrectBankEntryRequest,
  QuarantinedBankLineView,
  RejectBankEntryRequest,
} from "../../../shared/bank-files/entry-wire.ts";
import { BankLineView } from "../../../shared/bank-files/line-wire.ts";
import {
  AnnounceBankFileRequest,
  BankFileDetailView,
  BankFileView,
  BankStatementView,
  FileReason,
} from "../../../shared/bank-files/wire.ts";
import { pageOf } from "../answers.ts";
import { answer, both, request } from "./entry.ts";

/** Bank accounts, the files of banks, and what is in them. */
export const banking = {
  BankAccountBody: request(BankAccountBody, "A bank account, and how its bank's files are read."),
  BankAccountView: answer(BankAccountView, "A bank account of a lender."),
  BankAccountPage: answer(pageOf(BankAccountView), "A lender's bank accounts, by name."),
  AnnounceBankFileRequest: request(AnnounceBankFileRequest, "A bank's file that is about to be sent."),
  BankFileReason: answer(FileReason, "What is wrong with a file or a statement, and where."),
  BankFileView: answer(BankFileView, "A bank's file: where it stands, and what it moved."),
  BankFilePage: answer(pageOf(BankFileView), "A page of banks' files, newest first."),
  BankStatement: answer(BankStatementView, "One statement of a file."),
  BankFileDetail: answer(BankFileDetailView, "A bank's file with its statements."),
  BankLine: answer(BankLineView, "A movement of a bank account. Amounts are minor units, credit positive."),
  BankLinePage: answer(pageOf(BankLineView), "A page of a file's lines, in its order."),
  CorrectBankEntryRequest: both(
    CorrectBankEntryRequest,
    "What a person reads in an entry that could not be read.",
  ),
  RejectBankEntryRequest: both(
    RejectBankEntryRequest,
    "Why an entry that could not be read is no money, or none that is not counted.",
  ),
  QuarantinedBankLine: answer(QuarantinedBankLineView, "An entry that could not be read."),
  QuarantinedBankLinePage: answer(pageOf(QuarantinedBankLineView), "A page of what could not be read."),
} as const;
