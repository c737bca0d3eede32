import { beforeAll, describe, expect, it } from "vitest";
import { bankAnnouncement, camt, loadBankFile, type Desk } from "../../support/bank-statement.ts";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import type { Json } from "../../support/http.ts";
import { demand, newRef } from "../../support/tenant.ts";

const operator = operatorHere();
const IBAN = "DE02100500000054540402";
const root = "/v1/bank-statements";

const content = (over: object = {}) =>
  camt([
    {
      id: newRef(),
      account: IBAN,
      opening: "0.00",
      closing: "30.00",
      entries: [
        { amount: "10.00", ref: "R1" },
        { amount: "20.00", ref: "R2" },
      ],
      ...over,
    },
  ]);

let desk: Desk;
let lenderId: string;
beforeAll(async () => {
  ({ lenderId } = (await aTenantHere()).lender);
  const account = { number: IBAN, currency: "EUR", csv: { amount: { signed: "Amount" }, valueDate: "Date" } };
  demand(await operator.put(`/v1/lenders/${lenderId}/bank-accounts/main`, account), 200);
  const apiKey = await operator.newKey({ kind: "FINANCE", role: "OPERATOR", lenderId });
  desk = { call: operator.call, apiKey };
});

const get = async (path: string): Promise<Json> =>
  demand(await desk.call(path, { apiKey: desk.apiKey }), 200).body;

describe("a bank's file, from upload to stored lines", () => {
  it("is loaded whole, shown with its statements and lines, and moves the bank account in the books", async () => {
    const file = await loadBankFile(desk, content());
    expect(file).toMatchObject({
      state: "LOADED",
      lenderId,
      progress: { statements: 1, lines: 2, stored: 2, new: 2, known: 0, quarantined: 0 },
      movements: [{ bankAccountRef: "main", currency: "EUR", lines: 2, net: 3_000 }],
      statements: [{ bankAccountRef: "main", closing: { amount: 3_000 }, proven: true, faults: [] }],
    });
    const first = await get(`${root}/${file.fileId}/lines?limit=1`);
    const second = await get(`${root}/${file.fileId}/lines?limit=1&cursor=${first.nextCursor}`);
    expect([...first.items, ...second.items]).toMatchObject([{ amount: 1_000 }, { amount: 2_000 }]);
    expect(second.nextCursor).toBeUndefined();
    const balance = async () => (await get("/v1/ledger/trial-balance?currency=EUR")).accounts;
    await expect.poll(balance, { timeout: 20_000 }).toMatchObject([
      { account: "bank-clearing", balance: -3_000 },
      { account: "bank/main", balance: 3_000 },
    ]);

    const again = await loadBankFile(desk, content());
    expect(again).toMatchObject({ state: "LOADED", progress: { new: 0, known: 2 }, movements: [] });
    const { items } = await get(`${root}?limit=1`);
    expect(items).toMatchObject([{ fileId: again.fileId }]);
  });

  it("is the same file when the same bytes are announced again", async () => {
    const one = content();
    const { fileId } = await loadBankFile(desk, one);
    const repeat = await desk.call(root, { apiKey: desk.apiKey, json: bankAnnouncement(one) });
    expect(demand(repeat, 200).body).toMatchObject({ fileId, state: "LOADED" });
    expect(repeat.body.upload).toBeUndefined();
  });

  it("is refused with the figures when a balance does not hold, and shows none of it", async () => {
    const file = await loadBankFile(desk, content({ closing: "31.00" }));
    expect(file).toMatchObject({
      state: "REFUSED",
      statements: [],
      reasons: [{ code: "BALANCE_MISMATCH", statement: 1, expected: "3100", found: "3000" }],
    });
    for (const part of ["lines", "quarantined"])
      expect(await get(`${root}/${file.fileId}/${part}`)).toEqual({ items: [] });
    const anew = await desk.call(root, {
      apiKey: desk.apiKey,
      json: bankAnnouncement(content({ closing: "31.00" }), { sha256: file.sha256 }),
    });
    expect(demand(anew, 201).body).toMatchObject({
      fileId: file.fileId,
      state: "AWAITING_UPLOAD",
      reasons: [],
    });
  });

  it("keeps what could not be read apart, with its place and as it came", async () => {
    const entries = [{ amount: "1.00", ref: newRef() }, { amount: "one" }];
    const file = await loadBankFile(desk, content({ entries, closing: "2.00" }));
    expect(file).toMatchObject({ state: "LOADED", progress: { new: 1, quarantined: 1 } });
    const { items } = await get(`${root}/${file.fileId}/quarantined`);
    expect(items).toMatchObject([{ number: 1, code: "AMOUNT_INVALID", place: { statement: 1, entry: 2 } }]);
    expect(items[0].raw).toContain("one");
  });

  it("may be CSV by the map of its account", async () => {
    const csv = `Date,Amount\n2026-03-02,7.50\n2026-03-03,-2.50\n`;
    const file = await loadBankFile(desk, csv, { format: "CSV", bankAccountRef: "main" });
    expect(file).toMatchObject({ state: "LOADED", movements: [{ lines: 2, net: 500 }] });
  });
});
