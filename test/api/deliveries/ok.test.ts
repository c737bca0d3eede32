import { ulid } from "ulid";
import { describe, expect, inject, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { http } from "../../support/http.ts";
import { pointers, refusal, refusesWithoutKey } from "../../support/refusals.ts";
import { demand, type Agency } from "../../support/tenant.ts";

const call = http(inject("cloud").baseUrl);

async function delivered(count = 1) {
  const tenant = await aTenantHere();
  const placements = [];
  for (let n = 0; n < count; n += 1) placements.push(await tenant.place());
  const { agency } = tenant;
  const own = (path: string, json?: unknown, headers?: Readonly<Record<string, string>>) =>
    call(path, { apiKey: agency.apiKey, ...(json !== undefined && { json }), ...(headers && { headers }) });
  await expect
    .poll(async () => (await own("/v1/deliveries")).body.items, { timeout: 20_000 })
    .toHaveLength(count);
  return { ...tenant, placements, own };
}

const replays = (agency: Agency) => {
  const counts = new Map<string, number>();
  for (const { eventId } of agency.inbox.all()) counts.set(eventId, (counts.get(eventId) ?? 0) + 1);
  return [...counts.values()];
};

const range = (agency: Agency) => ({
  agencyId: agency.agencyId,
  from: "2020-01-01T00:00:00Z",
  to: "2090-01-01T00:00:00Z",
});

describe("GET /v1/deliveries", () => {
  it("shows an agency what was posted to it, and the operator the same", async () => {
    const { own, operator, agency, placements } = await delivered();
    const [delivery] = demand(await own("/v1/deliveries"), 200).body.items;
    expect(delivery).toEqual({
      eventId: expect.stringMatching(/^evt_/u),
      eventType: "placement.offered",
      accountId: placements[0]!.accountId,
      placementId: placements[0]!.placementId,
      agencyId: agency.agencyId,
      endpointId: expect.stringMatching(/^end_/u),
      state: "DELIVERED",
      attempts: 1,
      recordedAt: expect.any(String),
      lastAttemptAt: expect.any(String),
      deliveredAt: expect.any(String),
      lastStatus: 204,
    });
    const list = `/v1/deliveries?agencyId=${agency.agencyId}`;
    expect(demand(await operator.get(list), 200).body.items).toEqual([delivery]);
    expect(demand(await operator.get(`${list}&state=GIVEN_UP`), 200).body.items).toEqual([]);
    const later = `${list}&from=${encodeURIComponent("2090-01-01T00:00:00Z")}`;
    expect(demand(await operator.get(later), 200).body.items).toEqual([]);
  });

  it("leads through all of them by its cursor, each once", async () => {
    const { own } = await delivered(3);
    const found: string[] = [];
    for (let cursor = ""; ;) {
      const { body } = demand(await own(`/v1/deliveries?limit=1${cursor}`), 200);
      found.push(...body.items.map(({ eventId }: { eventId: string }) => eventId));
      if (body.nextCursor === undefined) break;
      cursor = `&cursor=${body.nextCursor}`;
    }
    expect(new Set(found).size).toBe(3);
    expect(found).toHaveLength(3);
  });

  refusesWithoutKey((headers) => call("/v1/deliveries", { headers }));

  it("is not for others", async () => {
    const { agency, lender, operator, agencies } = await aTenantHere({ agencies: 2 });
    const list = `/v1/deliveries?agencyId=${agency.agencyId}`;
    expect(refusal(await call(list, { apiKey: agencies[1]!.apiKey }))).toEqual([404, "not-found"]);
    expect(refusal(await call(list, { apiKey: lender.apiKey }))).toEqual([404, "not-found"]);
    const finance = await operator.newKey({ kind: "FINANCE" });
    expect(refusal(await call(list, { apiKey: finance }))).toEqual([403, "forbidden"]);
    const nobody = await operator.get("/v1/deliveries");
    expect([...refusal(nobody), pointers(nobody)]).toEqual([422, "invalid-request", ["/agencyId"]]);
  });

  it.each([
    ["state=LOST", "/state"],
    ["from=yesterday", "/from"],
    ["agencyId=agy_x", "/agencyId"],
    ["limit=0", "/limit"],
  ])("refuses ?%s", async (query, pointer) => {
    const { agency } = await aTenantHere();
    const answer = await call(`/v1/deliveries?${query}`, { apiKey: agency.apiKey });
    expect([...refusal(answer), pointers(answer)]).toEqual([422, "invalid-request", [pointer]]);
  });

  it("refuses a cursor of another agency's list", async () => {
    const { own } = await delivered(2);
    const { agency } = await aTenantHere();
    const { nextCursor } = demand(await own("/v1/deliveries?limit=1"), 200).body;
    const answer = await call(`/v1/deliveries?cursor=${nextCursor}`, { apiKey: agency.apiKey });
    expect(refusal(answer)).toEqual([400, "invalid-cursor"]);
  });
});

describe("GET /v1/deliveries/{eventId}", () => {
  it("shows every attempt, to the agency that it is of and to nobody else", async () => {
    const { own, operator, lender } = await delivered();
    const other = await aTenantHere();
    const [{ eventId, ...delivery }] = demand(await own("/v1/deliveries"), 200).body.items;
    const path = `/v1/deliveries/${eventId}`;
    const { body } = demand(await own(path), 200);
    expect(body).toEqual({
      eventId,
      ...delivery,
      log: [{ status: 204, milliseconds: expect.any(Number), attemptedAt: expect.any(String) }],
    });
    expect(demand(await operator.get(`${path}?endpointId=${delivery.endpointId}`), 200).body).toEqual(body);
    expect(refusal(await call(path, { apiKey: other.agency.apiKey }))).toEqual([404, "not-found"]);
    expect(refusal(await call(path, { apiKey: lender.apiKey }))).toEqual([404, "not-found"]);
    const finance = await operator.newKey({ kind: "FINANCE" });
    expect(refusal(await call(path, { apiKey: finance }))).toEqual([403, "forbidden"]);
    for (const missing of [`evt_${ulid()}_1`, "evt_x", "7", eventId.replace(/_\d+$/u, "_1")])
      expect(refusal(await operator.get(`/v1/deliveries/${missing}`)), missing).toEqual([404, "not-found"]);
    expect(refusal(await operator.get(`${path}?endpointId=end_${ulid()}`))).toEqual([404, "not-found"]);
  });
});

describe("POST /v1/deliveries/{eventId}/replay", () => {
  it("posts the event again each time, under its own id, and notes it", async () => {
    const { own, agency } = await delivered();
    const [{ eventId }] = demand(await own("/v1/deliveries"), 200).body.items;
    const path = `/v1/deliveries/${eventId}`;
    for (let n = 0; n < 3; n += 1)
      expect(
        demand(await call(`${path}/replay`, { method: "POST", apiKey: agency.apiKey }), 202).body,
      ).toEqual({
        count: 1,
      });
    await expect.poll(() => replays(agency), { timeout: 20_000 }).toEqual([4]);
    await expect
      .poll(async () => (await own(path)).body.log.map(({ replay = false }) => replay), { timeout: 20_000 })
      .toEqual([false, true, true, true]);
    expect(agency.inbox.all().every(({ isSigned }) => isSigned)).toBe(true);
    expect((await own(path)).body).toMatchObject({ state: "DELIVERED", attempts: 4 });
  });

  it("is refused for an event that was never on its way there", async () => {
    const { operator } = await aTenantHere();
    const answer = await operator.call(`/v1/deliveries/evt_${ulid()}_3/replay`, { method: "POST" });
    expect(refusal(answer)).toEqual([404, "not-found"]);
  });
});

describe("POST /v1/delivery-replays", () => {
  it("posts a range again, once for each idempotency key", async () => {
    const { own, agency } = await delivered(3);
    const order = { ...range(agency), states: ["DELIVERED"] };
    const key = { "idempotency-key": `again-${ulid()}` };
    const first = demand(await own("/v1/delivery-replays", order, key), 202);
    expect(first.body).toEqual({ count: 3 });
    const second = demand(await own("/v1/delivery-replays", order, key), 202);
    expect([second.body, second.headers.get("idempotent-replayed")]).toEqual([{ count: 3 }, "true"]);
    const other = await own("/v1/delivery-replays", { ...order, states: ["PENDING"] }, key);
    expect(refusal(other)).toEqual([422, "idempotency-key-reused"]);
    await expect.poll(() => replays(agency), { timeout: 20_000 }).toEqual([2, 2, 2]);
  });

  it("takes what was given up where no state is named", async () => {
    const { own, agency } = await delivered();
    expect(demand(await own("/v1/delivery-replays", range(agency)), 202).body).toEqual({ count: 0 });
  });

  it("is not for others, and says what is wrong with it", async () => {
    const { agency, agencies, lender, operator } = await aTenantHere({ agencies: 2 });
    const post = (apiKey: string, json: unknown) => call("/v1/delivery-replays", { apiKey, json });
    expect(refusal(await post(agencies[1]!.apiKey, range(agency)))).toEqual([404, "not-found"]);
    expect(refusal(await post(lender.apiKey, range(agency)))).toEqual([404, "not-found"]);
    const finance = await operator.newKey({ kind: "FINANCE" });
    expect(refusal(await post(finance, range(agency)))).toEqual([403, "forbidden"]);
    const faulty = await post(agency.apiKey, { agencyId: agency.agencyId, from: "x", states: [] });
    expect([...refusal(faulty), pointers(faulty)]).toEqual([
      422,
      "invalid-request",
      ["/from", "/to", "/states"],
    ]);
    const strayed = await post(agency.apiKey, { ...range(agency), cursor: "bm8" });
    expect(refusal(strayed)).toEqual([400, "invalid-cursor"]);
  });
});
