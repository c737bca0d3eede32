import { describe, expect, it } from "vitest";
import { announcement, aRow, csvFile, placeFile, ROW_TOTAL, sha256 } from "../../support/account-file.ts";
import { aTenantHere } from "../../support/here.ts";
import { refusal } from "../../support/refusals.ts";
import { anAccount, newRef, usd } from "../../support/tenant.ts";

const good = () => csvFile([aRow(), aRow()]);
const bytes = (...parts: readonly (string | readonly number[])[]) =>
  Uint8Array.from(Buffer.concat(parts.map((part) => Buffer.from(part as never))));

describe("a whole file is refused, before any account is written, when it", () => {
  it.each<readonly [string, () => string | Uint8Array<ArrayBuffer>, object, readonly string[]]>([
    ["is empty", () => "", {}, ["FILE_EMPTY"]],
    ["has no rows", () => csvFile([aRow()]).split("\r\n")[0]!, {}, ["NO_ROWS"]],
    [
      "has a row less than was said",
      good,
      { controlTotals: { count: 3, amount: usd(2 * ROW_TOTAL) } },
      ["COUNT_MISMATCH"],
    ],
    [
      "is a cent off",
      good,
      { controlTotals: { count: 2, amount: usd(2 * ROW_TOTAL + 1) } },
      ["AMOUNT_MISMATCH"],
    ],
    [
      "has another currency besides",
      () => csvFile([aRow(), aRow(), aRow({ currency: "EUR" })]),
      { controlTotals: { count: 3, amount: usd(2 * ROW_TOTAL) } },
      ["OTHER_CURRENCY"],
    ],
    ["has another hash", good, { sha256: sha256("something else") }, ["SHA256_MISMATCH"]],
    [
      "has an amount that is none",
      () => csvFile([aRow(), aRow({ "balance.PRINCIPAL": "1,000.00" })]),
      {},
      ["AMOUNT_UNREADABLE"],
    ],
    ["has a header that nobody knows", () => csvFile([aRow({ Remark: "x" })]), {}, ["HEADER_UNKNOWN"]],
    ["leaves a quote open", () => `${good()}"`, {}, ["QUOTE_NOT_CLOSED"]],
    [
      "has a line of ten million characters",
      () => `${good()}${"x".repeat(10_000_000)}`,
      {},
      ["ROW_TOO_LONG"],
    ],
    ["is not UTF-8", () => bytes(good(), [0x4d, 0xfc], "\r\n"), {}, ["NOT_UTF8"]],
    ["is NDJSON where CSV was said", () => `${JSON.stringify(anAccount())}\n`, {}, ["WRONG_FORMAT"]],
    [
      "is CSV where NDJSON was said",
      () => csvFile([aRow()]),
      { format: "NDJSON" },
      ["ROW_NOT_JSON", "ROW_NOT_JSON"],
    ],
  ])("%s", async (...[, file, said, codes]) => {
    const { lender } = await aTenantHere();
    const batch = await placeFile(lender, file(), announcement(2, said as never));
    expect(batch.state).toBe("REFUSED");
    expect(batch.reasons.map(({ code }: { code: string }) => code)).toEqual(codes);
    expect(batch.progress.received).toBe(0);
    expect((await lender.get("/v1/accounts")).body.items).toEqual([]);
    expect(refusal(await lender.get(`/v1/account-batches/${batch.batchId}/results`))).toEqual([
      409,
      "batch-not-finished",
    ]);
  });
});

describe("GET /v1/account-batches/{batchId}", () => {
  it("of another lender, of none, or of something else is not found", async () => {
    const [{ lender }, other] = [await aTenantHere(), await aTenantHere()];
    const { batchId } = (await lender.post("/v1/account-batches", announcement(1))).body;
    for (const path of [batchId, "bat_01ARZ3NDEKTSV4RRFFQ69G5FAV", "nonsense", `${batchId}/results`])
      expect(refusal(await other.lender.get(`/v1/account-batches/${path}`))).toEqual([404, "not-found"]);
  });

  it("has no results before its file came", async () => {
    const { lender } = await aTenantHere();
    const { batchId } = (await lender.post("/v1/account-batches", announcement(1))).body;
    const answer = await lender.get(`/v1/account-batches/${batchId}/results`);
    expect(refusal(answer)).toEqual([409, "batch-not-finished"]);
    expect(answer.body.state).toBe("AWAITING_UPLOAD");
  });
});

describe("POST /v1/account-batches refuses", () => {
  it("an Idempotency-Key that was used for another announcement, or for an account", async () => {
    const { lender } = await aTenantHere();
    const [one, two] = [{ "idempotency-key": newRef() }, { "idempotency-key": newRef() }];
    await lender.post("/v1/account-batches", announcement(1), one);
    await lender.post("/v1/accounts", anAccount(), two);
    for (const key of [one, two])
      expect(refusal(await lender.post("/v1/account-batches", announcement(2), key))).toEqual([
        422,
        "idempotency-key-reused",
      ]);
  });
});

describe("GET /v1/account-batches/header-map", () => {
  it("is not found before one was saved", async () => {
    const { lender } = await aTenantHere();
    expect(refusal(await lender.get("/v1/account-batches/header-map"))).toEqual([404, "not-found"]);
  });
});
