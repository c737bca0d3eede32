import { inject, describe, expect, it } from "vitest";
import { isForTheOperator } from "../../support/admin-refusals.ts";
import { everyOne } from "../../support/admin-reads.ts";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import { http, type Json } from "../../support/http.ts";
import { pointers, refusal } from "../../support/refusals.ts";
import { aPayment, demand, usd, type Placement } from "../../support/tenant.ts";

const operator = operatorHere();
const list = "/v1/quarantined-events";
const nowhere = "rcp_00000000000000000000000000";

const release = (receiptId: string) => operator.call(`${list}/${receiptId}/release`, { method: "POST" });
const reject = (receiptId: string, json: object = { reason: "Not ours." }) =>
  operator.call(`${list}/${receiptId}/rejection`, { json });

/** A payment in words that nobody knows yet. */
const strange = async (
  { agency, placementId }: Placement,
  changes: Readonly<Record<string, unknown>> = {},
): Promise<Json> => {
  const data = aPayment(changes);
  return demand(await agency.callback("payment.booked", { placementId, data }), 202).body;
};

const explain = async ({ agency }: Placement) =>
  operator.put(`/v1/agencies/${agency.agencyId}/dialect`, {
    codes: { eventType: { "payment.booked": "payment.received" } },
  });

const waiting = async ({ agency }: Placement, state = "OPEN") =>
  (await everyOne(`${list}?agencyId=${agency.agencyId}&state=${state}`, 2)).map(({ eventId }) => eventId);

describe("GET /v1/quarantined-events", () => {
  it("lists what waits, of one agency or of all, oldest first, page by page", async () => {
    const { active, agencies } = await aTenantHere();
    const placement = await active();
    const receipts: Json[] = [];
    for (let n = 0; n < 5; n += 1) receipts.push(await strange(placement));
    expect(await waiting(placement)).toEqual(receipts.map(({ eventId }) => eventId));
    const all = await everyOne(list, 3);
    const own = all.filter(({ agencyId }) => agencyId === agencies[0]!.agencyId);
    expect(own.map(({ receiptId }) => receiptId)).toEqual(receipts.map(({ receiptId }) => receiptId));
    const none = await everyOne(`${list}?agencyId=${agencies[0]!.agencyId}&reason=unknown-code`);
    expect(none).toEqual([]);
  });

  it("shows an event whole, to finance as well", async () => {
    const { active, operator: own } = await aTenantHere();
    const receipt = await strange(await active());
    const apiKey = await own.newKey({ kind: "FINANCE" });
    const read = http(inject("cloud").baseUrl);
    expect((await read(list, { apiKey })).status).toBe(200);
    const { body } = await read(`${list}/${receipt.receiptId}`, { apiKey });
    expect(body).toMatchObject({ state: "OPEN", value: "payment.booked", receipt });
    expect(JSON.parse(body.text)).toMatchObject({ eventType: "payment.booked" });
  });

  it("is closed to lenders and agencies", async () => {
    const { lender, agency } = await aTenantHere();
    for (const { apiKey } of [lender, agency])
      for (const path of [list, `${list}/${nowhere}`])
        expect(refusal(await http(inject("cloud").baseUrl)(path, { apiKey }))).toEqual([403, "forbidden"]);
    expect((await http(inject("cloud").baseUrl)(list, {})).status).toBe(401);
  });

  it.each(["state=DONE", "agencyId=x", "limit=0"])("refuses %s", async (query) => {
    expect(refusal(await operator.get(`${list}?${query}`))).toEqual([422, "invalid-request"]);
  });

  it("refuses a cursor into another list, and a receipt that never waited", async () => {
    const cursor = Buffer.from('{"list":"LENDERS"}').toString("base64url");
    expect(refusal(await operator.get(`${list}?cursor=${cursor}`))).toEqual([400, "invalid-cursor"]);
    const { active } = await aTenantHere();
    const { agency, placementId } = await active();
    const { body } = await agency.callback("payment.received", { placementId, data: aPayment() });
    for (const receiptId of [nowhere, body.receiptId])
      expect(refusal(await operator.get(`${list}/${receiptId}`))).toEqual([404, "not-found"]);
  });
});

describe("POST /v1/quarantined-events/{id}/release", () => {
  it("does what the event says once its words are known, as of when it came, and only once", async () => {
    const { active, lender } = await aTenantHere();
    const placement = await active();
    const receipt = await strange(placement);
    const { body: before } = await operator.get(`${list}/${receipt.receiptId}`);
    expect(refusal(await release(receipt.receiptId))).toEqual([409, "still-quarantined"]);
    await explain(placement);
    const { status, body } = await release(receipt.receiptId);
    expect([status, body]).toMatchObject([
      200,
      {
        state: "RELEASED",
        decidedBy: "operator",
        receipt: { disposition: "ACCEPTED", outstanding: usd(95_000) },
      },
    ]);
    expect((await release(receipt.receiptId)).body).toEqual(body);
    expect((await lender.account(placement.accountId)).balance.outstanding).toEqual(usd(95_000));
    const [event] = (await lender.history(placement.accountId)).filter(
      ({ type }) => type === "payment.received",
    );
    expect(event).toMatchObject({ receivedAt: before.receivedAt, data: { sourceEventId: receipt.eventId } });
    expect(await waiting(placement)).toEqual([]);
    expect(refusal(await reject(receipt.receiptId))).toEqual([409, "invalid-transition"]);
    const repeat = await placement.agency.post(before.text, { eventId: receipt.eventId });
    expect([repeat.headers.get("idempotent-replayed"), repeat.body]).toEqual(["true", body.receipt]);
  });

  it("is refused as a callback would be, and the event stays on the list", async () => {
    const { active, lender } = await aTenantHere();
    const placement = await active();
    const receipt = await strange(placement, { amount: { amount: 5, currency: "EUR" } });
    await explain(placement);
    expect(refusal(await release(receipt.receiptId))).toEqual([422, "currency-mismatch"]);
    expect(await waiting(placement)).toEqual([receipt.eventId]);
    expect((await lender.account(placement.accountId)).balance.outstanding).toEqual(usd(105_000));
  });

  it("takes one of many releases at once", async () => {
    const { active, lender } = await aTenantHere();
    const placement = await active();
    const { receiptId } = await strange(placement);
    await explain(placement);
    const answers = await Promise.all(Array.from({ length: 6 }, () => release(receiptId)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect((await lender.account(placement.accountId)).balance.outstanding).toEqual(usd(95_000));
  });

  it("is not there for what never waited", async () => {
    expect(refusal(await release(nowhere))).toEqual([404, "not-found"]);
  });

  isForTheOperator(`${list}/${nowhere}/release`, { method: "POST" });
});

describe("POST /v1/quarantined-events/{id}/rejection", () => {
  it("takes an event off the list for good", async () => {
    const { active } = await aTenantHere();
    const placement = await active();
    const receipt = await strange(placement);
    const { status, body } = await reject(receipt.receiptId);
    expect([status, body]).toMatchObject([200, { state: "REJECTED", rejectionReason: "Not ours.", receipt }]);
    expect((await reject(receipt.receiptId, { reason: "Again." })).body).toEqual(body);
    expect([await waiting(placement), await waiting(placement, "REJECTED")]).toEqual([[], [receipt.eventId]]);
    await explain(placement);
    expect(refusal(await release(receipt.receiptId))).toEqual([409, "invalid-transition"]);
  });

  it.each([
    ["nothing", {}, "/reason"],
    ["an empty reason", { reason: "" }, "/reason"],
    ["a reason that is too long", { reason: "x".repeat(501) }, "/reason"],
    ["more than a reason", { reason: "x", by: "me" }, "/by"],
  ])("is refused with %s", async (_name, json, pointer) => {
    const answer = await reject(nowhere, json);
    expect([refusal(answer), pointers(answer)]).toEqual([[422, "invalid-request"], [pointer]]);
  });

  isForTheOperator(`${list}/${nowhere}/rejection`, { json: { reason: "x" } });
});

describe("everything that an agency sent", () => {
  it("waits, was rejected, was acted upon or was a duplicate, and nothing is in two places", async () => {
    const { active } = await aTenantHere();
    const placement = await active();
    const { agency, placementId } = placement;
    const dispositions: string[] = [];
    const note = ({ disposition }: Json) => void dispositions.push(disposition);
    const data = aPayment();
    for (const one of [data, data])
      note((await agency.callback("payment.received", { placementId, data: one })).body);
    const kept = [await strange(placement), await strange(placement), await strange(placement)];
    const [released, rejected] = kept;
    await explain(placement);
    note(demand(await release(released!.receiptId), 200).body.receipt);
    demand(await reject(rejected!.receiptId), 200);
    const open = await waiting(placement);
    const sentAway = await waiting(placement, "REJECTED");
    const received = 5;
    expect(dispositions.toSorted()).toEqual(["ACCEPTED", "ACCEPTED", "DUPLICATE"]);
    expect([open.length, sentAway.length]).toEqual([1, 1]);
    expect(open.length + sentAway.length + dispositions.length).toBe(received);
  });
});
