import { DriftCheckView, DriftRequest, DriftView } from "../../../shared/ledger/drift-wire.ts";
import { BookView, SealView } from "../../../shared/ledger/wire.ts";
import { CheckView, PeriodDetail, PeriodFigures, PeriodView } from "../../../shared/periods/wire.ts";
import { pageOf } from "../answers.ts";
import { answer, request } from "./entry.ts";

/** Books that are kept, and months that are closed. */
export const closing = {
  BookView: answer(BookView, "A book, and up to which day it is sealed."),
  BookPage: answer(pageOf(BookView), "A page of books, by owner and currency."),
  SealView: answer(SealView, "What a day of a book came to, chained to the day before."),
  SealPage: answer(pageOf(SealView), "A page of sealed days, the latest first."),
  DriftRequest: request(DriftRequest, "The days of a book that are to be checked."),
  DriftView: answer(DriftView, "Something that was copied and differs from what it was copied from."),
  DriftCheckView: answer(DriftCheckView, "A comparison of the copies with what happened."),
  DriftCheckPage: answer(pageOf(DriftCheckView), "A page of checks, the latest first."),
  PeriodView: answer(PeriodView, "A calendar month of a book."),
  PeriodPage: answer(pageOf(PeriodView), "A page of months, the latest first."),
  PeriodDetail: answer(PeriodDetail, "A calendar month of a book, with its checklist."),
  PeriodFigures: answer(PeriodFigures, "What a month came to."),
  CheckView: answer(CheckView, "Something that is looked at before a month is closed."),
} as const;
