import { Webhook } from "standardwebhooks";
import { Webhook as Svix } from "svix";
import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { openInbox } from "../../support/inbox.ts";
import { demand, newSecret } from "../../support/tenant.ts";

async function anEndpoint(changes: Readonly<Record<string, unknown>> = {}) {
  const tenant = await aTenantHere();
  const { agency } = tenant;
  const path = `/v1/agencies/${agency.agencyId}/endpoints`;
  const inbox = await openInbox(`further-${ulid()}`, newSecret());
  const own = (to: string, json?: unknown, method?: string) =>
    agency.call(to, {
      apiKey: agency.apiKey,
      ...(json !== undefined && { json }),
      ...(method !== undefined && { method }),
    });
  const made = demand(await own(path, { url: inbox.url, ...changes }), 201);
  return { ...tenant, path, own, inbox, endpoint: made.body, one: `${path}/${made.body.endpointId}`, made };
}

describe("POST …/endpoints", () => {
  it("adds an endpoint and shows its secret this once", async () => {
    const { own, endpoint, one, made, agency, inbox } = await anEndpoint();
    expect(made.headers.get("location")).toBe(one);
    const { secret, ...view } = endpoint;
    expect(secret).toMatch(/^whsec_/u);
    expect(view).toEqual({
      endpointId: expect.stringMatching(/^end_[0-9A-Z]{26}$/u),
      agencyId: agency.agencyId,
      primary: false,
      url: inbox.url,
      eventTypes: [],
      secrets: [{ createdAt: expect.any(String) }],
      status: "ACTIVE",
    });
    const read = demand(await own(one), 200);
    expect(read.body).toEqual(view);
  });

  it("stands beside the primary endpoint, for the agency and for the operator alike", async () => {
    const { own, path, endpoint, operator, agency } = await anEndpoint();
    const { body } = demand(await own(path), 200);
    expect(body.items).toMatchObject([
      { primary: true, url: agency.inbox.url, status: "ACTIVE" },
      { primary: false, endpointId: endpoint.endpointId },
    ]);
    expect(demand(await operator.get(path), 200).body).toEqual(body);
    expect(JSON.stringify(body)).not.toContain(agency.secret);
  });
});

describe("what happens to an agency", () => {
  it("is posted to each of its endpoints, signed for it", async () => {
    const { place, inbox, endpoint, agency } = await anEndpoint();
    await place();
    const [there, here] = [
      await inbox.receives("placement.offered"),
      await agency.inbox.receives("placement.offered"),
    ];
    expect(there.raw).toBe(here.raw);
    expect(here.isSigned).toBe(true);
    expect(() => new Webhook(endpoint.secret).verify(there.raw, there.headers)).not.toThrow();
    expect(() => new Webhook(agency.secret).verify(there.raw, there.headers)).toThrow();
  });

  it("is posted to an endpoint only where its types are wanted", async () => {
    const { active, inbox, agency } = await anEndpoint({ eventTypes: ["hold.apply"] });
    const { placementId } = await active();
    demand(await agency.callback("dispute.raised", { placementId, data: { type: "OTHER" } }), 202);
    await inbox.receives("hold.apply");
    expect(inbox.types(placementId)).toEqual(["hold.apply"]);
    expect(agency.inbox.types(placementId)).toContain("placement.offered");
  });
});

describe("PUT …/endpoints/{id}", () => {
  it("moves an endpoint: what comes then goes to its new place", async () => {
    const { own, one, inbox } = await anEndpoint();
    const elsewhere = await openInbox(`moved-${ulid()}`, newSecret());
    const { body } = demand(await own(one, { url: elsewhere.url, eventTypes: ["hold.apply"] }, "PUT"), 200);
    expect(body).toMatchObject({ url: elsewhere.url, eventTypes: ["hold.apply"] });
    demand(await own(`${one}/ping`, undefined, "POST"), 200);
    await elsewhere.receives("ping");
    expect(inbox.all()).toEqual([]);
  });
});

describe("POST …/rotation", () => {
  it("signs with both secrets for the overlap, so that either verifies", async () => {
    const { own, one, inbox, endpoint } = await anEndpoint();
    const rotated = demand(await own(`${one}/rotation`, { overlapHours: 2 }), 201).body;
    expect(rotated.secret).not.toBe(endpoint.secret);
    expect(rotated.secrets).toEqual([
      { createdAt: expect.any(String) },
      { createdAt: expect.any(String), expiresAt: expect.any(String) },
    ]);
    demand(await own(`${one}/ping`, undefined, "POST"), 200);
    const { raw, headers } = await inbox.receives("ping");
    expect(headers["webhook-signature"]?.split(" ")).toHaveLength(2);
    for (const secret of [endpoint.secret, rotated.secret]) {
      expect(() => new Webhook(secret).verify(raw, headers)).not.toThrow();
      expect(() => new Svix(secret).verify(raw, headers)).not.toThrow();
    }
  });

  it("without an overlap ends the former secret at once", async () => {
    const { own, one, inbox, endpoint } = await anEndpoint();
    const rotated = demand(await own(`${one}/rotation`, { overlapHours: 0 }), 201).body;
    expect(rotated.secrets).toHaveLength(1);
    demand(await own(`${one}/ping`, undefined, "POST"), 200);
    const { raw, headers } = await inbox.receives("ping");
    expect(() => new Webhook(rotated.secret).verify(raw, headers)).not.toThrow();
    expect(() => new Webhook(endpoint.secret).verify(raw, headers)).toThrow();
  });

  it("loses none of several rotations at the same time", async () => {
    const { own, one } = await anEndpoint();
    const answers = await Promise.all([1, 2, 3].map(() => own(`${one}/rotation`, {})));
    for (const answer of answers) demand(answer, 201);
    expect(demand(await own(one), 200).body.secrets).toHaveLength(4);
  });
});

describe("POST …/ping", () => {
  it("tells at once what came back, whatever it was", async () => {
    const { own, one, inbox } = await anEndpoint();
    expect(demand(await own(`${one}/ping`, undefined, "POST"), 200).body).toEqual({
      status: 204,
      milliseconds: expect.any(Number),
      attemptedAt: expect.any(String),
    });
    inbox.answerWith(500);
    expect(demand(await own(`${one}/ping`, undefined, "POST"), 200).body).toMatchObject({ status: 500 });
    inbox.answerWith(0);
    expect(demand(await own(`${one}/ping`, undefined, "POST"), 200).body).toMatchObject({
      failure: "connection-lost",
    });
    expect(demand(await own(one), 200).body.status).toBe("ACTIVE");
  });
});

describe("POST …/enabling", () => {
  it("leaves an endpoint that is active as it is", async () => {
    const { own, one } = await anEndpoint();
    const before = demand(await own(one), 200).body;
    expect(demand(await own(`${one}/enabling`, undefined, "POST"), 200).body).toEqual(before);
  });
});

describe("POST …/disabling", () => {
  it("keeps what is for the endpoint until it is enabled, and keeps nothing from the others", async () => {
    const { own, one, inbox, agency, place } = await anEndpoint();
    const { body } = demand(await own(`${one}/disabling`, undefined, "POST"), 200);
    expect(body).toMatchObject({
      status: "DISABLED",
      reason: "disabled by hand",
      since: expect.any(String),
    });
    const { placementId } = await place();
    await agency.inbox.receives("placement.offered");
    expect(inbox.types(placementId)).toEqual([]);
    expect(demand(await own(`${one}/enabling`, undefined, "POST"), 200).body.status).toBe("ACTIVE");
  });
});

describe("POST …/removal", () => {
  it("takes an endpoint away for good, makes room for another, and leaves the others as they are", async () => {
    const { own, one, path, inbox, agency, place } = await anEndpoint();
    for (let n = 1; n < 10; n += 1) demand(await own(path, { url: inbox.url }), 201);
    demand(await own(`${one}/removal`, undefined, "POST"), 200);
    for (const [to, method] of [
      [one, "GET"],
      [`${one}/removal`, "POST"],
      [`${one}/enabling`, "POST"],
    ] as const)
      expect((await own(to, undefined, method)).status, to).toBe(404);
    expect((await own(one, { url: inbox.url }, "PUT")).status).toBe(404);
    const listed = demand(await own(path), 200).body.items;
    expect(listed.map(({ endpointId }: { endpointId: string }) => `${path}/${endpointId}`)).not.toContain(
      one,
    );
    expect(listed).toHaveLength(10);
    demand(await own(path, { url: inbox.url }), 201);
    await place();
    await agency.inbox.receives("placement.offered");
  });

  it("is not for the primary one", async () => {
    const { own, path } = await anEndpoint();
    const [primary] = demand(await own(path), 200).body.items;
    const refused = await own(`${path}/${primary.endpointId}/removal`, undefined, "POST");
    expect([refused.status, refused.code]).toEqual([409, "endpoint-is-primary"]);
  });
});
