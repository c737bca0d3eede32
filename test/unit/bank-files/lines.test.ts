import { describe, expect, it } from "vitest";
import { detailedLine, isBulk, storedLine, type StoredLine } from "../../../shared/bank-files/line.ts";
import { BankFile, KnownAccount } from "../../../shared/bank-files/model.ts";
import { shortened } from "../../../shared/bank-files/shortened.ts";
import type { BankLine } from "../../../shared/bank-statements/model.ts";
import { Currency } from "../../../shared/kernel/money.ts";
import { LocalDate } from "../../../shared/kernel/time.ts";
import { aLenderId, now } from "../../support/builders.ts";

const EUR = Currency.parse("EUR");

const aLine = (over: Partial<BankLine> = {}): BankLine => ({
  lineId: "00ff-1",
  bankAccount: "A1",
  kind: "BOOKED",
  currency: EUR,
  amount: 5_000,
  valueDate: LocalDate.parse("2026-03-02"),
  bookingDate: undefined,
  isReversal: false,
  status: "BOOKED",
  servicerRef: "B1",
  references: ["B1"],
  text: "",
  counterparty: { name: "Agency", account: undefined },
  charges: [],
  place: { line: 1, statement: 1, entry: 1 },
  ...over,
});

const file = BankFile.parse({
  fileId: "bkf_7A1E0C9B3D5F2846B8D1C3A57E",
  lenderId: aLenderId(),
  attempt: 1,
  state: "READING",
  fileName: "f",
  sha256: "a",
  bytes: 1,
  announcedBy: "key",
  createdAt: now,
});
const account = KnownAccount.parse({ bankAccountRef: "main", number: "A1", currency: "EUR" });

const stored = (over: Partial<BankLine> = {}): StoredLine =>
  storedLine(aLine(over), { file, account, entry: 1 });

const detail = (references: readonly string[]) => ({ references, text: "x".repeat(100), charges: [] });

/** What an item of the store may have, and three bytes for each character. */
const ITEM_BYTES_MAX = 400 * 1024;

describe("a stored line", () => {
  it("is the line, whose it is and where it came from, without members that say nothing", () => {
    const line = stored();
    expect(line).toMatchObject({ amount: 5_000, bankAccountRef: "main", entry: 1, fileId: file.fileId });
    expect(line.counterparty).toEqual({ name: "Agency" });
    expect(Object.keys(line)).not.toContain("bookingDate");
    expect(line.isShortened).toBeUndefined();
  });

  it.each<readonly [string, Partial<BankLine>]>([
    ["text", { text: "€".repeat(60_000) }],
    ["a reference", { references: ["€".repeat(60_000)] }],
    ["the bank's reference", { servicerRef: "€".repeat(60_000) }],
    ["references", { references: Array.from({ length: 30_000 }, (_, n) => `€€€€€€${n}`) }],
    ["names", { counterparty: { name: "€".repeat(60_000), account: "€".repeat(60_000) } }],
    [
      "charges",
      { charges: Array.from({ length: 10_000 }, () => ({ amount: 1, currency: EUR, type: "€€€€" })) },
    ],
    ["transactions", { batch: { details: Array.from({ length: 10_000 }, (_, n) => detail([`€${n}`])) } }],
  ])("with more %s than an item holds keeps what has room, says so, and keeps the money", (_what, over) => {
    const line = stored(over);
    expect(Buffer.byteLength(JSON.stringify(line))).toBeLessThan(ITEM_BYTES_MAX);
    expect(line).toMatchObject({ isShortened: true, amount: 5_000 });
    if (over.batch) expect(line.batch?.count).toBe(10_000);
  });

  it("with everything at its longest still fits", () => {
    const line = stored({
      text: "€".repeat(60_000),
      servicerRef: "€".repeat(60_000),
      references: Array.from({ length: 30_000 }, (_, n) => `€€€€€€${n}`),
      counterparty: { name: "€".repeat(60_000), account: "€".repeat(60_000) },
      batch: {
        details: Array.from({ length: 10_000 }, (_, n) => ({ ...detail([`€${n}`]), text: "€".repeat(900) })),
      },
    });
    expect(Buffer.byteLength(JSON.stringify(line))).toBeLessThan(ITEM_BYTES_MAX);
  });

  it("that fits is left as it is", () => {
    const line = aLine({ text: "t".repeat(4_000), batch: { count: 1, details: [detail(["a"])] } });
    expect(shortened(line)).toBe(line);
  });
});

describe("a bulk", () => {
  const bulk = stored({ batch: { count: 2, details: [] } });
  const told = (amount: number, over: Partial<BankLine> = {}) =>
    stored({ kind: "NOTIFICATION", amount, lineId: `${amount}-1`, ...over });

  it("is a booked line of several transactions that nobody told yet", () => {
    expect(isBulk(bulk)).toBe(true);
    expect([
      isBulk(stored()),
      isBulk(stored({ kind: "PROVISIONAL", batch: { details: [] } })),
      isBulk(stored({ servicerRef: undefined, batch: { details: [] } })),
      isBulk(stored({ batch: { details: [detail(["a"])] } })),
    ]).toEqual([false, false, false, false]);
  });

  it("gets what notifications tell of it where that is its amount to the last unit, and nothing else", () => {
    const whole = detailedLine(bulk, [told(2_000), told(3_000)]);
    expect(whole?.batch?.details.map(({ amount }) => amount)).toEqual([2_000, 3_000]);
    expect(whole).toMatchObject({ lineId: bulk.lineId, entry: 1, amount: 5_000 });
    expect(detailedLine(bulk, [told(2_000)])).toBeUndefined();
    expect(detailedLine(bulk, [told(2_000), told(3_001)])).toBeUndefined();
    expect(detailedLine(bulk, [])).toBeUndefined();
  });

  it("told by a notification that came shortened is shortened itself, and counts what the bank counted", () => {
    const details = Array.from({ length: 10_000 }, (_, n) => detail([`€${n}`]));
    const whole = detailedLine(bulk, [told(2_000, { batch: { details } }), told(3_000)]);
    expect(whole).toMatchObject({ isShortened: true, batch: { count: 10_001 } });
    expect(detailedLine(bulk, [told(2_000), told(3_000)])?.isShortened).toBeUndefined();
  });
});
