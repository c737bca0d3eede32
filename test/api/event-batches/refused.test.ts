import { beforeAll, describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { pointers, refusal } from "../../support/refusals.ts";
import {
  aCallback,
  aPayment,
  newRef,
  newSecret,
  type How,
  type Placement,
  type Tenant,
} from "../../support/tenant.ts";

describe("POST /v1/agencies/{agencyId}/event-batches refuses", () => {
  let tenant: Tenant;
  let placement: Placement;
  beforeAll(async () => {
    tenant = await aTenantHere({ agencies: 2 });
    placement = await tenant.active();
  });

  const one = () => aCallback("payment.received", { placementId: placement.placementId, data: aPayment() });
  const send = (body: unknown, how: How = {}) =>
    placement.agency.post(typeof body === "string" ? body : JSON.stringify(body), {
      eventId: newRef(),
      to: "event-batches",
      ...how,
    });

  it.each([
    ["no events", { events: [] }, ["/events"]],
    ["more events than a hundred", { events: Array.from({ length: 101 }, () => 1) }, ["/events"]],
    ["events that are no list", { events: {} }, ["/events"]],
    ["a member that nobody knows", { events: [1], more: 1 }, ["/more"]],
    ["a list alone", [1], [""]],
  ])("%s", async (_what, body, places) => {
    const answer = await send(body);
    expect(refusal(answer)).toEqual([422, "invalid-request"]);
    expect(pointers(answer)).toEqual(places);
  });

  it("what is no JSON, and what is too large", async () => {
    expect(refusal(await send('{"events":['))).toEqual([400, "malformed-json"]);
    const events = [{ ...one(), data: { narrative: "x".repeat(1024 * 1024) } }];
    expect(refusal(await send({ events }))).toEqual([413, "payload-too-large"]);
  });

  it.each([
    ["no signature", { headers: { "webhook-signature": undefined } }, "signature-missing"],
    ["another's secret", { secret: newSecret() }, "signature-invalid"],
    ["an old signature", { at: new Date(Date.now() - 302_000) }, "signature-stale"],
  ] satisfies readonly (readonly [string, How, string])[])(
    "%s, and changes nothing",
    async (_what, how, code) => {
      const before = await tenant.lender.account(placement.accountId);
      expect(refusal(await send({ events: [one()] }, how))).toEqual([401, code]);
      expect(await tenant.lender.account(placement.accountId)).toEqual(before);
    },
  );

  it("an event about another agency's placement like one about none", async () => {
    const other = tenant.agencies.find(({ agencyId }) => agencyId !== placement.agency.agencyId)!;
    const contact = {
      attemptRef: newRef(),
      channel: "SMS",
      startedAt: new Date().toISOString(),
      outcome: "DELIVERED",
    };
    const events = [placement.placementId, "plc_01JB4R0E3SH5G9V1XJ7P2M4WQC_1"].map((placementId) =>
      aCallback("contact.attempted", { placementId, data: contact }),
    );
    const { body } = await other.post(JSON.stringify({ events }), { eventId: newRef(), to: "event-batches" });
    const [first, second] = body.items.map(({ status, problem }: Record<string, unknown>) => ({
      status,
      problem,
    }));
    expect(first).toMatchObject({ status: 404, problem: { code: "not-found" } });
    expect(second).toEqual(first);
  });
});
