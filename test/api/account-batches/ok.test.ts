import { describe, expect, it } from "vitest";
import {
  announcement,
  aRow,
  csvFile,
  placeFile,
  resultsOf,
  ROW_TOTAL,
  settled,
  sha256,
  upload,
} from "../../support/account-file.ts";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import { anAccount, newRef, usd } from "../../support/tenant.ts";

describe("a file of accounts", () => {
  it("is placed row by row as the API would place them, and every row is answered", async () => {
    const { lender } = await aTenantHere();
    const rows = [
      aRow(),
      aRow({ delinquencyDate: new Date().toISOString().slice(0, 10) }),
      aRow({ "debtor.region": "nowhere" }),
      aRow(),
    ];
    const batch = await placeFile(lender, csvFile(rows), announcement(4, { fileName: "monday.csv" }));
    expect(batch).toMatchObject({
      state: "COMPLETED",
      fileName: "monday.csv",
      sha256: sha256(csvFile(rows)),
      controlTotals: { found: { count: 4, amounts: [{ amount: String(4 * ROW_TOTAL), currency: "USD" }] } },
      progress: {
        rows: 4,
        received: 4,
        screened: 3,
        offered: 2,
        rejected: 1,
        invalid: 1,
        existing: 0,
        failed: 0,
      },
      reasons: [],
    });
    expect(batch).not.toHaveProperty("upload");
    const results = await resultsOf(lender, batch.batchId);
    expect(results.map(({ line, outcome, field, code }) => [line, outcome, field, code])).toEqual([
      ["2", "OFFERED", "", ""],
      ["3", "REJECTED", "days-past-due", "DPD_TOO_LOW"],
      ["4", "INVALID", "debtor.region", "invalid-format"],
      ["5", "OFFERED", "", ""],
    ]);
    const placed = await lender.account(results[0]!.accountId);
    expect(placed).toMatchObject({
      lenderAccountRef: rows[0]!["lenderAccountRef"],
      lifecycle: "OFFERED",
      balance: { outstanding: usd(ROW_TOTAL) },
    });
  });

  it("may be NDJSON: on each line the body of the API", async () => {
    const { lender } = await aTenantHere();
    const file = [anAccount(), anAccount()].map((account) => `${JSON.stringify(account)}\n`).join("");
    const batch = await placeFile(lender, file, announcement(2, { format: "NDJSON" }));
    expect(batch).toMatchObject({ state: "COMPLETED", progress: { rows: 2, offered: 2 } });
  });

  it("with a reference twice makes one account, of the first row; what exists is named", async () => {
    const { lender, place } = await aTenantHere();
    const { view } = await place();
    const ref = newRef();
    const rows = [
      aRow({ lenderAccountRef: ref, "balance.PRINCIPAL": "1000.00" }),
      aRow({ lenderAccountRef: ref, "balance.PRINCIPAL": "1000.00", "debtor.name": "Another Person" }),
      aRow({ lenderAccountRef: view.lenderAccountRef }),
    ];
    const batch = await placeFile(lender, csvFile(rows), announcement(3));
    const results = await resultsOf(lender, batch.batchId);
    expect(results.map(({ outcome }) => outcome)).toEqual(["OFFERED", "EXISTING", "EXISTING"]);
    expect(results[1]!.accountId).toBe(results[0]!.accountId);
    expect(results[2]!.accountId).toBe(view.accountId);
  });

  it("says by CSV who the debtor is: all debts of one go to one agency, and a vulnerable one to none", async () => {
    const { lender, agencyOf } = await aTenantHere({ agencies: 3, policy: { sameAgencyPerDebtor: true } });
    const debtor = { "debtor.identifier.type": "TAX_ID", "debtor.identifier.value": newRef() };
    const rows = [
      ...Array.from({ length: 3 }, () => aRow(debtor)),
      aRow({ "circumstances.vulnerability": "ILLNESS" }),
      aRow({ "circumstances.moratorium": "true" }),
    ];
    const { batchId } = await placeFile(lender, csvFile(rows), announcement(rows.length));
    const results = await resultsOf(lender, batchId);
    expect(results.map(({ outcome, code }) => [outcome, code])).toEqual([
      ["OFFERED", ""],
      ["OFFERED", ""],
      ["OFFERED", ""],
      ["REJECTED", "VULNERABLE_BLOCK"],
      ["REJECTED", "MORATORIUM"],
    ]);
    const views = await Promise.all(results.slice(0, 3).map(({ accountId }) => lender.account(accountId)));
    expect(new Set(views.map((view) => agencyOf(view).agencyId)).size).toBe(1);
  });

  it("for which no agency has room waits, account by account", async () => {
    const { lender } = await aTenantHere({ contract: { capacity: 3 } });
    const batch = await placeFile(lender, csvFile([1, 2, 3, 4, 5].map(() => aRow())), announcement(5));
    expect(batch.progress).toMatchObject({ offered: 3, waiting: 2 });
  });

  it("sent again under another announcement is a duplicate that places nothing", async () => {
    const { lender } = await aTenantHere();
    const file = csvFile([aRow()]);
    const first = await placeFile(lender, file, announcement(1));
    const second = await placeFile(lender, file, announcement(1));
    expect(second).toMatchObject({
      state: "DUPLICATE",
      duplicateOf: first.batchId,
      progress: { received: 0 },
    });
  });

  it("announced again by its hash is the same batch", async () => {
    const { lender } = await aTenantHere();
    const file = csvFile([aRow()]);
    const said = announcement(1, { sha256: sha256(file) });
    const first = await lender.post("/v1/account-batches", said);
    const again = await lender.post("/v1/account-batches", said);
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toMatchObject({ batchId: first.body.batchId, upload: { method: "PUT" } });
    await upload(again.body, file);
    await settled(lender, first.body.batchId);
    const later = await lender.post("/v1/account-batches", said);
    expect([later.status, later.body.batchId, later.body.state]).toEqual([
      200,
      first.body.batchId,
      "COMPLETED",
    ]);
  });

  it("that was refused may be announced again, and then be placed", async () => {
    const { lender } = await aTenantHere();
    const file = csvFile([aRow()]);
    const wrong = await placeFile(lender, file, announcement(2, { sha256: sha256(file) }));
    expect(wrong.state).toBe("REFUSED");
    const right = await placeFile(lender, file, announcement(1, { sha256: sha256(file) }));
    expect(right.state).toBe("COMPLETED");
  });

  it("leaves spreadsheets nothing to execute in its results", async () => {
    const { lender } = await aTenantHere();
    const rows = [aRow({ lenderAccountRef: '=HYPERLINK("http://x")', product: "@SUM(1)" })];
    const batch = await placeFile(lender, csvFile(rows), announcement(1));
    const [result] = await resultsOf(lender, batch.batchId);
    expect(result?.lenderAccountRef).toMatch(/^'=/u);
  });
});

describe("POST /v1/account-batches", () => {
  it("with the same Idempotency-Key answers with the same batch", async () => {
    const { lender } = await aTenantHere();
    const key = { "idempotency-key": newRef() };
    const first = await lender.post("/v1/account-batches", announcement(1), key);
    const again = await lender.post("/v1/account-batches", announcement(1), key);
    expect(again.body.batchId).toBe(first.body.batchId);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(first.headers.get("location")).toBe(`/v1/account-batches/${first.body.batchId}`);
  });

  it("gives a link that takes nothing but what was announced", async () => {
    const { lender } = await aTenantHere();
    const { body } = await lender.post("/v1/account-batches", announcement(1));
    const signed = new URL(body.upload.url).searchParams.get("X-Amz-SignedHeaders");
    expect(signed?.split(";")).toEqual(["content-type", "host", "if-none-match"]);
    expect(body.upload.headers).toEqual({ "content-type": "text/csv", "if-none-match": "*" });
    const minutes = (Date.parse(body.upload.expiresAt) - Date.parse(body.createdAt)) / 60_000;
    expect(Math.round(minutes)).toBe(15);
  });
});

describe("a header map", () => {
  it("is kept by version, and read with by files that are announced from then on", async () => {
    const { lender } = await aTenantHere();
    const save = (headers: Readonly<Record<string, string | null>>) =>
      lender.call("/v1/account-batches/header-map", {
        method: "PUT",
        json: { headers },
        apiKey: lender.apiKey,
      });
    const own = { "Loan No": "lenderAccountRef", Remark: null };
    expect((await save(own)).body).toMatchObject({ version: 1, headers: own });
    expect((await save(own)).body.version).toBe(1);
    const { lenderAccountRef, ...row } = aRow();
    const file = csvFile([{ "Loan No": lenderAccountRef!, Remark: "a secret", ...row }]);
    const opened = await lender.post("/v1/account-batches", announcement(1));
    expect((await save({ "Other No": "lenderAccountRef" })).body.version).toBe(2);
    expect((await lender.get("/v1/account-batches/header-map")).body).toMatchObject({ version: 2 });
    await upload(opened.body, file);
    const batch = await settled(lender, opened.body.batchId);
    expect(batch).toMatchObject({ state: "COMPLETED", headerMap: own, progress: { offered: 1 } });
  });
});

describe("GET /v1/account-batches", () => {
  it("lists a lender's batches, newest first, by page and by state", async () => {
    const { lender } = await aTenantHere();
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1)
      ids.push((await lender.post("/v1/account-batches", announcement(n + 1))).body.batchId);
    const first = await lender.get("/v1/account-batches?limit=2");
    const rest = await lender.get(`/v1/account-batches?limit=2&cursor=${first.body.nextCursor}`);
    const listed = [...first.body.items, ...rest.body.items].map(({ batchId }) => batchId);
    expect(listed).toEqual(ids.toReversed());
    expect((await lender.get("/v1/account-batches?state=COMPLETED")).body.items).toEqual([]);
    expect((await lender.get("/v1/account-batches?state=AWAITING_UPLOAD")).body.items).toHaveLength(3);
  });

  it("shows finance the batches of the lender that it names", async () => {
    const { lender } = await aTenantHere();
    const { batchId } = (await lender.post("/v1/account-batches", announcement(1))).body;
    const apiKey = await operatorHere().newKey({ kind: "FINANCE" });
    const page = await lender.call(`/v1/account-batches?lenderId=${lender.lenderId}`, { apiKey });
    expect(page.body.items).toMatchObject([{ batchId }]);
    expect((await lender.call(`/v1/account-batches/${batchId}`, { apiKey })).status).toBe(200);
  });
});
