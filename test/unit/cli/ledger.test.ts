import { describe, expect, it } from "vitest";
import { aDesk } from "../../support/desk.ts";

const books = {
  body: {
    items: [
      { owner: "lnd_1", currency: "USD" },
      { owner: "lnd_1", currency: "EUR" },
      { owner: "unassigned", currency: "USD" },
    ],
  },
};

const page = (over: Readonly<Record<string, unknown>> = {}) => ({
  body: { checked: 2, events: 9, differences: [], ...over },
});

/** Accounts once, seven kinds of each of the lender's books, two of nobody's. */
const PART_COUNT = 1 + 2 * 7 + 2;

const all = [books, ...Array.from({ length: PART_COUNT }, () => page())];

describe("gateway ledger verify", () => {
  it("reads every kind of history and every sealed day of every book, and says how much holds", async () => {
    const desk = aDesk({ replies: all });
    expect(await desk.run("ledger", "verify")).toBe(0);
    const asked = desk.sent.slice(1).map(({ url }) => {
      const { of, lenderId, currency } = Object.fromEntries(new URL(url).searchParams);
      return [of, lenderId, currency].filter(Boolean).join(" ");
    });
    expect(asked).toHaveLength(PART_COUNT);
    expect(new Set(asked).size).toBe(PART_COUNT);
    expect(asked).toEqual(
      expect.arrayContaining([
        "ACCOUNTS lnd_1",
        "REMITTANCES lnd_1 EUR",
        "INVOICES lnd_1 USD",
        "MATCHES lnd_1 USD",
        "BREAKS lnd_1 USD",
        "RESOLVED_BREAKS lnd_1 USD",
        "BANK_FILES lnd_1 USD",
        "SEALS lnd_1 EUR",
        "SUSPENSE unassigned USD",
        "SEALS unassigned USD",
      ]),
    );
    expect(desk.out()).toContain("28 histories with 126 events and 6 sealed days of 3 books hold");
  });

  it("follows the pages of each", async () => {
    const [first, ...rest] = all.slice(1);
    const desk = aDesk({ replies: [books, page({ nextCursor: "n" }), first!, ...rest] });
    expect(await desk.run("ledger", "verify")).toBe(0);
    expect(new URL(desk.sent[2]!.url).searchParams.get("cursor")).toBe("n");
    expect(desk.sent).toHaveLength(PART_COUNT + 2);
  });

  it("says the same for a program", async () => {
    const desk = aDesk({ replies: all });
    expect(await desk.run("ledger", "verify", "--json")).toBe(0);
    expect(JSON.parse(desk.out())).toEqual({ books: 3, histories: 28, events: 126, days: 6 });
  });

  it("ends with 1 at the first difference, and names the event", async () => {
    const difference = { subject: "acc_1", sequence: 3, code: "CHAIN_BROKEN", detail: "hash does not fit" };
    const desk = aDesk({ replies: [books, page({ differences: [difference], nextCursor: "n" })] });
    expect(await desk.run("ledger", "verify")).toBe(1);
    expect(desk.err()).toContain("acc_1 event 3: CHAIN_BROKEN, hash does not fit");
    expect(desk.sent).toHaveLength(2);
  });
});

const asking = ["ledger", "drift", "--currency", "USD", "--from", "2026-02-01", "--to", "2026-02-28"];
const asked = { body: { checkId: "drf_1", state: "REQUESTED" } };

describe("gateway ledger drift", () => {
  it("asks for a check, waits until it is done and says how much was compared", async () => {
    const done = { body: { checkId: "drf_1", state: "DONE", entries: 12, drift: 0, differences: [] } };
    const desk = aDesk({ replies: [asked, asked, done] });
    expect(await desk.run(...asking)).toBe(0);
    expect(desk.sent[0]).toMatchObject({
      method: "POST",
      body: { currency: "USD", from: "2026-02-01", to: "2026-02-28" },
    });
    expect(desk.pauses).toHaveLength(1);
    expect(desk.out()).toContain("12 entries are as they should be");
  });

  it("ends with 1 when something differs, and shows what", async () => {
    const differences = [
      { code: "ROLLUP_DIFFERS", date: "2026-02-03", subject: "opening", detail: "debit 1, credit 0" },
    ];
    const done = { body: { checkId: "drf_1", state: "DONE", entries: 12, drift: 1, differences } };
    const desk = aDesk({ replies: [asked, done] });
    expect(await desk.run(...asking)).toBe(1);
    expect(desk.out()).toContain("ROLLUP_DIFFERS");
    expect(desk.err()).toContain("drf_1 found 1 differences");
  });
});

describe("gateway finance", () => {
  const period = "per_2026-02_USD_lnd_01JB4Q6N7VTRK3X9WDM5E8C2HA";

  it("asks before it closes a month for good, and closes nothing unasked", async () => {
    const desk = aDesk();
    expect(await desk.run("finance", "close", period)).toBe(2);
    expect(desk.sent).toEqual([]);
    expect(await desk.run("finance", "close", period, "--yes")).toBe(0);
    expect(desk.sent[0]).toMatchObject({ method: "POST", body: {} });
    expect(desk.sent[0]!.url).toContain(`/v1/periods/${period}/close`);
  });

  it("lists months as a table", async () => {
    const items = [{ periodId: period, month: "2026-02", state: "CLOSED", figures: { entries: 7 } }];
    const desk = aDesk({ replies: [{ body: { items } }] });
    expect(await desk.run("finance", "periods", "--currency", "USD")).toBe(0);
    expect(desk.out()).toContain("CLOSED");
    expect(desk.out()).toMatch(/2026-02\s+CLOSED\s+7/u);
  });
});
