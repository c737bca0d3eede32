import { describe, expect, it } from "vitest";
import { keysNamed, type Naming } from "../../../shared/reconciliation/named-expectations.ts";
import { aLenderId, anAccountId, anAgencyId } from "../../support/builders.ts";
import { memoryTable } from "../../support/memory-table.ts";

const [agencyId, lenderId, accountId, otherId] = [anAgencyId(), aLenderId(), anAccountId(), anAccountId()];

/** What is known: a payment that the agency reported, and one that the lender had itself. */
async function known() {
  const { create, reader } = memoryTable();
  await create({
    pk: `PAYMENT#${agencyId}#P-1`,
    sk: "PAYMENT",
    accountId,
    agencyId,
    paymentRef: "P-1",
  });
  await create({ pk: `PAYMENT#${lenderId}#D-1`, sk: "PAYMENT", accountId: otherId, paymentRef: "D-1" });
  const asked: string[] = [];
  return {
    asked,
    keys: async (...lines: readonly Naming[]) =>
      keysNamed(
        {
          getAll: async (keys) => {
            asked.push(...keys.map(({ pk }) => pk));
            return reader.getAll(keys);
          },
        },
        lines,
      ),
  };
}

const line = (over: Partial<Naming> = {}): Naming => ({
  lenderId,
  agencyId,
  kind: "PAYMENT",
  paymentRef: "P-1",
  recipient: "AGENCY",
  ...over,
});
const at = (account: string, id: string) => ({ pk: `ACCOUNT#${account}`, sk: `EXPECTED#${id}` });

describe("where what an advice names is expected", () => {
  it("is beside the account of the payment that its line names", async () => {
    const { keys } = await known();
    expect(await keys(line())).toEqual([at(accountId, `${agencyId}/P/P-1`)]);
  });

  it("is the payment that a reversal takes back, and the reversal itself", async () => {
    const { keys } = await known();
    const reversal = line({ kind: "REVERSAL", paymentRef: "R-1", originalPaymentRef: "P-1" });
    const payment = at(accountId, `${agencyId}/P/P-1`);
    expect(await keys(reversal)).toEqual([payment, at(accountId, `${agencyId}/R/R-1`)]);
    const { paymentRef: _ref, ...nameless } = reversal;
    expect(await keys(nameless)).toEqual([payment]);
  });

  it("is looked for under the lender's references as well, of what the lender had", async () => {
    const { asked, keys } = await known();
    expect(await keys(line({ paymentRef: "D-1" }))).toEqual([]);
    expect(asked).toEqual([`PAYMENT#${agencyId}#D-1`]);
    const found = await keys(line({ paymentRef: "D-1", recipient: "LENDER" }));
    expect(found).toEqual([at(otherId, `${agencyId}/D/D-1`)]);
  });

  it("is asked for once, however many lines name it, and not at all where a line names nothing", async () => {
    const { asked, keys } = await known();
    const { paymentRef: _ref, ...nameless } = line();
    expect(await keys(line(), line(), nameless, line({ paymentRef: "P-2" }))).toHaveLength(1);
    expect(asked).toEqual([`PAYMENT#${agencyId}#P-1`, `PAYMENT#${agencyId}#P-2`]);
    expect(await keys(line({ kind: "REVERSAL" }))).toEqual([]);
  });
});
