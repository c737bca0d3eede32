import { describe, expect, it } from "vitest";
import { Currency } from "../../shared/kernel/money.ts";
import { LocalDate } from "../../shared/kernel/time.ts";
import { newReader } from "../../shared/platform/dynamo.ts";
import { newWriteBeside } from "../../shared/platform/write.ts";
import { creditStore } from "../../shared/reconciliation/credit-store.ts";
import type { Credit } from "../../shared/reconciliation/model.ts";
import { aLenderId, anAccountId, anAgencyId } from "../support/builders.ts";
import { quietTable } from "../support/quiet-table.ts";

const table = quietTable();
const credits = creditStore(newReader(table));
const write = newWriteBeside(table);
const USD = Currency.parse("USD");
const day = (text: string): LocalDate => LocalDate.parse(text);

describe("accounts that show more than was owed", () => {
  it("are listed by since when, for as long as they do", async () => {
    const lenderId = aLenderId();
    const of = { lenderId, agencyId: anAgencyId(), currency: USD };
    const keep = async (sequence: number, accountId: Credit["accountId"], credit?: Credit) =>
      (await write([credits.credited(accountId, sequence, credit)])).ok;
    const credit = (since: string): Credit => ({
      ...of,
      accountId: anAccountId(),
      amount: 700,
      since: day(since),
    });
    const [old, young, gone] = [credit("2026-03-01"), credit("2026-03-02"), credit("2026-02-01")];
    for (const one of [young, gone, old]) expect(await keep(4, one.accountId, one)).toBe(true);
    expect(await keep(5, gone.accountId)).toBe(true);
    expect(await keep(3, old.accountId)).toBe(false);
    const listed = async (since: string) =>
      (await credits.credits({ lenderId, currency: USD, since: day(since) }, 10)).items;
    await expect.poll(() => listed("2026-03-02")).toEqual([old, young]);
    expect(await listed("2026-03-01")).toEqual([old]);
    expect(await listed("2026-02-28")).toEqual([]);
    const other = { lenderId: aLenderId(), currency: USD, since: day("2026-03-02") };
    expect((await credits.credits(other, 10)).items).toEqual([]);
  });
});
