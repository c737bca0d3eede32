import { createHash } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Reach } from "../../../infra/local/agencies/pretend-agency-case.ts";
import { openPretendAgencies, type PretendAgencies } from "../../../infra/local/pretend-agency.ts";
import { accepted, stubGateway, type Reply, type Seen } from "./stub-gateway.ts";

const agencyId = "agy_01SANDB0XAGENCY00000000001";
const webhookSecret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const placementId = "plc_01SANDB0X00000000000000001_1";

let answer: (seen: Seen) => Reply;
let gateway: Awaited<ReturnType<typeof stubGateway>>;
let agencies: PretendAgencies;

const open = async (reach: Reach) => {
  agencies = await openPretendAgencies({
    baseUrl: gateway.baseUrl,
    now: () => Date.now(),
    seed: 1,
    port: 0,
    lively: false,
  });
  agencies.staff([
    {
      seat: { agencyId, apiKey: "gw_dev_k_s", webhookSecret },
      habit: "prompt",
      reach,
      reporting: "SINGLE",
      tongue: "canonical",
    },
  ]);
};

beforeEach(async () => {
  answer = accepted;
  gateway = await stubGateway((seen) => answer(seen));
});

afterEach(async () => {
  await agencies.stop();
  await gateway.close();
});

const offer = {
  specVersion: "1.0",
  eventId: "evt_1",
  eventType: "placement.offered",
  placementId,
  occurredAt: "2026-03-01T10:00:00Z",
  data: {
    lenderAccountRef: "LC-000001",
    balance: { outstanding: { amount: 1000, currency: "USD" } },
    holds: [],
  },
};

const deliver = async (): Promise<number> => {
  const [at, body] = [new Date(), JSON.stringify(offer)];
  const headers = {
    "webhook-id": offer.eventId,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": new Webhook(webhookSecret).sign(offer.eventId, at, body),
  };
  return (await fetch(agencies.endpointOf(agencyId), { method: "POST", body, headers })).status;
};

describe("an agency that is down", () => {
  it("answers 503 and takes nothing, until it is up again", async () => {
    await open("PUSH");
    agencies.setDown(agencyId, true);
    expect(await deliver()).toBe(503);
    expect(agencies.journal.accepted.size).toBe(0);
    expect(agencies.heldBy(agencyId)).toEqual([]);
    agencies.setDown(agencyId, false);
    expect(await deliver()).toBe(200);
    await agencies.quiet(2000);
    expect(agencies.heldBy(agencyId)).toEqual([placementId]);
    expect(agencies.journal.counts.turnedAway).toBe(1);
  });
});

describe("an agency that fetches", () => {
  const pageOf = (items: readonly unknown[], nextCursor: string): Reply => ({
    status: 200,
    body: { items, nextCursor },
  });

  it("follows its feed with its own key, confirms what it has worked, and takes nothing twice", async () => {
    answer = (seen) => {
      if (seen.path.endsWith("/feed/cursor")) return { status: 200, body: JSON.parse(seen.body) };
      if (!seen.path.includes("/feed?")) return accepted(seen);
      return seen.path.includes("cursor=one") ? pageOf([], "one") : pageOf([offer], "one");
    };
    await open("PULL");
    expect(await agencies.collect()).toBe(1);
    expect(await agencies.collect()).toBe(0);
    await agencies.quiet(2000);
    const confirmed = gateway.seen.filter(({ method }) => method === "PUT");
    expect(confirmed.map(({ body }) => body)).toEqual(['{"cursor":"one"}']);
    expect(gateway.seen.every(({ headers }) => headers.authorization === "Bearer gw_dev_k_s")).toBe(true);
    expect(agencies.journal.sent().map(({ eventType }) => eventType)).toEqual(["placement.acknowledged"]);
    expect(agencies.journal.accepted.get("evt_1")?.by).toBe("PULL");
  });

  const header =
    "record,position,eventId,eventType,placementId,occurredAt,lenderAccountRef,currency,balance.outstanding,holds";
  const row = `EVENT,1,evt_1,placement.offered,${placementId},2026-03-01T10:00:00Z,LC-1,USD,1000,`;
  const lines = (...rows: readonly string[]) => [header, ...rows].map((one) => `${one}\r\n`).join("");

  it.each([
    {
      name: "works the rows of a daily file",
      text: lines(row, "TRAILER,1,USD:1000,,,,,,,"),
      taken: 1,
      faults: 0,
    },
    {
      name: "does not trust a file whose trailer counts otherwise",
      text: lines(row, "TRAILER,2,,,,,,,,"),
      taken: 0,
      faults: 1,
    },
    { name: "does not trust a file that was cut off", text: lines(row), taken: 0, faults: 1 },
  ])("$name", async ({ text, taken, faults }) => {
    const sha256 = createHash("sha256").update(text).digest("hex");
    answer = (seen) => {
      if (seen.path === "/file") return { status: 200, text };
      if (!seen.path.includes("/files?")) return accepted(seen);
      const url = `${gateway.baseUrl}/file`;
      return { status: 200, body: { items: [{ date: "2026-03-02", rows: 1, sha256, url }] } };
    };
    await open("FILE");
    expect(await agencies.collect()).toBe(taken);
    expect(await agencies.collect()).toBe(0);
    await agencies.quiet(2000);
    expect(agencies.journal.faults).toHaveLength(faults);
    expect(agencies.heldBy(agencyId)).toHaveLength(taken);
  });
});
