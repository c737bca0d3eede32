import { describe, expect, it } from "vitest";
import { bankUploadIn, bankUploadKey, bankFileIdOf } from "../../../shared/bank-files/keys.ts";
import { loadedEvents } from "../../../shared/bank-files/loaded.ts";
import { BankFile, Stored } from "../../../shared/bank-files/model.ts";
import { aLenderId, now } from "../../support/builders.ts";

const lenderId = aLenderId();
const file = BankFile.parse({
  fileId: bankFileIdOf(lenderId, "hash"),
  lenderId,
  attempt: 2,
  state: "READING",
  fileName: "f",
  sha256: "a",
  bytes: 1,
  announcedBy: "key_1",
  createdAt: now,
});

const movement = (bankAccountRef: string, currency: string, net: number) => ({
  bankAccountRef,
  currency,
  net,
  latest: "2026-03-02",
  lines: 1,
});

const posted = (...movements: readonly ReturnType<typeof movement>[]) =>
  loadedEvents(file, Stored.parse({ movements }), now).map(({ item }) => item);

describe("what a loaded file posts", () => {
  it("is one event for each currency, in that currency's book, chained to the one before", () => {
    const [eur, usd] = posted(movement("a", "USD", 5), movement("b", "EUR", -7), movement("c", "EUR", 3));
    expect(eur).toMatchObject({
      sequence: 1,
      book: `${lenderId}#EUR`,
      actor: { kind: "FINANCE", id: "key_1" },
      postings: [
        { account: "bank/b", amount: -7 },
        { account: "bank/c", amount: 3 },
        { account: "bank-clearing", amount: 4 },
      ],
    });
    expect(usd).toMatchObject({ sequence: 2, book: `${lenderId}#USD`, previousHash: eur?.["hash"] });
  });

  it("takes effect on the last value date of its lines", () => {
    const [event] = posted(
      { ...movement("a", "EUR", 1), latest: "2026-02-28" },
      { ...movement("b", "EUR", 1), latest: "2026-03-01" },
    );
    expect(event).toMatchObject({ effectiveAt: "2026-03-01T00:00:00.000Z", receivedAt: now });
  });

  it.each([
    ["nothing new", []],
    ["lines that cancel out", [movement("a", "EUR", 0)]],
  ])("is nothing for %s, and the history says that it was loaded", (_what, movements) => {
    expect(posted(...movements)).toMatchObject([{ type: "bank.loaded", postings: [] }]);
  });

  it("needs nothing to be cleared where money only went from one account to another", () => {
    const [event] = posted(movement("a", "EUR", -9), movement("b", "EUR", 9));
    expect(event).toMatchObject({ postings: [{ account: "bank/a" }, { account: "bank/b" }] });
  });
});

describe("the key of an upload", () => {
  it("names the file and the announcement, and no other object is taken for one", () => {
    const key = bankUploadKey(file);
    expect(key).toBe(`bank-files/${lenderId}/${file.fileId}/2`);
    expect(bankUploadIn(key)).toEqual({ fileId: file.fileId, attempt: 2 });
    expect(["event-files/a/b/1", `bank-files/x/bkf_1/1`, `${key}/3`].map(bankUploadIn)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
