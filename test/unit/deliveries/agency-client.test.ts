import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import { Webhook as Svix } from "svix";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { verifySignature } from "../../../shared/callbacks/signature.ts";
import { newPostToAgency, type Resolve } from "../../../shared/deliveries/agency-client.ts";
import type { OutboundBody } from "../../../shared/deliveries/wire.ts";
import { instantOf } from "../../../shared/kernel/time.ts";
import { aRef, aSecret } from "../../support/builders.ts";

type Came = {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly path: string;
  readonly method: string;
};

const endlessBytes = { written: 0, closed: false };

/** What an agency may answer that is not meant to be read. */
const harms: Readonly<Record<string, (response: ServerResponse) => void>> = {
  silent: () => undefined,
  slow: (response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write("x"), 100);
    response.on("close", () => clearInterval(timer));
  },
  endless: (response) => {
    response.writeHead(200);
    response.on("close", () => (endlessBytes.closed = true));
    const chunk = "x".repeat(16 * 1024);
    const more = (): void => {
      if (endlessBytes.closed) return;
      endlessBytes.written += chunk.length;
      if (response.write(chunk)) setImmediate(more);
      else response.once("drain", more);
    };
    more();
  },
  flood: (response) => {
    response.socket?.write("HTTP/1.1 200 OK\r\n");
    for (let n = 0; n < 64; n += 1) response.socket?.write(`x-${n}: ${"y".repeat(1_000)}\r\n`);
    response.socket?.end("\r\n");
  },
  garbage: (response) => void response.socket?.end("SSH-2.0-OpenSSH_9.6\r\n"),
  early: (response) => {
    response.writeEarlyHints({ link: "</x>; rel=preload" });
    response.writeHead(200).end();
  },
  long: (response) => void response.writeHead(200).end(`${"ż".repeat(511)}x🙂${"ż".repeat(4_000)}`),
};

const headersOf = (status: number, { path, wait }: { readonly path: string; readonly wait: string }) => ({
  ...(status > 300 && status < 400 && { location: `/200${path}` }),
  ...(wait !== "" && { "retry-after": wait }),
});

/** One agency for all tests, told apart by the path, that answers with the status in it. */
const came = new Map<string, Came[]>();
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const { url: path = "", method = "", headers } = request;
    const body = Buffer.concat(chunks).toString("utf8");
    came.set(path, [...(came.get(path) ?? []), { headers, body, path, method }]);
    const [what = "", ...given] = decodeURIComponent(path.split("/")[1] ?? "").split("-");
    const harm = harms[what];
    if (harm !== undefined) return harm(response);
    const status = Number(what);
    if (status === 0) return request.socket.destroy();
    response.writeHead(status, headersOf(status, { path, wait: given.join("-") }));
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

const post = newPostToAgency({ stage: "local", timeoutMs: 2_000 });

const anEvent = (): OutboundBody => ({
  specVersion: "1.0",
  eventId: aRef("evt"),
  eventType: "hold.apply",
  placementId: "plc_1",
  occurredAt: "2026-03-01T00:00:00Z",
  data: { holdId: "hld_1", text: "zażółć 🙂" },
});

const posted = (event: OutboundBody, at = instantOf(Date.now())) => ({
  id: event.eventId,
  text: JSON.stringify(event),
  at,
});

async function delivered(status: number | string, secrets: readonly string[] = [aSecret()]) {
  const path = `/${status}/${aRef("hook")}`;
  const event = anEvent();
  const at = instantOf(Date.now());
  const attempt = await post({ url: `${origin}${path}`, secrets }, posted(event, at));
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

  it("is signed with every secret during a rotation, so that the old and the new one verify it", async () => {
    const secrets = [aSecret(), aSecret(), aSecret()];
    const { received } = await delivered(204, secrets);
    const [{ headers, body }] = received as [Came];
    expect(String(headers["webhook-signature"]).split(" ")).toHaveLength(3);
    for (const secret of secrets) {
      expect(() => new Webhook(secret).verify(body, signedHeaders(headers))).not.toThrow();
      expect(() => new Svix(secret).verify(body, signedHeaders(headers))).not.toThrow();
    }
    expect(() => new Webhook(aSecret()).verify(body, signedHeaders(headers))).toThrow();
  });
});

describe("what comes back", () => {
  it.each([200, 204, 400, 410, 429, 500, 503])("is told as it was: %i", async (status) => {
    expect((await delivered(status)).attempt).toMatchObject({ status, milliseconds: expect.any(Number) });
  });

  it("leads nowhere else: a redirect is an answer, not an order", async () => {
    for (const status of [301, 302, 303, 307, 308]) {
      const { attempt, redirected } = await delivered(status);
      expect(attempt).toMatchObject({ status });
      expect(redirected).toEqual([]);
    }
  });

  it("is kept to its first kilobyte, cut between characters", async () => {
    expect((await delivered(200)).attempt.excerpt).toBe("an answer that nobody reads");
    const { excerpt } = (await delivered("long")).attempt;
    expect(Buffer.byteLength(excerpt!)).toBeLessThanOrEqual(1_024);
    expect(excerpt).toBe(`${"ż".repeat(511)}x`);
  });

  it("may be nothing at all", async () => {
    expect((await delivered(0)).attempt).toEqual({
      failure: "connection-lost",
      milliseconds: expect.any(Number),
    });
  });

  it("may be nobody at home", async () => {
    const attempt = await post({ url: "http://127.0.0.1:1/hooks", secrets: [aSecret()] }, posted(anEvent()));
    expect(attempt).toMatchObject({ failure: "connection-refused" });
  });

  it.each([
    ["120", 120],
    ["0", 0],
    ["soon", undefined],
    ["-5", undefined],
    [new Date(Date.now() - 60_000).toUTCString(), undefined],
  ])("may ask for time: Retry-After %s", async (header, seconds) => {
    const { attempt } = await delivered(`429-${encodeURIComponent(header)}`);
    expect(attempt.status).toBe(429);
    expect(attempt.retryAfterSeconds).toBe(seconds);
  });

  it("may ask for time until a date", async () => {
    const { attempt } = await delivered(
      `503-${encodeURIComponent(new Date(Date.now() + 90_000).toUTCString())}`,
    );
    expect(attempt.retryAfterSeconds).toBeGreaterThan(80);
    expect(attempt.retryAfterSeconds).toBeLessThanOrEqual(91);
  });
});

describe("an agency that means harm", () => {
  it("does not hold a worker by never answering", async () => {
    expect((await delivered("silent")).attempt).toMatchObject({ failure: "timeout" });
  });

  it("does not hold a worker by a body that never ends slowly: its status is known", async () => {
    const { attempt } = await delivered("slow");
    expect(attempt).toMatchObject({ status: 200 });
    expect(attempt.milliseconds).toBeLessThan(10_000);
  });

  it("does not fill a worker's memory by a body that never ends", async () => {
    const { attempt, received } = await delivered("endless");
    expect(attempt).toMatchObject({ status: 200, excerpt: "x".repeat(1_024) });
    expect(received).toHaveLength(1);
    await vi.waitFor(() => expect(endlessBytes.closed).toBe(true), { timeout: 5_000 });
    expect(endlessBytes.written).toBeLessThan(64 * 1024 * 1024);
  });

  it("does not fill it by headers", async () => {
    expect((await delivered("flood")).attempt).toMatchObject({ failure: "headers-too-large" });
  });

  it.each(["garbage", "early-hints"])("does not confuse it by %s", async (what) => {
    const { attempt } = await delivered(what);
    expect(attempt.status === 200 || attempt.failure !== undefined).toBe(true);
  });
});

describe("an endpoint without encryption", () => {
  it.each(["http://agency.example/hooks", "http://127.0.0.1.agency.example/", "http://10.0.0.1/", "nowhere"])(
    "is not spoken to, even locally: %s",
    async (url) => {
      expect(await post({ url, secrets: [aSecret()] }, posted(anEvent()))).toMatchObject({
        failure: "not-https",
      });
    },
  );

  it("on this very machine is not spoken to outside the local stage", async () => {
    const path = `/200/${aRef("hook")}`;
    const outside = newPostToAgency({ stage: "prod" });
    const attempt = await outside({ url: `${origin}${path}`, secrets: [aSecret()] }, posted(anEvent()));
    expect(attempt).toMatchObject({ failure: "not-https" });
    expect(came.get(path)).toBeUndefined();
  });
});

describe("an endpoint inside", () => {
  const secure = (host: string): string => `https://${host}:${new URL(origin).port}/200/${aRef("hook")}`;
  const to = async (host: string, resolve?: Resolve, stage = "prod") =>
    newPostToAgency({ stage, timeoutMs: 2_000, ...(resolve && { resolve }) })(
      { url: secure(host), secrets: [aSecret()] },
      posted(anEvent()),
    );
  const answering =
    (...answers: readonly (readonly string[])[]): Resolve =>
    async () => {
      const addresses = (answers.length > 1 ? (answers as string[][]).shift() : answers[0])!;
      return addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
    };
  let connections = 0;
  beforeAll(() => void server.on("connection", () => (connections += 1)));

  it.each([
    "127.0.0.1",
    "2130706433",
    "0x7f.1",
    "0177.1",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "169.254.169.254",
    "10.0.0.1",
  ])("is not connected to by its address %s", async (host) => {
    const before = connections;
    expect(await to(host)).toMatchObject({ failure: "address-refused" });
    expect(connections).toBe(before);
  });

  it.each([
    ["loopback", ["127.0.0.1"]],
    ["the metadata service", ["169.254.169.254"]],
    ["a private address behind a public one", ["93.184.216.34", "10.0.0.1"]],
    ["a private address before a public one", ["192.168.0.1", "93.184.216.34"]],
    ["a mapped address", ["::ffff:127.0.0.1"]],
  ])("is not connected to by a name that leads to %s", async (_name, addresses) => {
    const before = connections;
    expect(await to("rebind.example", answering(addresses))).toMatchObject({ failure: "address-refused" });
    expect(connections).toBe(before);
  });

  it("is not reached by a name that leads elsewhere at its second look-up", async () => {
    const before = connections;
    const asked: string[] = [];
    const rebinding = answering(["127.0.0.2"], ["10.0.0.1"]);
    const resolve: Resolve = async (host) => {
      asked.push(host);
      return rebinding(host);
    };
    // In the local stage the first answer is allowed: nobody listens there by https, and no second one is asked for.
    const local = newPostToAgency({ stage: "local", timeoutMs: 2_000, resolve });
    const destination = { url: secure("rebind.example"), secrets: [aSecret()] };
    const first = await local(destination, posted(anEvent()));
    expect(first.failure).not.toBe("address-refused");
    expect(asked).toEqual(["rebind.example"]);
    expect(await local(destination, posted(anEvent()))).toMatchObject({ failure: "address-refused" });
    expect(asked).toHaveLength(2);
    expect(connections - before).toBeLessThanOrEqual(1);
  });

  it("is told apart from a name that leads nowhere", async () => {
    expect(await to("nowhere.example", answering([]))).toMatchObject({ failure: "name-not-found" });
  });
});
