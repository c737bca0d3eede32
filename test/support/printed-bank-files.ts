import * as fc from "fast-check";
import { CsvMap } from "../../shared/bank-statements/csv-map.ts";
import { decimalOf } from "../../shared/account-batches/decimal.ts";
import { Currency, exponentOf } from "../../shared/kernel/money.ts";
import { LocalDate } from "../../shared/kernel/time.ts";

/** What every format can say of a line. */
type Told = {
  /** Minor units, never nothing. */
  readonly amount: number;
  readonly isReversal: boolean;
  readonly valueDate: LocalDate;
  readonly servicerRef: string;
  readonly text: string;
};

export type ToldStatement = {
  readonly bankAccount: string;
  readonly currency: Currency;
  readonly opening: number;
  readonly lines: readonly Told[];
};

const LARGEST = 99_999_999_999;

const words = (count: number) =>
  fc
    .array(fc.stringMatching(/^[A-Za-z0-9]{1,12}$/u), { minLength: 1, maxLength: count })
    .map((all) => all.join(" "));

const told: fc.Arbitrary<Told> = fc.record({
  amount: fc.integer({ min: -LARGEST, max: LARGEST }).filter((amount) => amount !== 0),
  isReversal: fc.boolean(),
  valueDate: fc
    .date({ min: new Date("2000-01-01"), max: new Date("2079-12-31"), noInvalidDate: true })
    .map((date) => LocalDate.parse(date.toISOString().slice(0, 10))),
  servicerRef: fc.stringMatching(/^B[A-Z0-9]{1,14}$/u),
  text: words(5),
});

export const statements: fc.Arbitrary<ToldStatement> = fc.record({
  bankAccount: fc.stringMatching(/^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,20}$/u),
  currency: fc.constantFrom("EUR", "JPY", "KWD", "USD").map((code) => Currency.parse(code)),
  opening: fc.integer({ min: -LARGEST, max: LARGEST }),
  lines: fc.array(told, { maxLength: 8 }),
});

const closingOf = ({ opening, lines }: ToldStatement): number =>
  lines.reduce((sum, { amount }) => sum + amount, opening);

const decimal = (amount: number, { currency }: ToldStatement): string =>
  decimalOf(Math.abs(amount), exponentOf(currency));

const side = (amount: number): string => (amount < 0 ? "DBIT" : "CRDT");

export function printedCamt(statement: ToldStatement): string {
  const money = (amount: number): string =>
    `<Amt Ccy="${statement.currency}">${decimal(amount, statement)}</Amt><CdtDbtInd>${side(amount)}</CdtDbtInd>`;
  const balance = (code: string, amount: number): string =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${money(amount)}</Bal>`;
  const entries = statement.lines.map(
    (line) =>
      `<Ntry>${money(line.amount)}<RvslInd>${line.isReversal}</RvslInd><Sts><Cd>BOOK</Cd></Sts><ValDt><Dt>${line.valueDate}</Dt></ValDt><AcctSvcrRef>${line.servicerRef}</AcctSvcrRef><NtryDtls><TxDtls><RmtInf><Ustrd>${line.text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>\n`,
  );
  const account = `<Acct><Id><IBAN>${statement.bankAccount}</IBAN></Id><Ccy>${statement.currency}</Ccy></Acct>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.13"><BkToCstmrStmt><Stmt><Id>S</Id>${account}${balance("OPBD", statement.opening)}${balance("CLBD", closingOf(statement))}
${entries.join("")}</Stmt></BkToCstmrStmt></Document>
`;
}

export function printedMt940(statement: ToldStatement): string {
  const amount = (minor: number): string => {
    const text = decimal(minor, statement).replace(".", ",");
    return text.includes(",") ? text : `${text},`;
  };
  const day = (date: string): string => date.slice(2).replaceAll("-", "");
  const balance = (minor: number): string =>
    `${minor < 0 ? "D" : "C"}260301${statement.currency}${amount(minor)}`;
  const mark = (line: Told): string => {
    if (!line.isReversal) return line.amount < 0 ? "D" : "C";
    return line.amount < 0 ? "RC" : "RD";
  };
  const entries = statement.lines.flatMap((line) => [
    `:61:${day(line.valueDate)}${mark(line)}${amount(line.amount)}NTRFNONREF//${line.servicerRef}`,
    `:86:${line.text}`,
  ]);
  return [
    ":20:S",
    `:25:${statement.bankAccount}`,
    ":28C:1/1",
    `:60F:${balance(statement.opening)}`,
    ...entries,
    `:62F:${balance(closingOf(statement))}`,
    "-",
    "",
  ].join("\r\n");
}

/** Reversals have types of their own here. */
export function printedBai2(statement: ToldStatement): string {
  const type = (line: Told): string => {
    if (line.isReversal) return line.amount < 0 ? "552" : "252";
    return line.amount < 0 ? "475" : "142";
  };
  const entries = statement.lines.map(
    (line) =>
      `16,${type(line)},${Math.abs(line.amount)},V,${line.valueDate.slice(2).replaceAll("-", "")},,${line.servicerRef},,${line.text}/`,
  );
  const closing = closingOf(statement);
  const sum = statement.lines.reduce(
    (all, { amount }) => all + Math.abs(amount),
    statement.opening + closing,
  );
  const records = entries.length + 2;
  return [
    "01,B,U,260302,0600,F-1,,,2/",
    `02,U,B,1,260301,,${statement.currency},2/`,
    `03,${statement.bankAccount},,010,${statement.opening},,,015,${closing},,/`,
    ...entries,
    `49,${sum},${records}/`,
    `98,${sum},1,${records + 2}/`,
    `99,${sum},1,${records + 4}/`,
    "",
  ].join("\n");
}

export function printedCsv(statement: ToldStatement): string {
  let balance = statement.opening;
  const rows = statement.lines.map((line) => {
    balance += line.amount;
    const sign = (minor: number): string => `${minor < 0 ? "-" : ""}${decimal(minor, statement)}`;
    return `${line.valueDate};${sign(line.amount)};${line.servicerRef};"${line.text}";${sign(balance)}`;
  });
  return ["Day;Amount;Ref;Text;Balance", ...rows, ""].join("\n");
}

export const csvMapOf = ({ bankAccount, currency }: ToldStatement): CsvMap =>
  CsvMap.parse({
    bankAccount,
    currency,
    delimiter: ";",
    amount: { signed: "Amount" },
    valueDate: "Day",
    servicerRef: "Ref",
    text: ["Text"],
    balance: { column: "Balance", order: "OLDEST_FIRST" },
  });
