import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { breakRow, BreakStepFact } from "../../../shared/exports/break-rows.ts";
import { codeOf, headerOf, textOf } from "../../../shared/exports/journal-rows.ts";
import { Export } from "../../../shared/exports/model.ts";
import { JournalEntry } from "../../../shared/ledger/journal.ts";
import { writeExport } from "../../../shared/exports/write-export.ts";
import { dateOf, type LocalDate } from "../../../shared/kernel/time.ts";
import { now } from "../../support/builders.ts";

const anExport = (over: object = {}) =>
  Export.parse({
    exportId: `exp_${"A".repeat(26)}`,
    kind: "JOURNAL",
    format: "CSV",
    owner: "unassigned",
    currency: "USD",
    from: "2026-03-01",
    to: "2026-03-03",
    codes: { receivable: "1400", "receivable/TAX": "1490" },
    state: "REQUESTED",
    requestedAt: now,
    ...over,
  });

const anEntry = (n: number, over: object = {}) =>
  JournalEntry.parse({
    eventId: `evt_${n}`,
    accountId: "acc_1",
    sequence: n,
    type: "payment.received",
    effectiveAt: now,
    postedAt: now,
    postings: [
      { account: "bank", amount: 7 },
      { account: "receivable/TAX", amount: -7 },
    ],
    hash: "h",
    ...over,
  });

describe("an export's rows", () => {
  it("have the code of the account, of what it is below, or its name", () => {
    const { codes } = anExport();
    expect(
      ["receivable/TAX", "receivable/PRINCIPAL", "receivable", "receivables", "bank"].map((name) =>
        codeOf(codes, name),
      ),
    ).toEqual(["1490", "1400", "1400", "receivables", "bank"]);
  });

  it("are one for each leg, debit or credit", () => {
    const text = headerOf(anExport()) + textOf(anExport(), [anEntry(1, { reference: "P-1" })]);
    expect(parse(text, { columns: true })).toEqual([
      {
        entry: "evt_1",
        leg: "1",
        postedOn: "2026-03-02",
        effectiveOn: "2026-03-02",
        accountCode: "bank",
        account: "bank",
        debit: "7",
        credit: "",
        currency: "USD",
        type: "payment.received",
        reference: "P-1",
        history: "acc_1",
        enteredOn: "2026-03-02",
      },
      expect.objectContaining({ leg: "2", accountCode: "1490", debit: "", credit: "7" }),
    ]);
  });

  it("name the day whose books have what came after its own day was sealed", () => {
    const late = anEntry(1, { enteredAt: "2026-03-04T01:00:00.000Z" });
    const text = headerOf(anExport()) + textOf(anExport(), [late]);
    expect(parse(text, { columns: true })).toMatchObject([
      { postedOn: "2026-03-02", enteredOn: "2026-03-04" },
      { postedOn: "2026-03-02", enteredOn: "2026-03-04" },
    ]);
  });

  it("never begin a cell with what a spreadsheet would run", () => {
    for (const reference of ["=1+1", "+1", "-1", "@x", "\tx"])
      expect(textOf(anExport(), [anEntry(1, { reference })])).toContain(`'${reference}`);
  });

  it("are JSON, a line each, where that was asked for", () => {
    const lines = textOf(anExport({ format: "JSONL" }), [anEntry(1)])
      .trimEnd()
      .split("\n");
    expect(lines.map((line) => JSON.parse(line).account)).toEqual(["bank", "receivable/TAX"]);
    expect(headerOf(anExport({ format: "JSONL" }))).toBe("");
  });
});

describe("a break's row", () => {
  const step = (type: string, day: string, data: object = {}) =>
    BreakStepFact.parse({
      type: `break.${type}`,
      postedAt: `${day}T10:00:00.000Z`,
      actor: { id: "key_1" },
      data: { code: "AMOUNT_DIFF", ...data },
    });
  const amount = (minor: number) => ({ amount: { amount: minor, currency: "USD" } });
  const history = [
    step("opened", "2026-02-03", { severity: "HIGH", owner: "AGENCY", agencyId: "agy_1", ...amount(500) }),
    step("amount_changed", "2026-02-05", amount(700)),
    step("resolved", "2026-02-10", { method: "WRITE_OFF_TOLERANCE", ...amount(700) }),
    step("reopened", "2026-03-02"),
  ];
  const of = (from: string, to: string) => breakRow("brk_1", history, { from, to });

  it("says how it stood at the end of the last day, whatever came later", () => {
    expect(of("2026-02-01", "2026-02-04")).toMatchObject({ state: "OPEN", amount: 500, resolvedOn: "" });
    expect(of("2026-02-01", "2026-02-28")).toEqual({
      break: "brk_1",
      code: "AMOUNT_DIFF",
      severity: "HIGH",
      owner: "AGENCY",
      agency: "agy_1",
      state: "RESOLVED",
      amount: 700,
      currency: "USD",
      openedOn: "2026-02-03",
      resolvedOn: "2026-02-10",
      method: "WRITE_OFF_TOLERANCE",
      resolvedBy: "key_1",
      reopened: 0,
    });
    expect(of("2026-03-01", "2026-03-31")).toMatchObject({ state: "OPEN", reopened: 1, method: "" });
  });

  it("is missing before it was opened, and after it was resolved for as long as it is", () => {
    expect(of("2026-01-01", "2026-02-02")).toBeUndefined();
    expect(of("2026-02-11", "2026-03-01")).toBeUndefined();
  });
});

/** What only an export of recoveries reads. */
const nothingRecovered = {
  posted: { findAll: async () => new Map() },
  placements: { findAll: async () => [] },
  payments: { findAll: async () => [] },
  directPayments: { findAll: async () => [] },
  remittances: { findAll: async () => [], lines: async () => ({ items: [] }) },
};

describe("writing an export", () => {
  const world = (days: Readonly<Record<string, readonly JournalEntry[]>>, over: object = {}) => {
    const [text, updates, looked]: [string[], unknown[], string[]] = [[], [], []];
    const one = anExport(over);
    const write = writeExport({
      exports: {
        find: async () => one,
        written: (_one, written) => ({
          kind: "update",
          name: "",
          key: { pk: "", sk: "" },
          set: written,
          when: [],
        }),
      },
      journal: {
        firstDay: async () => (Object.keys(days) as LocalDate[]).toSorted()[0],
        ofDay: async (_book, date, { after }) => {
          looked.push(date);
          const all = days[date] ?? [];
          const from = Number(after?.["entry"] ?? 0);
          const next = from + 1 < all.length ? { entry: String(from + 1) } : undefined;
          return { items: all.slice(from, from + 1), ...(next && { next }) };
        },
      },
      breaks: {
        page: async () => ({ records: [] }),
        events: async () => ({ items: [] }),
      },
      ...nothingRecovered,
      objects: {
        open: () => ({
          write: async (piece) => void text.push(piece),
          close: async () => ({ bytes: 1, sha256: "s" }),
        }),
      },
      update: async ({ set }) => (updates.push(set), true),
      clock: { now: () => now },
    });
    return { write: async () => write(one.exportId), text: () => text.join(""), updates, looked };
  };

  it("takes every page of every day, first and last included, and counts it", async () => {
    const it = world({
      "2026-02-28": [anEntry(9)],
      "2026-03-01": [anEntry(1), anEntry(2)],
      "2026-03-03": [anEntry(3)],
      "2026-03-04": [anEntry(9)],
    });
    await it.write();
    expect(parse(it.text(), { columns: true }).map((row) => (row as { entry: string }).entry)).toEqual([
      "evt_1",
      "evt_1",
      "evt_2",
      "evt_2",
      "evt_3",
      "evt_3",
    ]);
    expect(it.updates).toEqual([{ at: now, bytes: 1, sha256: "s", entries: 3, debit: 21, credit: 21 }]);
  });

  it("looks at no day before the book's first one, however early the days begin that were asked for", async () => {
    const it = world({ "2026-03-02": [anEntry(1)] }, { from: "0001-01-01" });
    await it.write();
    expect([it.looked, it.updates]).toMatchObject([["2026-03-02", "2026-03-03"], [{ entries: 1 }]]);
    const empty = world({}, { from: "0001-01-01" });
    await empty.write();
    expect([empty.looked, empty.updates]).toMatchObject([[], [{ entries: 0 }]]);
  });

  it("hands nothing out that does not balance", async () => {
    const it = world({ [dateOf(now)]: [anEntry(1, { postings: [{ account: "bank", amount: 7 }] })] });
    await expect(it.write()).rejects.toThrow("does not balance");
    expect(it.updates).toEqual([]);
  });

  it("does nothing where it is written", async () => {
    const it = world({}, { state: "WRITTEN" });
    await it.write();
    expect([it.text(), it.updates]).toEqual(["", []]);
  });
});
