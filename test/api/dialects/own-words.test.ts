import { describe, expect, it } from "vitest";
import {
  germanBodies,
  germanDialect,
  recordBodies,
  recordDialect,
} from "../../../docs/generators/dialect-examples.ts";
import { withOwnIds } from "../../support/documented-ids.ts";
import { ndjson, reportFile } from "../../support/event-file.ts";
import { says, speaks } from "../../support/dialects.ts";
import { aTenantHere, operatorHere } from "../../support/here.ts";
import { refusal } from "../../support/refusals.ts";
import { newRef, usd } from "../../support/tenant.ts";

const balance = [{ component: "PRINCIPAL", amount: usd(125_000) }];

describe("an agency with a dialect", () => {
  it("reports a case from taking it to giving it back in its own words, and the account shows it", async () => {
    const { place, lender, agency } = await aTenantHere();
    await speaks(agency, germanDialect);
    const placement = await place({ balance });
    const lifecycles: string[] = [];
    for (const body of Object.values(germanBodies)) {
      const answer = await says(placement, body.kennung, body);
      expect([answer.status, answer.body.disposition]).toEqual([202, "ACCEPTED"]);
      lifecycles.push(`${answer.body.lifecycle} ${answer.body.outstanding.amount}`);
    }
    expect(lifecycles).toEqual(["ACTIVE 125000", "ACTIVE 100000", "ACTIVE 125000", "CLOSED 125000"]);
    const history = await lender.history(placement.accountId);
    const ofAgency = history.filter(({ actor }) => actor.kind === "AGENCY");
    expect(ofAgency.map(({ data }) => data.sourceEventId)).toEqual(
      expect.arrayContaining(["DE-1", "DE-2", "DE-3", "DE-4"]),
    );
    expect(ofAgency.find(({ type }) => type === "payment.received")).toMatchObject({
      effectiveAt: "2026-03-05T00:00:00.000Z",
    });
  });
});

describe("a case in the agency's own words", () => {
  const caseOf = async () => {
    const tenant = await aTenantHere();
    await speaks(tenant.agency, germanDialect);
    const placement = await tenant.place({ balance });
    const { placementId } = placement;
    return { ...tenant, placement, bodies: Object.values(withOwnIds(germanBodies, { placementId })) };
  };
  const typesOf = async ({ lender, placement }: Awaited<ReturnType<typeof caseOf>>) => {
    const history = await lender.history(placement.accountId);
    return history.filter(({ actor }) => actor.kind === "AGENCY").map(({ type }) => type);
  };
  const inOrder = ["placement.acknowledged", "payment.received", "payment.reversed", "placement.closed"];

  it("is taken in its order as one batch, and each event is answered under its own name", async () => {
    const world = await caseOf();
    const events = JSON.stringify({ events: world.bodies });
    const { body } = await world.agency.post(events, { eventId: newRef(), to: "event-batches" });
    expect(body.items).toMatchObject(
      ["DE-1", "DE-2", "DE-3", "DE-4"].map((eventId) => ({ eventId, receipt: { disposition: "ACCEPTED" } })),
    );
    expect(await typesOf(world)).toEqual(inOrder);
  });

  it("is taken in its order as a file", async () => {
    const world = await caseOf();
    const file = await reportFile(world.agency, ndjson(world.bodies));
    expect(file).toMatchObject({ state: "COMPLETED", progress: { lines: 4, accepted: 4 } });
    expect(await typesOf(world)).toEqual(inOrder);
  });
});

type Said = { readonly code?: string; readonly schemaVersion?: number; readonly placementId?: string };

describe("an agency with flat records", () => {
  it("reports payments and reversals by its codes; what its crosswalk leaves out waits", async () => {
    const { place, agency, lender } = await aTenantHere();
    await speaks(agency, {
      ...recordDialect,
      codes: {
        ...recordDialect.codes,
        eventType: { ...recordDialect.codes.eventType, ACK: "placement.acknowledged" },
      },
      fields: [
        ...recordDialect.fields,
        { to: "/data/balance", from: "/record/balance", as: "minor-units", currency: "USD" },
      ],
    });
    const placement = await place({ balance });
    const record = { placement: placement.placementId, payment_type: "ACK", payment_date: "20260302" };
    const ack = await says(placement, "r-0", { record: { ...record, balance: 1250 } });
    expect(ack.body).toMatchObject({ eventId: "r-0", disposition: "ACCEPTED", lifecycle: "ACTIVE" });
    const paid = await says(placement, "r-1", recordBodies.payment);
    expect(paid.body).toMatchObject({ disposition: "ACCEPTED", outstanding: usd(100_000) });
    const back = await says(placement, "r-2", recordBodies.reversal);
    expect(back.body).toMatchObject({ disposition: "ACCEPTED", outstanding: usd(125_000) });
    const adjusted = await says(placement, "r-3", recordBodies.adjustment);
    expect(adjusted.body).toMatchObject({ disposition: "QUARANTINED", reason: "unknown-event-type" });
    expect((await lender.account(placement.accountId)).balance.outstanding).toEqual(usd(125_000));
    const again = await says(placement, "r-1", recordBodies.payment);
    expect([again.headers.get("idempotent-replayed"), again.body]).toEqual(["true", paid.body]);
    const other = await says(placement, "r-1", recordBodies.reversal);
    expect(refusal(other)).toEqual([409, "event-id-reused"]);
  });

  it.each<readonly [string, Said, string, string, string]>([
    ["a code", { code: "GONE" }, "unknown-code", "/data/code", "GONE"],
    ["a version", { schemaVersion: 2 }, "unknown-version", "/schemaVersion", "2"],
    ["a shape", { placementId: "none" }, "untranslatable", "/placementId", "none"],
  ])("has %s kept that it never explained", async (_name, given, ...why) => {
    const { code = "OTHER", ...changes }: { code?: string; schemaVersion?: number; placementId?: string } =
      given;
    const { place, agency } = await aTenantHere();
    await speaks(agency, {});
    const { placementId, balance } = await place();
    const data = { code, finalBalance: balance };
    const { status, body } = await agency.callback("placement.closed", { placementId, data, ...changes });
    const [reason, pointer, value] = why;
    expect([status, body]).toMatchObject([202, { disposition: "QUARANTINED", reason }]);
    const shown = await operatorHere().get(`/v1/quarantined-events/${body.receiptId}`);
    expect(shown.body).toMatchObject({ agencyId: agency.agencyId, state: "OPEN", reason, pointer, value });
    const drift = await operatorHere().get(`/v1/agencies/${agency.agencyId}/dialect-drift`);
    expect(drift.body.items).toMatchObject([{ reason, pointer, value, count: 1 }]);
  });

  it("has its events read one by one in a batch as well", async () => {
    const { place, agency } = await aTenantHere();
    await speaks(agency, germanDialect);
    const { placementId } = await place({ balance });
    const { kennung: _id, ...nameless } = germanBodies.ZAHLUNG;
    const events = [germanBodies.ANNAHME, germanBodies.ZAHLUNG, nameless].map((body) => ({
      ...body,
      auftrag: placementId,
    }));
    const { body } = await agency.post(JSON.stringify({ events }), { to: "event-batches" });
    expect(body.items).toMatchObject([
      { status: 202, receipt: { eventId: "DE-1", disposition: "ACCEPTED" } },
      { status: 202, receipt: { eventId: "DE-2", disposition: "ACCEPTED" } },
      { status: 422, problem: { code: "invalid-request" } },
    ]);
  });
});

describe("an event too large to be kept whole", () => {
  it.each([
    ["padding", () => ({ padding: "x".repeat(300 * 1024) }), "event-batches"],
    ["numbers that grow when they are written out", () => ({ n: "1e20" }), "events"],
  ])("is refused for its %s, understood or not, and never fails", async (_name, extra, to) => {
    const { agency, place } = await aTenantHere();
    await speaks(agency, {});
    const { placementId } = await place();
    const eventId = `big-${Date.now()}`;
    const event = JSON.stringify({
      eventId,
      eventType: "payment.booked",
      placementId,
      effectiveAt: "2026-03-02T10:00:00Z",
      data: extra(),
    }).replace('"1e20"', `[${"1e20,".repeat(20_000)}1]`);
    const raw = to === "events" ? event : `{"events":[${event}]}`;
    const { status, body } = await agency.post(raw, { eventId, to });
    expect(to === "events" ? status : body.items[0].status).toBe(413);
  });
});

describe("an event nested deeper than can be written down", () => {
  it("is refused", async () => {
    const { agency, place } = await aTenantHere();
    const { placementId } = await place();
    const event = { eventId: "deep-1", eventType: "payment.booked", placementId, data: { a: "deep" } };
    const raw = JSON.stringify({ ...event, effectiveAt: "2026-03-02T10:00:00Z" }).replace(
      '"deep"',
      "[".repeat(60_000) + "]".repeat(60_000),
    );
    expect(refusal(await agency.post(raw, { eventId: "deep-1" }))).toEqual([422, "invalid-request"]);
  });
});

describe("an agency without a dialect", () => {
  it("has a wrong code refused, and a version that nobody knows yet kept", async () => {
    const { agency, place } = await aTenantHere();
    const { placementId, balance } = await place();
    const data = { code: "GONE", finalBalance: balance };
    const wrong = await agency.callback("placement.closed", { placementId, data });
    expect(refusal(wrong)).toEqual([422, "invalid-request"]);
    const late = await agency.callback("placement.closed", {
      placementId,
      schemaVersion: 2,
      data: { ...data, code: "OTHER" },
    });
    expect([late.status, late.body]).toMatchObject([
      202,
      { disposition: "QUARANTINED", reason: "unknown-version" },
    ]);
  });
});
