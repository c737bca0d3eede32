import { createPublicKey, verify } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { canonical, sha256 } from "../../../shared/platform/canonical.ts";
import { aTenantHere } from "../../support/here.ts";
import type { Answer, Json } from "../../support/http.ts";
import {
  aCallback,
  aPayment,
  demand,
  usd,
  type Agency,
  type Placement,
  type Tenant,
} from "../../support/tenant.ts";

/** What an agency does with a receipt, with nothing of ours: a JWS library's work by hand. */
function opened(signature: string, { keys }: Json): { readonly header: Json; readonly claims: Json } {
  const [header, payload, proof] = signature.split(".") as [string, string, string];
  const said = (part: string): Json => JSON.parse(Buffer.from(part, "base64url").toString());
  const key = keys.find(({ kid }: Json) => kid === said(header).kid);
  const holds = verify(
    "sha256",
    Buffer.from(`${header}.${payload}`),
    { key: createPublicKey({ key, format: "jwk" }), dsaEncoding: "ieee-p1363" },
    Buffer.from(proof, "base64url"),
  );
  if (!holds) throw new Error("the signature does not fit");
  return { header: said(header), claims: said(payload) };
}

describe("GET /v1/agencies/{agencyId}/receipts", () => {
  let tenant: Tenant;
  let placement: Placement;
  let agency: Agency;
  let sent: { readonly eventId: string; readonly body: string; readonly answer: Answer };
  beforeAll(async () => {
    tenant = await aTenantHere();
    placement = await tenant.active();
    ({ agency } = placement);
    const { placementId } = placement;
    const callback = aCallback("payment.received", { placementId, data: aPayment({ amount: usd(2_500) }) });
    const body = JSON.stringify(callback);
    const answer = demand(await agency.post(body, { eventId: callback.eventId }), 202);
    sent = { eventId: callback.eventId, body, answer };
  });
  const get = (path: string, apiKey = agency.apiKey) =>
    agency.call(`/v1/agencies/${agency.agencyId}/receipts${path}`, { apiKey });
  const read = async () => demand(await get(`/${sent.answer.body.receiptId}`), 200).body;
  const keys = async () => (await agency.call("/.well-known/jwks.json")).body;

  it("finds the receipt of an event, with its answer, its time and the hash of what was sent", async () => {
    const { body } = demand(await get(`?eventId=${sent.eventId}`), 200);
    expect(body).toEqual({
      items: [
        {
          ...sent.answer.body,
          receivedAt: expect.any(String),
          payloadHash: sha256(canonical(JSON.parse(sent.body))),
        },
      ],
    });
  });

  it("finds nothing for an event that never came", async () => {
    const { status, body } = await get("?eventId=e-never-sent");
    expect([status, body]).toEqual([200, { items: [] }]);
  });

  it("hashes what was said, not how it was spaced", async () => {
    const callback = aCallback("payment.received", { placementId: placement.placementId, data: aPayment() });
    demand(await agency.post(JSON.stringify(callback, undefined, 4), { eventId: callback.eventId }), 202);
    const { items } = (await get(`?eventId=${callback.eventId}`)).body;
    expect(items[0].payloadHash).toBe(sha256(canonical(callback)));
  });

  it("keeps the balance as it was then, whatever comes later", async () => {
    const before = await read();
    await agency.callback("payment.received", { placementId: placement.placementId, data: aPayment() });
    const { signature: _anew, ...after } = await read();
    expect(before).toMatchObject(after);
    expect(before.balance).toMatchObject({ currency: "USD", outstanding: before.outstanding });
  });

  it("has receipts of what is kept for a person as well", async () => {
    const { eventId, ...rest } = aCallback("weather.changed", {
      placementId: placement.placementId,
      data: {},
    });
    demand(await agency.post(JSON.stringify({ eventId, ...rest }), { eventId }), 202);
    expect((await get(`?eventId=${eventId}`)).body.items[0]).toMatchObject({
      disposition: "QUARANTINED",
      reason: "unknown-event-type",
    });
  });

  it("is open to the operator as well", async () => {
    const operatorKey = await tenant.operator.newKey({ kind: "ADMIN" });
    expect((await get(`/${sent.answer.body.receiptId}`, operatorKey)).status).toBe(200);
  });

  it("proves the receipt to whoever has the public key and nothing else of ours", async () => {
    const { signature, ...view } = await read();
    const { header, claims } = opened(signature, await keys());
    expect(header).toEqual({ alg: "ES256", typ: "receipt+jws", kid: expect.any(String) });
    expect(claims).toEqual({
      iss: "debt-agency-gateway/local",
      sub: agency.agencyId,
      iat: Math.floor(Date.parse(view.receivedAt) / 1000),
      ...view,
    });
  });

  it("proves no receipt that was changed, and none by another key", async () => {
    const { signature } = await read();
    const jwks = await keys();
    const [header, payload, proof] = signature.split(".");
    const changed = { ...JSON.parse(Buffer.from(payload, "base64url").toString()), disposition: "DUPLICATE" };
    const forged = Buffer.from(JSON.stringify(changed)).toString("base64url");
    expect(() => opened(`${header}.${forged}.${proof}`, jwks)).toThrow("does not fit");
    const otherPoint = {
      x: "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
      y: "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
    };
    expect(() => opened(signature, { keys: [{ ...jwks.keys[0], ...otherPoint }] })).toThrow("does not fit");
  });
});

describe("GET /.well-known/jwks.json", () => {
  it("shows the public half alone, to everybody, and may be kept for a while", async () => {
    const { agency } = await aTenantHere();
    const { status, body, headers } = await agency.call("/.well-known/jwks.json");
    expect([status, headers.get("cache-control")]).toEqual([200, "public, max-age=300"]);
    expect(Object.keys(body.keys[0]).toSorted()).toEqual(["alg", "crv", "kid", "kty", "use", "x", "y"]);
  });
});
