import { DuckDBInstance, type DuckDBConnection, type DuckDBAppender } from "@duckdb/node-api";
import { daysBetween, LocalDate } from "../../shared/kernel/time.ts";
import { defaultRules } from "../../shared/reconciliation/default-rules.ts";
import type { Books, Commission } from "../../shared/reconciliation/model.ts";
import { plantedBooks, type BooksSize } from "../support/books.ts";
import { answerParent } from "./child.ts";
import { breaksSql } from "./match-sql-breaks.ts";
import { rulesSql } from "./match-sql-rules.ts";
import { digestOf, type MatchAnswer, type MatchQuestion } from "./match-world.ts";

// A process of its own: the same books as tables, reconciled in SQL.

const tables = `
  create table run (today integer);
  create table terms (lender varchar, agency varchar, mode varchar, advises boolean, banked boolean, direct boolean);
  create table expectation (id varchar, lender varchar, agency varchar, account varchar, placement varchar, kind varchar, ref varchar,
    orig varchar, ccy varchar, amount bigint, recipient varchar, method varchar, effective integer, cleared integer, nofee boolean,
    fee bigint, tax bigint, planref varchar, planversion bigint, placed_known boolean, placed integer, ended integer, tail integer,
    finalized integer, holder varchar, noticedue integer, acknowledged integer, depositdue integer);
  create table line (id varchar, remittance varchar, lender varchar, agency varchar, account varchar, kind varchar, ref varchar, orig varchar,
    ccy varchar, amount bigint, recipient varchar, effective integer, fee bigint, tax bigint, planref varchar, planversion bigint, deposited integer);
  create table advice (id varchar, lender varchar, agency varchar, ccy varchar, mode varchar, total bigint, brought bigint, costs bigint,
    advised integer, bankref varchar, due integer);
  create table bankline_raw (id varchar, lender varchar, agency varchar, ccy varchar, amount bigint, value integer, refs varchar, booked boolean);
  create table credit (lender varchar, agency varchar, account varchar, ccy varchar, amount bigint);`;

type Cell = string | number | boolean | undefined;

const epoch = LocalDate.parse("1970-01-01");
const days = new Map<LocalDate, number>();
function dayOf(date: LocalDate | undefined): number | undefined {
  if (date === undefined) return undefined;
  const known = days.get(date) ?? daysBetween(epoch, date);
  days.set(date, known);
  return known;
}

const feeOf = (one: Commission | undefined): readonly Cell[] => [
  one?.amount,
  one?.tax,
  one?.planRef,
  one?.planVersion,
];

/** Which columns are of which kind, by the type of their table. */
type Append = (appender: DuckDBAppender, cell: Cell) => void;

const integer: Append = (appender, cell) =>
  cell === undefined ? appender.appendNull() : appender.appendInteger(Number(cell));
const bigint: Append = (appender, cell) =>
  cell === undefined ? appender.appendNull() : appender.appendBigInt(BigInt(Number(cell)));
const boolean: Append = (appender, cell) => appender.appendBoolean(cell === true);
const varchar: Append = (appender, cell) =>
  cell === undefined ? appender.appendNull() : appender.appendVarchar(String(cell));
const appends: Readonly<Record<string, Append>> = { integer, bigint, boolean, varchar };

let connection: DuckDBConnection;

async function append(table: string, rows: Iterable<readonly Cell[]>): Promise<void> {
  const declared = new RegExp(`create table ${table} \\(([^)]*)\\)`, "u").exec(tables)?.[1] ?? "";
  const columns = declared.split(",").map((column) => appends[column.trim().split(" ")[1] ?? ""] ?? varchar);
  const appender = await connection.createAppender(table);
  for (const row of rows) {
    for (const [n, cell] of row.entries()) columns[n]?.(appender, cell);
    appender.endRow();
  }
  appender.closeSync();
}

async function load({ asOf, terms, expectations, lines, advices, bankLines, credits }: Books): Promise<void> {
  await connection.run(tables);
  await append("run", [[dayOf(asOf)]]);
  await append(
    "terms",
    terms.map((t) => [t.lenderId, t.agencyId, t.mode, t.advises, t.banked, t.advisesDirectPayments]),
  );
  await append("expectation", expectationRows(expectations));
  await append("line", lineRows(lines));
  await append(
    "advice",
    advices.map((a) => [
      a.remittanceId,
      a.lenderId,
      a.agencyId,
      a.currency,
      a.mode,
      a.total,
      a.broughtForward ?? 0,
      a.costs ?? 0,
      dayOf(a.advisedOn),
      a.bankRef,
      dayOf(a.dueOn),
    ]),
  );
  await append(
    "bankline_raw",
    bankLines.map((b) => [
      b.lineId,
      b.lenderId,
      b.agencyId,
      b.currency,
      b.amount,
      dayOf(b.valueDate),
      b.references.join("\n"),
      b.status === "BOOKED",
    ]),
  );
  await append(
    "credit",
    credits.map((c) => [c.lenderId, c.agencyId, c.accountId, c.currency, c.amount]),
  );
  await connection.run(`create table bankline as select * exclude refs,
    case when refs = '' then [] else string_split(refs, chr(10)) end as refs from bankline_raw`);
}

function* expectationRows(expectations: Books["expectations"]): Generator<readonly Cell[]> {
  for (const e of expectations)
    yield [
      e.id,
      e.lenderId,
      e.agencyId,
      e.accountId,
      e.placementId,
      e.kind,
      e.paymentRef,
      e.originalPaymentRef,

      e.currency,
      e.amount,
      e.recipient,
      e.method,
      dayOf(e.effectiveOn),
      dayOf(e.clearedOn),
      e.noFee === true,
      ...feeOf(e.commission),
      e.placement !== undefined,
      dayOf(e.placement?.placedOn),
      dayOf(e.placement?.endedOn),
      dayOf(e.placement?.tailUntil),
      dayOf(e.placement?.finalizedOn),
      e.placement?.holderAgencyId,
      dayOf(e.notice?.dueOn),
      dayOf(e.notice?.acknowledgedOn),
      dayOf(e.depositDueOn),
    ];
}

function* lineRows(lines: Books["lines"]): Generator<readonly Cell[]> {
  for (const l of lines)
    yield [
      l.lineId,
      l.remittanceId,
      l.lenderId,
      l.agencyId,
      l.accountId,
      l.kind,
      l.paymentRef,
      l.originalPaymentRef,
      l.currency,
      l.amount,
      l.recipient,
      dayOf(l.effectiveOn),
      ...feeOf(l.commission),
      dayOf(l.depositedOn),
    ];
}

async function start(size: BooksSize): Promise<undefined> {
  connection = await (await DuckDBInstance.create(":memory:")).connect();
  await load(plantedBooks(size).books);
}

async function round(): Promise<MatchAnswer> {
  const began = performance.now();
  for (const statement of [...rulesSql(defaultRules), ...breaksSql(defaultRules)])
    await connection.run(statement);
  const ms = performance.now() - began;
  const texts = async (sql: string): Promise<string[]> =>
    (await connection.runAndReadAll(sql)).getRows().map(([text]) => String(text));
  const breaks = await texts("select concat_ws(chr(10), code, lender, agency, subjects) from brk");
  const matches = await texts(`select rule || ' ' || string_agg(distinct lid, '+' order by lid) || ' = ' ||
    string_agg(distinct rid, '+' order by rid) from (from a_m union all from f_m) group by rule, way`);
  const held = await texts(
    "select lid from a_h union select rid from a_h union select lid from f_h union select rid from f_h",
  );
  const peakMb = process.resourceUsage().maxRSS / 1024;
  return { ms, peakMb, breaks: digestOf(breaks), matches: digestOf(matches), held: digestOf(held) };
}

answerParent(
  async (question: MatchQuestion) => (question.ask === "start" ? start(question.size) : round()),
  async () => connection.closeSync(),
);
