import { beforeAll, describe, expect, it } from "vitest";
import {
  announcement,
  aRow,
  csvFile,
  placeFile,
  resultsOf,
  settled,
  sha256,
  upload,
} from "../../support/account-file.ts";
import { aTenantHere } from "../../support/here.ts";
import { pointers, refusal } from "../../support/refusals.ts";
import type { Lender, Tenant } from "../../support/tenant.ts";

const path = "/v1/eligibility-checks/files";

/** Tries a file and waits for what would become of it. */
async function tried(lender: Lender, content: string, said: object) {
  const opened = await lender.post(path, said);
  expect(opened.status, JSON.stringify(opened.body)).toBe(201);
  await upload(opened.body, content);
  return settled(lender, opened.body.batchId);
}

describe("POST /v1/eligibility-checks/files", () => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await aTenantHere({ agencies: 2 });
  });

  it("says of every row what would become of it, writes no account, and leaves the file to be placed", async () => {
    const { lender } = await aTenantHere({ agencies: 2 });
    const standing = aRow();
    await placeFile(lender, csvFile([standing]), announcement(1));
    const rows = [
      aRow(),
      aRow({ delinquencyDate: new Date().toISOString().slice(0, 10) }),
      aRow({ "debtor.region": "nowhere" }),
      standing,
    ];
    const content = csvFile(rows);
    const said = announcement(rows.length, { sha256: sha256(content) });
    const batch = await tried(lender, content, said);
    expect(batch).toMatchObject({
      purpose: "CHECK",
      state: "COMPLETED",
      progress: { rows: 4, received: 4, screened: 2, eligible: 1, rejected: 1, invalid: 1, existing: 1 },
    });
    const results = await resultsOf(lender, batch.batchId);
    expect(results.map(({ outcome, field, code }) => [outcome, field, code])).toEqual([
      ["ELIGIBLE", "", ""],
      ["REJECTED", "days-past-due", "DPD_TOO_LOW"],
      ["INVALID", "debtor.region", "invalid-format"],
      ["EXISTING", "", "account-already-exists"],
    ]);
    expect((await lender.get("/v1/accounts")).body.items).toHaveLength(1);

    const again = await tried(lender, content, said);
    expect(again).toMatchObject({ state: "COMPLETED", progress: batch.progress });
    expect(again.batchId).not.toBe(batch.batchId);
    const placed = await placeFile(lender, content, said);
    expect(placed).toMatchObject({ purpose: "PLACE", progress: { offered: 1, eligible: 0 } });
  });

  it("tells an account that nobody would have room for", async () => {
    const { lender } = await aTenantHere({ agencies: 1, contract: { capacity: 0 } });
    const batch = await tried(lender, csvFile([aRow()]), announcement(1));
    expect(batch).toMatchObject({ state: "COMPLETED", progress: { waiting: 1, eligible: 0 } });
  });

  it("is refused to everybody but a lender", async () => {
    const key = await tenant.operator.newKey({ kind: "ADMIN" });
    const answer = await tenant.operator.call(path, { json: announcement(1), apiKey: key });
    expect(refusal(answer)).toEqual([403, "forbidden"]);
  });

  it("points at what is wrong in an announcement", async () => {
    const answer = await tenant.lender.post(path, announcement(1, { format: "XLSX" }));
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual(["/format"]);
  });

  it("answers the same announcement with the same key as it did before", async () => {
    const send = () =>
      tenant.lender.call(path, { json: announcement(1), headers: { "idempotency-key": "tried-once" } });
    const [first, second] = [await send(), await send()];
    expect(second.body.batchId).toBe(first.body.batchId);
  });
});
