import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import { Webhook as Svix } from "svix";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifySignature } from "../../../shared/callbacks/signature.ts";
import { newPostToAgency } from "../../../shared/deliveries/agency-client.ts";
import type { OutboundBody } from "../../../shared/deliveries/wire.ts";
import { instantOf } from "../../../shared/kernel/time.ts";
import { aRef, aSecret, anAgency } from "../../support/builders.ts";

type Came = {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly path: string;
  readonly method: string;
};

/** One agency for all tests, told apart by the path, that answers with the status in it. */
const came = new Map<string, Came[]>();
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const path = request.url ?? "";
    const body = Buffer.concat(chunks).toString("utf8");
    came.set(path, [
      ...(came.get(path) ?? []),
      { headers: request.headers, body, path, method: request.method ?? "" },
    ]);
    const status = Number(path.split("/")[1]);
    if (status === 0) return request.socket.destroy();
    response.writeHead(status, status === 302 ? { location: `/200${path}` } : {});
    return response.end("an answer that nobody reads");
  });
});

let origin = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => {
    server.close(resolve);
  });
});

const post = newPostToAgency("local");

const anEvent = (): OutboundBody => ({
  specVersion: "1.0",
  eventId: aRef("evt"),
  eventType: "hold.apply",
  placementId: "plc_1",
  occurredAt: "2026-03-01T00:00:00Z",
  data: { holdId: "hld_1", text: "zażółć 🙂" },
});

async function delivered(status: number, secrets: readonly string[] = [aSecret()]) {
  const path = `/${status}/${aRef("hook")}`;
  const agency = anAgency({ endpointUrl: `${origin}${path}`, webhookSecrets: [...secrets] });
  const event = anEvent();
  const at = instantOf(Date.now());
  const attempt = await post(agency, event, at);
  return {
    attempt,
    event,
    at,
    secret: secrets[0]!,
    received: came.get(path) ?? [],
    redirected: came.get(`/200${path}`) ?? [],
  };
}

describe("what the gateway sends", () => {
  const names = ["webhook-id", "webhook-timestamp", "webhook-signature"] as const;
  const signedHeaders = (headers: IncomingHttpHeaders) =>
    Object.fromEntries(names.map((name) => [name, String(headers[name])])) as Record<
      (typeof names)[number],
      string
    >;

  it("is accepted by standardwebhooks, by svix and by bare node:crypto", async () => {
    const { received, secret, event } = await delivered(204);
    const [{ headers, body }] = received as [Came];
    expect(new Webhook(secret).verify(body, signedHeaders(headers))).toEqual(event);
    expect(() => new Svix(secret).verify(body, signedHeaders(headers))).not.toThrow();
    const key = Buffer.from(secret.slice("whsec_".length), "base64");
    const text = `${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${body}`;
    expect(headers["webhook-signature"]).toBe(
      `v1,${createHmac("sha256", key).update(text).digest("base64")}`,
    );
  });

  it("is refused by them under another secret or with a changed byte", async () => {
    const { received, secret } = await delivered(204);
    const [{ headers, body }] = received as [Came];
    expect(() => new Webhook(aSecret()).verify(body, signedHeaders(headers))).toThrow();
    expect(() => new Svix(secret).verify(`${body} `, signedHeaders(headers))).toThrow();
  });

  it("would be accepted by the gateway itself", async () => {
    const { received, secret, at } = await delivered(204);
    const [{ headers, body }] = received as [Came];
    const [id, timestamp, signature] = names.map((name) => String(headers[name]));
    expect(verifySignature([secret], { headers: { id, timestamp, signature }, body }, at).ok).toBe(true);
  });

  it("is one JSON POST whose id is the event's, however often it is sent", async () => {
    const { received, event, at } = await delivered(202);
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({
      method: "POST",
      headers: {
        "content-type": "application/json",
        "webhook-id": event.eventId,
        "webhook-timestamp": String(Math.floor(Date.parse(at) / 1000)),
      },
    });
    expect(JSON.parse(received[0]!.body)).toEqual(event);
  });

  it("is signed with the first secret during a rotation", async () => {
    const secrets = [aSecret(), aSecret()];
    const { received } = await delivered(204, secrets);
    const [{ headers, body }] = received as [Came];
    expect(() => new Webhook(secrets[0]!).verify(body, signedHeaders(headers))).not.toThrow();
    expect(() => new Webhook(secrets[1]!).verify(body, signedHeaders(headers))).toThrow();
  });
});

describe("what comes back", () => {
  it.each([200, 204, 400, 410, 429, 500, 503])("is told as it was: %i", async (status) => {
    expect((await delivered(status)).attempt).toEqual({ status });
  });

  it("leads nowhere else: a redirect is an answer, not an order", async () => {
    const { attempt, redirected } = await delivered(302);
    expect(attempt).toEqual({ status: 302 });
    expect(redirected).toEqual([]);
  });

  it("may be nothing at all", async () => {
    expect((await delivered(0)).attempt).toHaveProperty("failure");
  });

  it("may be nobody at home", async () => {
    const agency = anAgency({ endpointUrl: "http://127.0.0.1:1/hooks" });
    expect(await post(agency, anEvent(), instantOf(Date.now()))).toHaveProperty("failure");
  });
});

describe("an endpoint without encryption", () => {
  it.each(["http://agency.example/hooks", "http://127.0.0.1.agency.example/", "http://10.0.0.1/"])(
    "is not spoken to, even locally: %s",
    async (endpointUrl) => {
      expect(await post(anAgency({ endpointUrl }), anEvent(), instantOf(Date.now()))).toEqual({
        failure: "endpoint must be https",
      });
    },
  );

  it("on this very machine is not spoken to outside the local stage", async () => {
    const path = `/200/${aRef("hook")}`;
    const attempt = await newPostToAgency("prod")(
      anAgency({ endpointUrl: `${origin}${path}` }),
      anEvent(),
      instantOf(Date.now()),
    );
    expect(attempt).toEqual({ failure: "endpoint must be https" });
    expect(came.get(path)).toBeUndefined();
  });
});
