import { beforeAll, describe, expect, it } from "vitest";
import { aTenantHere } from "../../support/here.ts";
import { refusal } from "../../support/refusals.ts";
import {
  aCallback,
  aPayment,
  newSecret,
  type How,
  type Placement,
  type Tenant,
} from "../../support/tenant.ts";

const ago = (seconds: number): Date => new Date(Date.now() - seconds * 1000);

describe("POST /v1/agencies/{id}/events answers 401 to", () => {
  let tenant: Tenant;
  let placement: Placement;
  let before: unknown;
  beforeAll(async () => {
    tenant = await aTenantHere();
    placement = await tenant.active();
    before = await state();
  });

  const state = () => tenant.lender.account(placement.accountId);
  const send = (how: How) =>
    placement.agency.callback(
      "payment.received",
      { placementId: placement.placementId, data: aPayment() },
      how,
    );

  it.each([
    ["no signature", { headers: { "webhook-signature": undefined } }, "signature-missing"],
    ["no timestamp", { headers: { "webhook-timestamp": undefined } }, "signature-missing"],
    ["no id", { headers: { "webhook-id": undefined } }, "signature-missing"],
    ["another's secret", { secret: newSecret() }, "signature-invalid"],
    ["a signature that is none", { headers: { "webhook-signature": "v1,AAAA" } }, "signature-invalid"],
    ["an empty signature scheme", { headers: { "webhook-signature": "v1," } }, "signature-invalid"],
    ["an unknown scheme", { headers: { "webhook-signature": "v9,AAAA" } }, "signature-invalid"],
    ["text for a signature", { headers: { "webhook-signature": "hello" } }, "signature-invalid"],
    ["a timestamp of 302 seconds ago", { at: ago(302) }, "signature-stale"],
    ["a timestamp ten minutes ahead", { at: ago(-600) }, "signature-stale"],
    ["a timestamp that is no number", { headers: { "webhook-timestamp": "now" } }, "signature-stale"],
    ["a negative timestamp", { headers: { "webhook-timestamp": "-1" } }, "signature-stale"],
    [
      "a fresh timestamp under an old signature",
      { at: ago(200), headers: { "webhook-timestamp": String(Math.floor(Date.now() / 1000)) } },
      "signature-invalid",
    ],
    ["an id that was not signed", { headers: { "webhook-id": "another" } }, "signature-invalid"],
  ] satisfies readonly (readonly [string, How, string])[])(
    "%s, and changes nothing",
    async (_name, how, code) => {
      expect(refusal(await send(how))).toEqual([401, code]);
      expect(await state()).toEqual(before);
    },
  );

  it("a body of which one byte was changed", async () => {
    const callback = aCallback("payment.received", { placementId: placement.placementId, data: aPayment() });
    const sound = JSON.stringify(callback);
    const { agency } = placement;
    const { Webhook } = await import("standardwebhooks");
    const at = new Date();
    const signature = new Webhook(agency.secret).sign(callback.eventId, at, sound);
    const answer = await agency.post(sound.replace("10000", "90000"), {
      at,
      eventId: callback.eventId,
      headers: { "webhook-signature": signature },
    });
    expect(refusal(answer)).toEqual([401, "signature-invalid"]);
  });

  it("an agency that does not exist, exactly as to one that signed wrongly", async () => {
    const { agency } = placement;
    const raw = JSON.stringify(
      aCallback("payment.received", { placementId: placement.placementId, data: aPayment() }),
    );
    for (const id of ["agy_01ARZ3NDEKTSV4RRFFQ69G5FAV", "nobody"]) {
      const answer = await agency.call(`/v1/agencies/${id}/events`, {
        raw,
        headers: {
          "webhook-id": "e-1",
          "webhook-timestamp": String(Math.floor(Date.now() / 1000)),
          "webhook-signature": "v1,AAAA",
        },
      });
      expect(refusal(answer)).toEqual([401, "signature-invalid"]);
    }
  });

  it("an agency that does not exist even when the secret of nobody is guessed", async () => {
    const { Webhook } = await import("standardwebhooks");
    const at = new Date();
    const raw = "{}";
    const answer = await placement.agency.call("/v1/agencies/agy_01ARZ3NDEKTSV4RRFFQ69G5FAV/events", {
      raw,
      headers: {
        "webhook-id": "e-1",
        "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
        "webhook-signature": new Webhook(`whsec_${"A".repeat(43)}=`).sign("e-1", at, raw),
      },
    });
    expect(refusal(answer)).toEqual([401, "signature-invalid"]);
  });

  it("a key that is not in force, though the signature is right", async () => {
    const answer = await send({ apiKey: `gw_local_01ARZ3NDEKTSV4RRFFQ69G5FAV_${"a".repeat(64)}` });
    expect(refusal(answer)).toEqual([401, "unauthenticated"]);
    expect(await state()).toEqual(before);
  });

  it("nobody's body before it is parsed: what is not signed is not looked at", async () => {
    const answer = await placement.agency.post("{", { secret: newSecret() });
    expect(refusal(answer)).toEqual([401, "signature-invalid"]);
  });
});

describe("POST /v1/agencies/{id}/events answers 403 to", () => {
  it("a key of anybody else, though the signature is right", async () => {
    const [mine, other] = [await aTenantHere(), await aTenantHere()];
    const { placementId, agency } = await mine.active();
    const finance = await mine.operator.newKey({ kind: "FINANCE" });
    for (const apiKey of [other.agency.apiKey, mine.lender.apiKey, finance]) {
      const answer = await agency.callback("payment.received", { placementId, data: aPayment() }, { apiKey });
      expect(refusal(answer)).toEqual([403, "forbidden"]);
    }
  });
});
