import { describe, expect, it } from "vitest";
import { contractStore } from "../../shared/contracts/store.ts";
import { saveLender } from "../../shared/lenders/save-lender.ts";
import { PolicyBody } from "../../shared/lenders/wire.ts";
import { createOne, newReader, putOne, type PutOne } from "../../shared/platform/dynamo.ts";
import { aLenderId, now, usd } from "../support/builders.ts";
import { quietTable } from "../support/quiet-table.ts";

const table = quietTable();
const contracts = contractStore(newReader(table));
const deps = { contracts, create: createOne(table), put: putOne(table), clock: { now: () => now } };

const bodyWith = (daysPastDueMin: number) => ({
  name: "North Bank",
  policy: PolicyBody.parse({ balanceMin: usd(1), balanceMax: usd(100), daysPastDueMin }),
});

const dies: PutOne = async () => {
  throw new Error("the process died");
};

describe("a policy whose process died before it was in force", () => {
  const abandoned = async (daysPastDueMin: number) => {
    const lenderId = aLenderId();
    await saveLender(deps)(lenderId, bodyWith(30));
    await expect(saveLender({ ...deps, put: dies })(lenderId, bodyWith(daysPastDueMin))).rejects.toThrow(
      "died",
    );
    expect((await contracts.portfolio(lenderId))?.lender.policyVersion).toBe(1);
    return lenderId;
  };
  const versions = async (lenderId: Awaited<ReturnType<typeof abandoned>>) =>
    (await contracts.policyVersions(lenderId, 10)).items.map(({ version, policy }) => [
      version,
      policy.daysPastDueMin,
    ]);

  it("comes into force under its own number when it is saved again", async () => {
    const lenderId = await abandoned(60);
    expect((await saveLender(deps)(lenderId, bodyWith(60))).policyVersion).toBe(2);
    expect(await versions(lenderId)).toEqual([
      [2, 60],
      [1, 30],
    ]);
  });

  it("keeps its number for ever when another is saved instead", async () => {
    const lenderId = await abandoned(60);
    expect((await saveLender(deps)(lenderId, bodyWith(90))).policyVersion).toBe(3);
    expect(await contracts.policyVersion(lenderId, 2)).toMatchObject({ policy: { daysPastDueMin: 60 } });
    expect(await versions(lenderId)).toHaveLength(3);
  });

  it("and no number is given to two policies that are saved at the same time", async () => {
    const lenderId = aLenderId();
    const saved = await Promise.all([31, 32, 33].map((days) => saveLender(deps)(lenderId, bodyWith(days))));
    expect(new Set(saved.map(({ policyVersion }) => policyVersion)).size).toBe(3);
    for (const { policyVersion, policy } of saved)
      expect(await contracts.policyVersion(lenderId, policyVersion)).toMatchObject({ policy });
  });
});
