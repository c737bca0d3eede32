import { describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import type { Json } from "../../support/http.ts";

const cases: readonly (readonly [string, object, string | undefined])[] = [
  ["complaint.raised", { category: "FEES", severity: "HIGH", channel: "LETTER" }, "COMPLAINT"],
  ["debtor.deceased", { diedOn: "2026-01-31", source: "RELATIVE" }, "DECEASED_CHECK"],
  ["debtor.insolvent", { kind: "BANKRUPTCY", filedOn: "2026-01-31" }, "INSOLVENCY_CHECK"],
  ["debtor.vulnerable", { code: "HEALTH" }, "VULNERABILITY"],
  ["debtor.represented", { source: "ATTORNEY", evidenceRef: "DOC-1" }, "ATTORNEY"],
  ["debtor.cease_requested", { inWriting: true, channel: "LETTER" }, "CEASE_REQUEST"],
  ["debtor.moratorium", { kind: "MENTAL_HEALTH", until: "2090-01-01T00:00:00Z" }, "BREATHING_SPACE"],
  ["debtor.id_theft", {}, "VALIDATION"],
  ["debtor.moved", { region: "US-NY" }, undefined],
];

describe("a report of the debtor", () => {
  it.each(cases)(
    "%s is answered with its report and its hold, which the agency acknowledged by it",
    async (...one) => {
      const [eventType, data, holdType] = one;
      const { lender, active } = await aTenantHere();
      const { accountId, placementId, agency } = await active();
      const said = { placementId, data: { ...data, narrative: "Told on the phone." } };
      const { status, body } = await agency.callback(eventType, said);
      expect(status).toBe(202);
      expect(body).toMatchObject({ disposition: "ACCEPTED", reportId: expect.stringMatching(/^rep_/u) });
      const { holds, attention } = await lender.account(accountId);
      expect(holds).toMatchObject(
        holdType === undefined
          ? []
          : [
              {
                holdId: body.holdId,
                type: holdType,
                state: "ACKNOWLEDGED",
                owner: { kind: "REPORT", id: body.reportId },
                reason: expect.any(String),
              },
            ],
      );
      expect(attention).toEqual(holdType === undefined ? ["DEBTOR_MOVED"] : []);
      const report = await lender.get(`/v1/debtor-reports/${body.reportId}`);
      expect(report.body).toMatchObject({
        type: eventType,
        state: "OPEN",
        facts: data,
        narrative: "Told on the phone.",
        accountId,
        agencyId: agency.agencyId,
      });
      expect(JSON.stringify(await lender.history(accountId))).not.toContain("phone");
    },
  );

  it("opens one report however often it comes", async () => {
    const { lender, active } = await aTenantHere();
    const { accountId, placementId, agency } = await active();
    const callback = { eventId: "e-repeated", placementId, effectiveAt: "2026-01-01T00:00:00Z", data: {} };
    const answers = [];
    for (let n = 0; n < 3; n += 1) answers.push(await agency.callback("debtor.represented", callback));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(answers.map(({ headers }) => headers.get("idempotent-replayed"))).toEqual([null, "true", "true"]);
    expect((await lender.account(accountId)).holds).toHaveLength(1);
  });

  it("is taken after the placement ended, and makes contact from then on a violation", async () => {
    const { lender, active } = await aTenantHere();
    const { accountId, placementId, agency, balance } = await active();
    const closing = { code: "EXHAUSTED", finalBalance: balance };
    await agency.callback("placement.closed", { placementId, data: closing });
    const { status } = await agency.callback("debtor.deceased", { placementId, data: {} });
    expect(status).toBe(202);
    const startedAt = new Date(Date.now() + 60_000).toISOString();
    const data = { attemptRef: "A-1", channel: "VOICE", startedAt, outcome: "NO_ANSWER" };
    await agency.callback("contact.attempted", { placementId, data });
    expect(await lender.account(accountId)).toMatchObject({
      lifecycle: "CLOSED",
      holds: [{ type: "DECEASED_CHECK", state: "PLACED" }],
      attention: ["CONTACT_DURING_HOLD"],
    });
  });

  it("by a former holder orders the agency that has the account now", async () => {
    const { lender, place, agencies } = await aTenantHere({ agencies: 2 });
    const { accountId, placementId, agency } = await place();
    await agency.callback("placement.declined", { placementId, data: { code: "CAPACITY" } });
    const next = agencies.find((one) => one !== agency)!;
    await next.inbox.receives("placement.offered");
    await agency.callback("debtor.deceased", { placementId, data: {} });
    const order = await next.inbox.receives("hold.apply");
    expect(order.body.data).toMatchObject({ type: "DECEASED_CHECK", acknowledgeBy: expect.any(String) });
    expect((await lender.account(accountId)).holds).toMatchObject([{ state: "ORDERED" }]);
  });

  it("is kept for a person when the account carries as many holds as it may", async () => {
    const { lender, active } = await aTenantHere();
    const { accountId, placementId, agency } = await active();
    const complain = (eventId: string): Promise<Json> =>
      agency.callback("complaint.raised", {
        eventId,
        effectiveAt: "2026-01-01T00:00:00Z",
        placementId,
        data: { category: "OTHER", severity: "LOW" },
      });
    for (let n = 0; n < 8; n += 1) await complain(`e-${n}`);
    const { body } = await complain("e-8");
    expect(body).toMatchObject({ disposition: "QUARANTINED", reason: "too-many-holds" });
    expect((await lender.account(accountId)).holds).toHaveLength(8);
    expect((await complain("e-0")).body, "a repeat gets its answer").toMatchObject({
      disposition: "ACCEPTED",
    });
  });
});
