import { describe, expect, it } from "vitest";
import { bookView } from "../../../shared/ledger/book-view.ts";
import { BookRecord } from "../../../shared/ledger/book-store.ts";
import { listHistories, type HistorySources } from "../../../shared/ledger/histories.ts";
import { HistoryKind, kindsOf } from "../../../shared/ledger/history-kinds.ts";
import { VerificationQuery } from "../../../shared/ledger/wire.ts";
import { aLenderId, now } from "../../support/builders.ts";
import { Currency } from "../../../shared/kernel/money.ts";
import { plusHours } from "../../../shared/kernel/time.ts";

const [USD, EUR] = [Currency.parse("USD"), Currency.parse("EUR")];
const owner = aLenderId();
const chain = { sequence: 3, head: "h" };
const next = { pk: "more" };
const later = plusHours(now, 1);

/** A record of each kind in dollars, and one in euros where a page has several currencies. */
const inBoth = <Of extends object>(record: Of) => [
  { ...record, ...chain, currency: USD },
  { ...record, ...chain, currency: EUR },
];

const asked: unknown[] = [];

const answering =
  <Of extends object>(answer: Of) =>
  async (...of: readonly unknown[]) => {
    asked.push(of);
    return { ...answer, next };
  };

const sources: HistorySources = {
  accounts: {
    ids: answering({ ids: ["acc_1"] }),
    findAll: async () => inBoth({ accountId: "acc_1", updatedAt: now }),
  },
  remittances: { page: answering({ items: inBoth({ remittanceId: "rem_1" }) }) },
  invoices: { page: answering({ items: inBoth({ invoiceId: "inv_1" }) }) },
  matches: { page: answering({ items: [{ matchId: "mat_1", currency: USD, madeAt: now }] }) },
  breaks: { page: answering({ records: inBoth({ breakId: "brk_1" }) }) },
  bankFiles: {
    page: answering({
      items: [
        { fileId: "fil_1", state: "LOADED", loadedAt: now },
        { fileId: "fil_2", state: "LOADED" },
        { fileId: "fil_4", state: "LOADED", loadedAt: now, touchedAt: later },
        { fileId: "fil_3", state: "RECEIVED" },
      ],
    }),
  },
  payments: { suspensePage: answering({ items: [{ accountId: "sus_1", currency: USD, ...chain }] }) },
};

const list = async (kind: HistoryKind, of: typeof owner | "unassigned" = owner) =>
  listHistories(sources)(kind, { owner: of, currency: USD }, { limit: 7, after: { pk: "there" } });

describe("the histories that post into a lender's book", () => {
  it.each([
    ["ACCOUNTS", { accountId: "acc_1", currency: USD, touchedAt: now, end: chain }],
    ["REMITTANCES", { accountId: "rem_1", currency: USD, end: chain }],
    ["INVOICES", { accountId: "inv_1", currency: USD, end: chain }],
    ["MATCHES", { accountId: "mat_1", currency: USD, touchedAt: now }],
    ["BREAKS", { accountId: "brk_1", currency: USD, end: chain }],
    ["RESOLVED_BREAKS", { accountId: "brk_1", currency: USD, end: chain }],
  ] as const)(
    "of %s are those of its currency, with what their records tell of them",
    async (kind, history) => {
      expect(await list(kind)).toEqual({ histories: [history], next });
    },
  );

  it("of bank files are those that were loaded, whatever they post", async () => {
    expect(await list("BANK_FILES")).toEqual({
      histories: [
        { accountId: "fil_1", touchedAt: now },
        { accountId: "fil_2" },
        { accountId: "fil_4", touchedAt: later },
      ],
      next,
    });
  });

  it("are read page by page: the owner's, so many, from where the last page ended", async () => {
    asked.length = 0;
    for (const kind of kindsOf(owner)) await list(kind);
    const after = { pk: "there" };
    expect(asked).toEqual([
      [owner, 7, after],
      [owner, { limit: 7, after }],
      [owner, { limit: 7, after }],
      [{ lenderId: owner, currency: USD }, 7, after],
      [{ lenderId: owner, list: "OPEN", limit: 7, after }],
      [{ lenderId: owner, list: "RESOLVED", limit: 7, after }],
      [owner, { limit: 7, after }],
    ]);
  });

  it("are none of money that is nobody's yet", async () => {
    expect(await list("SUSPENSE")).toEqual({ histories: [] });
  });
});

describe("the histories that post into a book of nobody", () => {
  it("are those of money that waits for its account", async () => {
    expect(await list("SUSPENSE", "unassigned")).toEqual({
      histories: [{ accountId: "sus_1", currency: USD, end: chain }],
      next,
    });
    expect(await list("ACCOUNTS", "unassigned")).toEqual({ histories: [] });
    expect(kindsOf("unassigned")).toEqual(["SUSPENSE"]);
  });
});

describe("an owner's kinds of histories", () => {
  it("have open breaks before resolved ones, so that none is missed that is resolved meanwhile", () => {
    const kinds = kindsOf(owner);
    expect(kinds.indexOf("BREAKS")).toBeLessThan(kinds.indexOf("RESOLVED_BREAKS"));
    expect(kinds).toEqual(HistoryKind.options.filter((kind) => kind !== "SUSPENSE"));
  });
});

describe("a book as it is listed", () => {
  const record = (sealedTo: string) =>
    BookRecord.parse({ owner, currency: USD, sealedTo, head: "h", storedTo: sealedTo, later: 0 });

  it("tells up to where it is sealed, and with what, once it is", () => {
    expect(bookView(record("0000-00-00"))).toEqual({ owner, currency: USD });
    expect(bookView(record("2026-02-28"))).toEqual({
      owner,
      currency: USD,
      sealedTo: "2026-02-28",
      head: "h",
    });
  });
});

describe("asking for a verification", () => {
  it("needs a currency for all but accounts", () => {
    expect(VerificationQuery.parse({})).toEqual({ of: "ACCOUNTS" });
    expect(VerificationQuery.safeParse({ of: "SEALS" }).success).toBe(false);
    expect(VerificationQuery.safeParse({ of: "SEALS", currency: "USD" }).success).toBe(true);
  });
});
