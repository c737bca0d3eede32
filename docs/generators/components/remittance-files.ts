import {
  RemittanceFileWords,
  RemittanceFileWordsBody,
  RowConstant,
  RowRule,
} from "../../../shared/dialects/remittance-file-words.ts";
import { InvoiceBody, InvoiceView } from "../../../shared/commission-invoices/wire.ts";
import {
  AnnounceRemittanceFile,
  RemittanceFileOnBehalf,
  RemittanceFileResults,
  RemittanceFileView,
} from "../../../shared/remittance-files/wire.ts";
import { AdviceHeader } from "../../../shared/remittances/wire.ts";
import { pageOf } from "../answers.ts";
import { answer, both, request } from "./entry.ts";

/** Advices as files, and what is billed of advices. */
export const remittanceFileSchemas = {
  RemittanceFileWordsBody: request(RemittanceFileWordsBody, "How an agency's files of advices are read."),
  RemittanceFileWords: answer(RemittanceFileWords, "How an agency's files of advices are read."),
  RemittanceFileRowRule: both(RowRule, "Where a member of a line is found in a row, and how it is read."),
  RemittanceFileRowConstant: both(RowConstant, "A member that is the same in every row."),
  AdviceHeader: request(AdviceHeader, "All of an advice but its lines."),
  AnnounceRemittanceFile: request(AnnounceRemittanceFile, "An advice whose lines are about to be sent."),
  RemittanceFileOnBehalf: request(
    RemittanceFileOnBehalf,
    "An advice whose lines finance is about to send for an agency.",
  ),
  RemittanceFileView: answer(RemittanceFileView, "A file of an advice, and what became of it."),
  RemittanceFilePage: answer(pageOf(RemittanceFileView), "A page of files of advices, newest first."),
  InvoiceBody: request(InvoiceBody, "Commission that an agency bills."),
  InvoiceView: answer(InvoiceView, "Commission that an agency billed."),
  InvoicePage: answer(pageOf(InvoiceView), "A page of invoices, newest first."),
  RemittanceFileResults: answer(
    RemittanceFileResults,
    "Where a file's results can be read for some minutes.",
  ),
} as const;
