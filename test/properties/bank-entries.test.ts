import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { StoredEntry } from "../../shared/bank-files/entry-model.ts";
import { CorrectBankEntryRequest } from "../../shared/bank-files/entry-wire.ts";
import { BankFile, KnownAccount } from "../../shared/bank-files/model.ts";
import { settledStatement, surplusOf } from "../../shared/bank-files/settled-statement.ts";
import { lineStatedBy } from "../../shared/bank-files/stated-line.ts";
import { BankStatementView } from "../../shared/bank-files/wire.ts";
import { Currency } from "../../shared/kernel/money.ts";
import { linesOf, readAll } from "../support/bank-file.ts";
import { aLenderId, now } from "../support/builders.ts";
import { printedBai2, printedCamt, printedMt940, statements } from "../support/printed-bank-files.ts";

const fileId = "bkf_7A1E0C9B3D5F2846B8D1C3A57E";

const fileOf = () =>
  BankFile.parse({
    fileId,
    lenderId: aLenderId(),
    attempt: 1,
    state: "LOADED",
    fileName: "f",
    sha256: "0",
    bytes: 1,
    announcedBy: "key_1",
    createdAt: now,
  });

type Read = ReturnType<typeof linesOf>[number];

/** The line of an entry, by a person who reads what the reader would have read. */
function byHand(read: Read, standing: ReadonlySet<string>) {
  const { bankAccount, currency, amount, valueDate, servicerRef, text } = read;
  const entry = StoredEntry.parse({
    fileId,
    number: 1,
    place: read.place,
    code: "X",
    reason: "x",
    raw: "",
    bankAccount,
  });
  const stated = CorrectBankEntryRequest.parse({
    side: amount < 0 ? "DEBIT" : "CREDIT",
    amount: { amount: Math.abs(amount), currency },
    valueDate,
    ...(servicerRef !== undefined && { servicerRef }),
    ...(text !== "" && { text }),
    isAnother: true,
    explanation: "x",
  });
  const account = KnownAccount.parse({ bankAccountRef: "main", number: bankAccount.toUpperCase(), currency });
  return lineStatedBy(entry, stated, { file: fileOf(), account, statement: { kind: "BOOKED" }, standing });
}

describe.each([
  ["camt", printedCamt],
  ["MT940", printedMt940],
  ["BAI2", printedBai2],
])("an entry of %s that a person corrects", (_format, print) => {
  it("is the very line that any file has in which it can be read, whichever stand already", async () => {
    await fc.assert(
      fc.asyncProperty(statements, async (statement) => {
        const standing = new Set<string>();
        for (const read of linesOf(await readAll(print(statement)))) {
          if (read.amount !== 0) {
            const stated = byHand(read, standing);
            expect(stated).toMatchObject({ ok: true, value: { lineId: read.lineId, amount: read.amount } });
          }
          standing.add(read.lineId);
        }
      }),
      { numRuns: 60 },
    );
  });
});

const currency = Currency.parse("EUR");
const amount = fc.integer({ min: -1_000_000, max: 1_000_000 }).filter((one) => one !== 0);

/** As it is loaded: with what could be read, and what that lacks of the closing balance. */
function loaded(opening: number, read: readonly number[], unread: readonly number[]): BankStatementView {
  const sum = (all: readonly number[]) => all.reduce((one, other) => one + other, 0);
  const [expected, found] = [opening + sum(read) + sum(unread), opening + sum(read)];
  const credits = sum(read.filter((one) => one > 0));
  return BankStatementView.parse({
    number: 1,
    statementId: "S",
    bankAccountRef: "main",
    kind: "BOOKED",
    opening: { amount: opening, currency },
    closing: { amount: expected, currency },
    totals:
      read.length === 0
        ? []
        : [{ currency, lines: read.length, credits: String(credits), debits: String(credits - sum(read)) }],
    quarantined: unread.length,
    proven: false,
    faults:
      expected === found
        ? []
        : [{ code: "BALANCE_MISMATCH", message: "no", expected: String(expected), found: String(found) }],
  });
}

describe("a statement", () => {
  const some = fc.array(amount, { maxLength: 6 });
  const unreadable = fc.array(amount, { minLength: 1, maxLength: 6 });

  it("all of whose entries are corrected to what they are is as if all had been read, in any order", () => {
    fc.assert(
      fc.property(amount, some, unreadable, (opening, read, unread) => {
        const settle = (all: readonly number[]) =>
          all.reduce(
            (one, of) => settledStatement(one, { currency, amount: of }),
            loaded(opening, read, unread),
          );
        const whole = loaded(opening, [...read, ...unread], []);
        for (const order of [unread, unread.toReversed()])
          expect(settle(order)).toMatchObject({ totals: whole.totals, faults: [], proven: true });
      }),
    );
  });

  it("is off by exactly what a correction is off", () => {
    fc.assert(
      fc.property(amount, some, fc.tuple(amount, amount), (opening, read, [truth, said]) => {
        const after = settledStatement(loaded(opening, read, [truth]), { currency, amount: said });
        expect(surplusOf(after)).toBe(said - truth);
        expect(after.proven).toBe(said === truth);
      }),
    );
  });
});
