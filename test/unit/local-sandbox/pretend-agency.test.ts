import { Webhook } from "standardwebhooks";
import { Webhook as SvixWebhook } from "svix";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Habit } from "../../../infra/local/agencies/pretend-agency-habits.ts";
import { openPretendAgencies, type PretendAgencies } from "../../../infra/local/pretend-agency.ts";
import { Envelope } from "../../../shared/callbacks/wire.ts";
import { accepted, stubGateway, type Reply, type Seen } from "./stub-gateway.ts";

const agencyId = "agy_01SANDB0XAGENCY00000000001";
const webhookSecret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const placementId = "plc_01SANDB0X00000000000000001_1";

let answer: (seen: Seen, index: number) => Reply;
let gateway: Awaited<ReturnType<typeof stubGateway>>;
let agencies: PretendAgencies;
let nowMs: number;

const open = async (options: { lively: boolean; habit?: Habit; seed?: number }) => {
  agencies = await openPretendAgencies({
    baseUrl: gateway.baseUrl,
    now: () => nowMs,
    seed: 1,
    port: 0,
    ...options,
  });
  agencies.staff([
    {
      seat: { agencyId, apiKey: "gw_dev_k_s", webhookSecret },
      habit: options.habit ?? "prompt",
      reach: "PUSH",
      reporting: "SINGLE",
      tongue: "canonical",
    },
  ]);
};

beforeEach(async () => {
  answer = accepted;
  nowMs = Date.now();
  gateway = await stubGateway((seen, index) => answer(seen, index));
});

afterEach(async () => {
  await agencies.stop();
  await gateway.close();
});

const offer = (eventId = "evt_1", data: Record<string, unknown> = {}) => ({
  specVersion: "1.0",
  eventId,
  eventType: "placement.offered",
  placementId,
  occurredAt: new Date(nowMs).toISOString(),
  data: {
    lenderAccountRef: "LC-000001",
    balance: { outstanding: { amount: 1000, currency: "USD" } },
    holds: [],
    ...data,
  },
});

const deliver = async (
  body: { readonly eventId: string; readonly [member: string]: unknown },
  how: { secret?: string; atMs?: number } = {},
) => {
  const payload = JSON.stringify(body);
  const at = new Date(how.atMs ?? nowMs);
  const response = await fetch(agencies.endpointOf(agencyId), {
    method: "POST",
    body: payload,
    headers: {
      "webhook-id": body.eventId,
      "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
      "webhook-signature": new Webhook(how.secret ?? webhookSecret).sign(body.eventId, at, payload),
    },
  });
  return response.status;
};

/** A tame delivery never fails on purpose. */
const sentTypes = () => gateway.seen.map((seen) => Envelope.parse(JSON.parse(seen.body)).eventType);

describe("a tame agency", () => {
  it("acknowledges an offer to the cent with a callback that others can verify too", async () => {
    await open({ lively: false });
    expect(await deliver(offer())).toBe(200);
    expect(await agencies.quiet(2000)).toBe(true);
    const [callback] = gateway.seen;
    expect(callback?.path).toBe(`/v1/agencies/${agencyId}/events`);
    expect(callback?.headers.authorization).toBe("Bearer gw_dev_k_s");
    const headers = callback?.headers as Record<string, string>;
    expect(() => new SvixWebhook(webhookSecret).verify(callback!.body, headers)).not.toThrow();
    const envelope = Envelope.parse(JSON.parse(callback!.body));
    expect(envelope.eventId).toBe(headers["webhook-id"]);
    expect(envelope).toMatchObject({
      eventType: "placement.acknowledged",
      placementId,
      data: { balance: { amount: 1000, currency: "USD" } },
    });
  });

  it("acknowledges a hold, also of a placement it does not remember", async () => {
    await open({ lively: false });
    await deliver({
      ...offer("evt_9"),
      eventType: "hold.apply",
      data: { holdId: "hld_01SANDB0X00000000000000001_4" },
    });
    await agencies.quiet(2000);
    expect(JSON.parse(gateway.seen[0]!.body)).toMatchObject({
      eventType: "hold.acknowledged",
      data: { holdId: "hld_01SANDB0X00000000000000001_4" },
    });
  });

  it("takes a delivery once, however often it comes", async () => {
    await open({ lively: false });
    expect(await Promise.all([deliver(offer()), deliver(offer()), deliver(offer())])).toEqual([
      200, 200, 200,
    ]);
    await agencies.quiet(2000);
    expect(gateway.seen).toHaveLength(1);
    expect(agencies.journal.counts.repeatedDeliveries).toBe(2);
  });

  it("turns away what is not signed with its secret or too old, by the moved clock", async () => {
    await open({ lively: false });
    expect(await deliver(offer(), { secret: `whsec_${Buffer.alloc(32, 8).toString("base64")}` })).toBe(401);
    expect(await deliver(offer(), { atMs: nowMs - 301_000 })).toBe(401);
    expect(agencies.journal.counts.badSignatures).toBe(2);
    nowMs += 86_400_000;
    expect(await deliver(offer("evt_2"))).toBe(200);
    expect(agencies.journal.received().map(({ status }) => status)).toEqual([401, 401, 200]);
  });

  it("answers 400 to what is not a delivery and 404 elsewhere", async () => {
    await open({ lively: false });
    expect(await deliver({ eventId: "evt_1" })).toBe(400);
    expect((await fetch(new URL("/other", agencies.endpointOf(agencyId)), { method: "POST" })).status).toBe(
      404,
    );
  });

  it("is not there before it has its keys", async () => {
    agencies = await openPretendAgencies({
      baseUrl: gateway.baseUrl,
      now: () => nowMs,
      seed: 1,
      port: 0,
      lively: false,
    });
    expect(await deliver(offer())).toBe(503);
  });
});

describe("posting callbacks", () => {
  it("repeats the same bytes until the gateway has taken them", async () => {
    answer = (seen, index) => (index < 2 ? { status: 503, headers: { "retry-after": "0" } } : accepted(seen));
    await open({ lively: false });
    await deliver(offer());
    expect(await agencies.quiet(5000)).toBe(true);
    expect(gateway.seen).toHaveLength(3);
    expect(new Set(gateway.seen.map((seen) => seen.body)).size).toBe(1);
    expect(agencies.journal.sent()[0]?.outcomes).toMatchObject([{ status: 202, attempts: 3 }]);
  });

  it("takes a refusal as final", async () => {
    answer = () => ({ status: 409, body: { code: "invalid-transition", detail: "no" } });
    await open({ lively: false });
    await deliver(offer());
    await agencies.quiet(2000);
    expect(gateway.seen).toHaveLength(1);
    expect(agencies.journal.sent()[0]?.outcomes).toMatchObject([
      { status: 409, problem: "invalid-transition" },
    ]);
  });

  it("survives a gateway that is gone for a while", async () => {
    await open({ lively: false });
    await gateway.close();
    await deliver(offer());
    expect(await agencies.quiet(300)).toBe(false);
    expect(agencies.pending()).toBe(1);
  });
});

describe("a lively agency", () => {
  it("stops contacting when it raised a dispute, acknowledges the hold and obeys the recall", async () => {
    await open({ lively: true, habit: "disputing" });
    const refs = Array.from({ length: 40 }, (_, n) => `LC-${String(n).padStart(6, "0")}`);
    for (const [n, lenderAccountRef] of refs.entries()) {
      const body = {
        ...offer(`evt_${n}`, { lenderAccountRef }),
        placementId: placementId.replace("0001_1", `${1000 + n}_1`),
      };
      if ((await deliver(body)) !== 200) await deliver(body);
    }
    expect(await agencies.quiet(10_000)).toBe(true);
    const byPlacement = Map.groupBy(agencies.journal.sent(), (sent) => sent.placementId);
    const disputed = [...byPlacement.values()].filter((sent) =>
      sent.some((one) => one.eventType === "dispute.raised"),
    );
    expect(disputed.length).toBeGreaterThan(10);
    for (const sent of disputed) {
      const types = sent.map((one) => one.eventType);
      const after = types.slice(types.indexOf("dispute.raised"));
      expect(after).not.toContain("contact.attempted");
      expect(after).not.toContain("placement.closed");
    }
  });

  it("waits for the lender's answer when it asked", async () => {
    await open({ lively: true, habit: "asking" });
    for (let n = 0; n < 20; n += 1) {
      const body = {
        ...offer(`evt_${n}`, { lenderAccountRef: `R-${n}` }),
        placementId: placementId.replace("0001_1", `${1000 + n}_1`),
      };
      if ((await deliver(body)) !== 200) await deliver(body);
    }
    await agencies.quiet(10_000);
    const asked = agencies.journal.sent().find((sent) => sent.eventType === "placement.info_requested");
    expect(asked).toBeDefined();
    const answers = {
      ...offer("evt_info"),
      placementId: asked!.placementId,
      eventType: "information.provided",
    };
    const before = sentTypes().length;
    if ((await deliver({ ...answers, data: { text: "here" } })) !== 200) await deliver(answers);
    await agencies.quiet(10_000);
    expect(sentTypes()[before]).toBe("placement.acknowledged");
  });
});
