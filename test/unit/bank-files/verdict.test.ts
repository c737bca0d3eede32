import { describe, expect, it } from "vitest";
import { KnownAccount } from "../../../shared/bank-files/model.ts";
import { newVerdict } from "../../../shared/bank-files/verdict.ts";
import type { BankFileEvent, Fault } from "../../../shared/bank-statements/model.ts";
import { camt } from "../../support/bank-statement.ts";
import { readAll } from "../../support/bank-file.ts";

const IBAN = "DE02100500000054540402";
const accounts = [KnownAccount.parse({ bankAccountRef: "main", number: IBAN, currency: "EUR" })];

const judged = (events: readonly BankFileEvent[]) => {
  const verdict = newVerdict(accounts);
  for (const event of events) if (!verdict.take(event)) break;
  return verdict.end();
};

const codesOf = async (...statements: Parameters<typeof camt>[0]) =>
  judged(await readAll(camt(statements))).reasons.map(({ code }) => code);

const entries = [{ amount: "1.00" }];

describe("a file is good", () => {
  it.each([
    ["when its balances hold", { opening: "1.00", closing: "2.00", entries }],
    ["without balances", { entries }],
    ["with one balance, to which nothing can be compared", { closing: "9.00", entries }],
    [
      "when what could not be read may be what is missing",
      { opening: "0.00", closing: "9.00", entries: [{ amount: "x" }] },
    ],
    ["without entries", { opening: "1.00", closing: "1.00", entries: [] }],
  ])("%s", async (_when, statement) => {
    expect(await codesOf({ account: IBAN, ...statement })).toEqual([]);
  });
});

describe("a file is refused", () => {
  it("for every statement that does not hold, with its number", async () => {
    const wrong = { account: IBAN, opening: "0.00", closing: "2.00", entries };
    const right = { account: IBAN, opening: "0.00", closing: "1.00", entries };
    const { reasons, found } = judged(await readAll(camt([wrong, right, wrong])));
    expect(reasons.map(({ statement, expected, found: was }) => [statement, expected, was])).toEqual([
      [1, "200", "100"],
      [3, "200", "100"],
    ]);
    expect(found).toEqual({ statements: 3, lines: 3, quarantined: 0 });
  });

  it("when one statement does not hold and what could not be read is in another", async () => {
    const unreadable = { account: IBAN, entries: [{ amount: "x" }] };
    const wrong = { account: IBAN, opening: "0.00", closing: "2.00", entries };
    expect(await codesOf(unreadable, wrong)).toEqual(["BALANCE_MISMATCH"]);
  });

  it("for balances in another currency than the account's, even without entries", async () => {
    const statement = { account: IBAN, currency: "USD", opening: "1.00", closing: "1.00", entries: [] };
    expect(await codesOf(statement)).toEqual(["CURRENCY_DIFFERS"]);
  });

  it("once for a statement all of whose lines are in another currency", async () => {
    expect(await codesOf({ account: IBAN, currency: "USD", entries: [...entries, ...entries] })).toEqual([
      "CURRENCY_DIFFERS",
    ]);
  });

  const ofAll = async (): Promise<readonly BankFileEvent[]> => readAll(camt([{ account: IBAN, entries }]));

  it("for a correction, which takes something back that it does not name", async () => {
    const events = (await ofAll()).map((event) =>
      event.kind === "statement"
        ? { ...event, statement: { ...event.statement, isCorrection: true as const } }
        : event,
    );
    expect(judged(events).reasons).toMatchObject([{ code: "CORRECTION", statement: 1 }]);
  });

  it.each([
    [0, ["RECORD_COUNT_MISMATCH"]],
    [1, []],
  ])("for totals of the whole file, unless %i entries could not be read", async (quarantined, codes) => {
    const fault: Fault = {
      code: "RECORD_COUNT_MISMATCH",
      reason: "r",
      place: { line: 9 },
      expected: "3",
      found: "2",
    };
    const one = { code: "x", reason: "r", raw: "", place: { line: 1 } };
    const events: BankFileEvent[] = [
      ...Array.from({ length: quarantined }, () => ({ kind: "quarantined", quarantined: one }) as const),
      ...(await ofAll()).map((event) => (event.kind === "end" ? { ...event, faults: [fault] } : event)),
    ];
    expect(judged(events).reasons.map(({ code }) => code)).toEqual(codes);
  });

  it("when its lines add up to more than a number holds exactly", async () => {
    const events = (await ofAll()).flatMap((event): readonly BankFileEvent[] =>
      event.kind === "line"
        ? Array.from({ length: 9_008 }, () => ({ ...event, line: { ...event.line, amount: -1e12 } }))
        : [event],
    );
    const ofLines = events.filter(({ kind }) => kind !== "statement-end");
    expect(judged(ofLines).reasons.map(({ code }) => code)).toEqual(["SUM_TOO_LARGE"]);
  });

  it("past a thousand statements, and is not read on", async () => {
    const [statement] = await ofAll();
    const verdict = newVerdict(accounts);
    for (let n = 1; n <= 1_000; n += 1) expect(verdict.take(statement!)).toBe(true);
    expect(verdict.end().reasons).toEqual([]);
    expect(verdict.take(statement!)).toBe(false);
    expect(verdict.end().reasons).toMatchObject([{ code: "TOO_MANY_STATEMENTS" }]);
  });

  it("with twenty reasons at most", async () => {
    const statements = Array.from({ length: 30 }, () => ({ account: "X", entries: [] }));
    expect(await codesOf(...statements)).toHaveLength(20);
  });

  it("for what its reader refuses, with the place", async () => {
    expect(judged(await readAll("no bank writes this")).reasons).toMatchObject([
      { code: "FORMAT_UNKNOWN", line: 1 },
    ]);
  });
});
