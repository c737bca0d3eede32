import { afterEach, describe, expect, it } from "vitest";
import { createHash } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { batchPoster } from "../../../infra/local/agencies/pretend-agency-batches.ts";
import { filePoster } from "../../../infra/local/agencies/pretend-agency-event-files.ts";
import { EventBatchRequest } from "../../../shared/callbacks/batch-wire.ts";
import { AnnounceEventFileRequest } from "../../../shared/event-files/wire.ts";
import { columnsIn } from "../../../shared/event-files/columns.ts";
import { stubGateway, type Reply, type Seen } from "./stub-gateway.ts";

let gateway: Awaited<ReturnType<typeof stubGateway>>;
afterEach(() => gateway.close());

const seat = {
  agencyId: "agy_01SANDB0XAGENCY00000000001",
  apiKey: "gw_dev_k_s",
  webhookSecret: `whsec_${Buffer.alloc(32, 7).toString("base64")}`,
};

const posting = () => ({
  baseUrl: gateway.baseUrl,
  now: () => Date.now(),
  signal: new AbortController().signal,
});

const callback = (eventId: string) => {
  const data = { attemptRef: eventId, note: 'says "no",\nand more' };
  const placementId = "plc_01SANDB0X00000000000000001_1";
  const envelope = {
    eventId,
    eventType: "contact.attempted",
    placementId,
    effectiveAt: "2026-03-01T10:00:00Z",
  };
  return { ...envelope, data, body: JSON.stringify({ ...envelope, data }) };
};

const receipt = (eventId: string) => ({ receiptId: `rcp_${eventId}`, eventId, disposition: "ACCEPTED" });

describe("an agency that reports in batches", () => {
  it("sends what comes together in one signed batch, and each event gets its own answer", async () => {
    gateway = await stubGateway(({ body }) => ({
      status: 200,
      body: {
        items: EventBatchRequest.parse(JSON.parse(body)).events.map((event, index) => {
          const { eventId } = event as { readonly eventId: string };
          return eventId === "bad"
            ? { index, status: 409, problem: { code: "invalid-transition" } }
            : { index, status: 202, replayed: index > 0, receipt: receipt(eventId) };
        }),
      },
    }));
    const post = batchPoster(posting());
    const answers = await Promise.all(["a", "a", "bad"].map((eventId) => post(seat, callback(eventId))));
    expect(answers).toMatchObject([
      { status: 202, replayed: false, answer: receipt("a") },
      { status: 202, replayed: true, answer: receipt("a") },
      { status: 409, problem: "invalid-transition" },
    ]);
    expect(gateway.seen).toHaveLength(1);
    const [{ headers, body }] = gateway.seen as [Seen];
    expect(() =>
      new Webhook(seat.webhookSecret).verify(body, headers as Record<string, string>),
    ).not.toThrow();
  });

  it("sends again only what could not be taken", async () => {
    gateway = await stubGateway(({ body }, n) => ({
      status: 200,
      body: {
        items: EventBatchRequest.parse(JSON.parse(body)).events.map((event, index) => {
          const { eventId } = event as { readonly eventId: string };
          return n === 0 && eventId === "b"
            ? { index, status: 503, problem: { code: "unavailable" } }
            : { index, status: 202, receipt: receipt(eventId) };
        }),
      },
    }));
    const post = batchPoster(posting());
    const answers = await Promise.all([post(seat, callback("a")), post(seat, callback("b"))]);
    expect(answers).toMatchObject([{ attempts: 1 }, { status: 202, attempts: 2 }]);
    const sent = gateway.seen.map(({ body }) => JSON.parse(body).events.length);
    expect(sent).toEqual([2, 1]);
  });
});

describe.each(["CSV", "NDJSON"] as const)("an agency that reports by %s", (format) => {
  it("announces what it sends and reads the line of each event", async () => {
    let uploaded = "";
    const line = (n: number): number => (format === "CSV" ? n + 1 : n);
    gateway = await stubGateway(({ method, path, body }): Reply => {
      const upload = { method: "PUT", url: `${gateway.baseUrl}/store`, headers: {} };
      if (method === "POST") {
        AnnounceEventFileRequest.parse(JSON.parse(body));
        return { status: 201, body: { fileId: "evf_1", state: "AWAITING_UPLOAD", upload } };
      }
      if (method === "PUT") {
        uploaded = body;
        return { status: 200 };
      }
      if (path.endsWith("/results")) return { status: 200, body: { url: `${gateway.baseUrl}/lines` } };
      if (path === "/lines") {
        const rows = [`${line(1)},a,REFUSED,,invalid-transition`, `${line(2)},b,REFUSED,,invalid-request`];
        return { status: 200, text: ["line,eventId,disposition,receiptId,code", ...rows].join("\n") };
      }
      return { status: 200, body: { fileId: "evf_1", state: "COMPLETED" } };
    });
    const post = filePoster(posting(), format);
    const answers = await Promise.all([post(seat, callback("a")), post(seat, callback("b"))]);
    expect(answers).toMatchObject([
      { status: 409, problem: "invalid-transition" },
      { status: 422, problem: "invalid-request" },
    ]);
    const announced = gateway.seen.filter(({ method }) => method === "POST");
    expect(announced).toHaveLength(1);
    expect(JSON.parse(announced[0]!.body)).toMatchObject({
      format,
      bytes: Buffer.byteLength(uploaded),
      sha256: createHash("sha256").update(uploaded).digest("hex"),
      controlTotals: { count: 2 },
    });
    if (format === "NDJSON") expect(uploaded).toBe(`${callback("a").body}\n${callback("b").body}\n`);
    else {
      const header = uploaded.split("\n")[0]!.split(",");
      expect(columnsIn(header.filter((name) => name !== "data.note"))).toMatchObject({ ok: true });
    }
  });
});
