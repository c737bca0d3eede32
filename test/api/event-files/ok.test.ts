import { beforeAll, describe, expect, it } from "vitest";
import { csvFile, upload } from "../../support/account-file.ts";
import {
  announceEvents,
  endOfFile,
  eventAnnouncement,
  eventFilesPath,
  linesOf,
  ndjson,
  reportFile,
} from "../../support/event-file.ts";
import { aTenantHere } from "../../support/here.ts";
import {
  aCallback,
  aPayment,
  aReversal,
  newRef,
  usd,
  type Placement,
  type Tenant,
} from "../../support/tenant.ts";

let tenant: Tenant;
beforeAll(async () => {
  tenant = await aTenantHere();
});

const paying = ({ placementId }: Placement, amount = 100) =>
  aCallback("payment.received", { placementId, data: aPayment({ amount: usd(amount) }) });

const outstanding = async ({ accountId }: Placement): Promise<number> =>
  (await tenant.lender.account(accountId)).balance.outstanding.amount;

/** A payment as the cells of a CSV row. */
const row = (placement: Placement, changes: Readonly<Record<string, string>> = {}) => ({
  eventId: newRef(),
  eventType: "payment.received",
  placementId: placement.placementId,
  effectiveAt: "2026-03-02T10:00:00Z",
  "data.paymentRef": newRef(),
  "data.amount.amount": "100",
  "data.amount.currency": "USD",
  "data.method": "CARD",
  ...changes,
});

describe("a file of events", () => {
  it("is taken line by line as the API would take them, and every line is answered", async () => {
    const [one, two] = [await tenant.active(), await tenant.active()];
    const before = [await outstanding(one), await outstanding(two)] as const;
    const first = paying(one);
    const wrong = { ...paying(one), data: { paymentRef: "p", amount: usd(-1) } };
    const strange = { ...paying(one), eventType: "weather.changed" };
    const elsewhere = aCallback("hold.released", {
      placementId: "plc_01JB4R0E3SH5G9V1XJ7P2M4WQC_1",
      data: { holdId: "hld_1" },
    });
    const events = [
      first,
      paying(two, 250),
      wrong,
      "{not json",
      strange,
      first,
      { ...first, eventId: newRef() },
      { ...first, data: aPayment() },
      elsewhere,
    ];
    const file = await reportFile(tenant.agency, ndjson(events), { fileName: "monday.ndjson" });
    expect(file).toMatchObject({
      state: "COMPLETED",
      fileName: "monday.ndjson",
      controlTotals: { found: { count: 9, payments: [{ currency: "USD" }] } },
      progress: { lines: 9, received: 9, accepted: 3, duplicate: 1, quarantined: 1, refused: 4, failed: 0 },
      reasons: [],
    });
    const lines = await linesOf(tenant.agency, file.fileId);
    expect(lines.map(({ line, disposition, code, pointer }) => [line, disposition, code, pointer])).toEqual([
      ["1", "ACCEPTED", "", ""],
      ["2", "ACCEPTED", "", ""],
      ["3", "REFUSED", "invalid-request", "/data/amount/amount"],
      ["4", "REFUSED", "malformed-json", ""],
      ["5", "QUARANTINED", "unknown-event-type", ""],
      ["6", "ACCEPTED", "", ""],
      ["7", "DUPLICATE", "recorded-before", ""],
      ["8", "REFUSED", "event-id-reused", ""],
      ["9", "REFUSED", "not-found", ""],
    ]);
    expect(lines[5]!.receiptId).toBe(lines[0]!.receiptId);
    expect(lines[0]!.receiptId).toMatch(/^rcp_/u);
    expect([await outstanding(one), await outstanding(two)]).toEqual([before[0] - 100, before[1] - 250]);
  });

  it("may be CSV: a column for each member, by the path that leads to it", async () => {
    const placement = await tenant.active();
    const before = await outstanding(placement);
    const rows = [
      row(placement),
      row(placement, { "data.amount.amount": "12.50" }),
      { ...row(placement), eventType: "dispute.raised", "data.type": "NOT_MINE", "data.inWriting": "true" },
    ];
    const content = csvFile(rows);
    const file = await reportFile(tenant.agency, content, { format: "CSV", controlTotals: { count: 3 } });
    expect(file).toMatchObject({ state: "COMPLETED", progress: { accepted: 2, refused: 1 } });
    const lines = await linesOf(tenant.agency, file.fileId);
    expect(lines.map(({ line, disposition, code, pointer }) => [line, disposition, code, pointer])).toEqual([
      ["2", "ACCEPTED", "", ""],
      ["3", "REFUSED", "invalid-request", "/data/amount/amount"],
      ["4", "ACCEPTED", "", ""],
    ]);
    expect(await outstanding(placement)).toBe(before - 100);
  });

  it("holds the same events as single callbacks, whichever came first and however they were written", async () => {
    const placement = await tenant.active();
    const before = await outstanding(placement);
    const { placementId } = placement;
    const cells = row(placement);
    const event = {
      data: {
        method: "CARD",
        amount: { currency: "USD", amount: 100 },
        paymentRef: cells["data.paymentRef"],
      },
      placementId,
      effectiveAt: cells.effectiveAt,
      eventType: cells.eventType,
      eventId: cells.eventId,
    };
    const alone = await tenant.agency.post(JSON.stringify(event, null, 1), { eventId: event.eventId });
    const file = await reportFile(tenant.agency, csvFile([cells]), {
      format: "CSV",
      controlTotals: { count: 1, payments: [usd(100)] },
    });
    const [line] = await linesOf(tenant.agency, file.fileId);
    expect(line).toMatchObject({ disposition: "ACCEPTED", receiptId: alone.body.receiptId });

    const later = paying(placement, 30);
    const second = await reportFile(tenant.agency, ndjson([later]));
    const again = await tenant.agency.post(JSON.stringify(later), { eventId: later.eventId });
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(again.body.receiptId).toBe((await linesOf(tenant.agency, second.fileId))[0]!.receiptId);
    expect(await outstanding(placement)).toBe(before - 130);
  });

  it("has its order kept for each placement, over many chunks", async () => {
    const placement = await tenant.active();
    const before = await outstanding(placement);
    const { placementId } = placement;
    const data = aPayment({ amount: usd(100) });
    const reversal = aCallback("payment.reversed", {
      placementId,
      data: aReversal(data["paymentRef"], { amount: usd(40) }),
    });
    const first = [reversal, aCallback("payment.received", { placementId, data })];
    const closing = aCallback("placement.closed", {
      placementId,
      data: { code: "PARTIALLY_PAID_EXHAUSTED", finalBalance: usd(before - 60) },
    });
    const many = Array.from({ length: 1_000 }, () => "{");
    const file = await reportFile(tenant.agency, ndjson([...first, ...many, closing]));
    expect(file.progress).toMatchObject({ lines: 1_003, received: 1_003, accepted: 3, refused: 1_000 });
    const lines = await linesOf(tenant.agency, file.fileId);
    expect(lines.map(({ line }) => Number(line))).toEqual(lines.map((_line, index) => index + 1));
    expect(lines.at(-1)).toMatchObject({ disposition: "ACCEPTED", code: "" });
    expect(await tenant.lender.account(placement.accountId)).toMatchObject({ lifecycle: "CLOSED" });
  });

  it("leaves spreadsheets nothing to execute in its results", async () => {
    const placement = await tenant.active();
    const eventId = `=cmd|'/c'!${newRef()}`;
    const file = await reportFile(tenant.agency, ndjson([{ ...paying(placement), eventId }]));
    const [line] = await linesOf(tenant.agency, file.fileId);
    expect(line?.eventId).toBe(`'${eventId}`);
  });
});

describe("POST /v1/agencies/{agencyId}/event-files", () => {
  it("of the same bytes is the same file, which is taken once", async () => {
    const placement = await tenant.active();
    const content = ndjson([paying(placement)]);
    const said = eventAnnouncement(content);
    const first = await announceEvents(tenant.agency, said);
    const again = await announceEvents(tenant.agency, said);
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toMatchObject({ fileId: first.body.fileId, upload: { method: "PUT" } });
    expect(first.headers.get("location")).toBe(eventFilesPath(tenant.agency, `/${first.body.fileId}`));
    await upload(again.body, content);
    await endOfFile(tenant.agency, first.body.fileId);
    const later = await announceEvents(tenant.agency, said);
    expect([later.status, later.body.state]).toEqual([200, "COMPLETED"]);
    expect(later.body).not.toHaveProperty("upload");
  });

  it("begins a refused file anew", async () => {
    const placement = await tenant.active();
    const content = ndjson([paying(placement)]);
    const wrong = await reportFile(tenant.agency, content, { controlTotals: { count: 2 } });
    expect(wrong).toMatchObject({ state: "REFUSED", reasons: [{ code: "COUNT_MISMATCH" }] });
    const right = await reportFile(tenant.agency, content);
    expect(right).toMatchObject({ fileId: wrong.fileId, state: "COMPLETED", reasons: [] });
  });

  it("gives a link that takes nothing but what was announced, once", async () => {
    const placement = await tenant.active();
    const content = ndjson([paying(placement)]);
    const { body, headers } = await announceEvents(tenant.agency, eventAnnouncement(content));
    const signed = new URL(body.upload.url).searchParams.get("X-Amz-SignedHeaders");
    expect(signed?.split(";")).toEqual(["content-type", "host", "if-none-match", "x-amz-checksum-sha256"]);
    expect(body.upload.headers).toMatchObject({ "if-none-match": "*" });
    expect(Buffer.from(body.upload.headers["x-amz-checksum-sha256"], "base64").toString("hex")).toBe(
      body.sha256,
    );
    expect(headers.get("cache-control")).toBe("no-store");
  });
});

describe("GET /v1/agencies/{agencyId}/event-files", () => {
  it("lists an agency's files, newest first, by page", async () => {
    const { agency } = await aTenantHere();
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      ids.push((await announceEvents(agency, eventAnnouncement(`{"n":${n}}`))).body.fileId);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const get = (query: string) => agency.call(eventFilesPath(agency, query), { apiKey: agency.apiKey });
    const first = await get("?limit=2");
    const rest = await get(`?limit=2&cursor=${first.body.nextCursor}`);
    const listed = [...first.body.items, ...rest.body.items].map(({ fileId }) => fileId);
    expect(listed).toEqual(ids.toReversed());
  });
});
