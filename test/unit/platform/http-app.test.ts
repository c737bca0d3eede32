import * as z from "zod";
import { describe, expect, it } from "vitest";
import { problems, Refused, type ProblemCode } from "../../../shared/kernel/problems.ts";
import { bodyText, jsonOf, parsed } from "../../../shared/platform/http-body.ts";
import { asking } from "../../support/asking.ts";
import { newHttpApp, type HttpRoute } from "../../../shared/platform/http-app.ts";
import { pageOf, pagingOf } from "../../../shared/platform/http-paging.ts";
import type { Log } from "../../../shared/platform/log.ts";

const MAX = 64;

const Body = z.strictObject({
  name: z.string(),
  parts: z.array(z.strictObject({ "a/b": z.int() })).default([]),
});

function app(extra: readonly HttpRoute[] = []) {
  const lines: {
    level: string;
    code: string;
    fields: Record<string, unknown> | undefined;
    cause: unknown;
  }[] = [];
  const note = (level: string) => (code: string, fields?: object, cause?: unknown) =>
    void lines.push({ level, code, fields: fields as Record<string, unknown>, cause });
  const log: Log = { info: note("info"), warn: note("warn"), error: note("error") };
  const http = newHttpApp({ log }, [
    { method: "GET", path: "/things", handle: async (c) => c.json({ paging: pagingOf(c) }) },
    {
      method: "POST",
      path: "/things",
      handle: async (c) => c.json(parsed(Body, jsonOf(c, await bodyText(c, MAX))), 201),
    },
    { method: "POST", path: "/raw", handle: async (c) => c.json({ text: await bodyText(c, MAX) }) },
    {
      method: "GET",
      path: "/things/:id",
      handle: async (c) => {
        throw new Error(`secret detail of ${c.req.param("id")}`);
      },
    },
    ...extra,
  ]);
  return { http, lines };
}

const json = { "content-type": "application/json" };
const posting = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = json) => ({
  method: "POST",
  body,
  headers,
});

const ask = async (
  path: string,
  init?: Parameters<ReturnType<typeof asking>["request"]>[1],
  extra?: readonly HttpRoute[],
) => {
  const { http, lines } = app(extra);
  const response = await asking(http).request(path, init);
  const text = await response.text();
  return {
    response,
    lines,
    text,
    body: (text === "" ? undefined : JSON.parse(text)) as Record<string, unknown>,
  };
};

const refusing = (code: ProblemCode, more: object = {}): HttpRoute => ({
  method: "GET",
  path: "/refused",
  handle: async () => {
    throw new Refused({ code, detail: "Because.", ...more });
  },
});

describe("a refusal", () => {
  it.each(Object.keys(problems) as ProblemCode[])(
    "%s is problem+json with its status, title and code",
    async (code) => {
      const { response, body } = await ask("/refused", undefined, [refusing(code)]);
      expect(response.status).toBe(problems[code].status);
      expect(response.headers.get("content-type")).toBe("application/problem+json");
      expect(body).toMatchObject({
        type: `/docs/errors#${code}`,
        title: problems[code].title,
        status: problems[code].status,
        code,
        detail: "Because.",
        instance: "/refused",
        traceId: response.headers.get("x-request-id"),
      });
    },
  );

  it("carries its faults and the members that its code documents", async () => {
    const errors = [{ pointer: "/a", code: "x", detail: "y" }];
    const extra = { from: "CLOSED", event: "close", allowed: [] };
    const { body } = await ask("/refused", undefined, [refusing("invalid-transition", { errors, extra })]);
    expect(body).toMatchObject({ errors, ...extra });
  });

  it("for now says when to come back", async () => {
    const { response } = await ask("/refused", undefined, [refusing("unavailable")]);
    expect(response.status).toBe(503);
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  it("for want of a key says how to show one", async () => {
    const { response } = await ask("/refused", undefined, [refusing("unauthenticated")]);
    expect(response.headers.get("www-authenticate")).toBe("Bearer");
  });
});

describe("an unknown path", () => {
  it.each(["/", "/nothing", "/things/1/parts", "/THINGS"])("%s is not found", async (path) => {
    const { response, body } = await ask(path);
    expect(response.status).toBe(404);
    expect(body).toMatchObject({ code: "not-found", instance: path });
  });
});

describe("an unknown method", () => {
  it.each([
    ["DELETE", "/things", "GET, POST"],
    ["PATCH", "/things", "GET, POST"],
    ["PUT", "/things/7", "GET"],
    ["GET", "/raw", "POST"],
  ])("%s %s is refused with what is allowed: %s", async (method, path, allow) => {
    const { response, body } = await ask(path, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe(allow);
    expect(body["code"]).toBe("method-not-allowed");
  });
});

describe("what fails unexpectedly", () => {
  it("is told as nothing but a failure, and logged under the id that the answer carries", async () => {
    const { response, text, body, lines } = await ask("/things/42");
    expect(response.status).toBe(500);
    expect(body).toMatchObject({ code: "internal-error", status: 500 });
    expect(text).not.toMatch(/secret|detail of|stack|\.ts/u);
    const failure = lines.find(({ code }) => code === "http.failed");
    expect(failure).toMatchObject({
      level: "error",
      fields: { requestId: response.headers.get("x-request-id") },
    });
    expect(String(failure?.cause)).toContain("secret detail of 42");
  });

  it.each([
    ["a text", "boom"],
    ["nothing", undefined],
    ["an object", { secret: 1 }],
  ])("is told the same when %s is thrown", async (_what, thrown) => {
    const route: HttpRoute = {
      method: "GET",
      path: "/odd",
      handle: async () => {
        throw Object.assign(new Error("wrapped"), { cause: thrown });
      },
    };
    const { response, text } = await ask("/odd", undefined, [route]);
    expect(response.status).toBe(500);
    expect(text).not.toMatch(/boom|wrapped/u);
  });
});

describe("every request", () => {
  it("leaves one line in the log, with what it was and how it ended", async () => {
    const { response, lines } = await ask("/things?limit=5&cursor=");
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      level: "info",
      code: "http.request",
      fields: {
        requestId: response.headers.get("x-request-id"),
        method: "GET",
        path: "/things",
        status: response.status,
      },
    });
  });

  it("has an id of its own", async () => {
    const ids = await Promise.all(
      Array.from({ length: 5 }, async () => (await ask("/things")).response.headers.get("x-request-id")),
    );
    expect(new Set(ids).size).toBe(5);
  });

  const trace = "0af7651916cd43dd8448eb211c80319c";

  it("goes on in its caller's trace, with a span of ours", async () => {
    const { response } = await ask("/things", {
      headers: { traceparent: `00-${trace}-b7ad6b7169203331-01` },
    });
    const [version, traceId, span, flags] = response.headers.get("traceparent")!.split("-");
    expect([version, traceId, flags]).toEqual(["00", trace, "01"]);
    expect(span).toMatch(/^[0-9a-f]{16}$/u);
    expect(span).not.toBe("b7ad6b7169203331");
  });

  it.each([
    undefined,
    "",
    "nonsense",
    `00-${trace}-b7ad6b7169203331`,
    `00-${trace.toUpperCase()}-b7ad6b7169203331-01`,
    `ff-${trace}-b7ad6b7169203331-01`,
    `00-${trace}-b7ad6b7169203331-01-more`,
    `00-${"0".repeat(32)}-b7ad6b7169203331-01`,
    `00-${trace}-${"0".repeat(16)}-01`,
  ])("begins a trace when it brings none that is valid: %s", async (traceparent) => {
    const { response } = await ask(
      "/things",
      traceparent === undefined ? undefined : { headers: { traceparent } },
    );
    const [, traceId] = response.headers.get("traceparent")!.split("-");
    expect(response.headers.get("traceparent")).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/u);
    expect(traceId).not.toBe(trace);
    expect(traceId).not.toMatch(/^0+$/u);
  });

  it("that is refused or fails has its id and trace too", async () => {
    for (const path of ["/nothing", "/things/1"]) {
      const { response } = await ask(path);
      expect(response.headers.get("x-request-id")).toBeTruthy();
      expect(response.headers.get("traceparent")).toBeTruthy();
    }
  });
});

describe("a body", () => {
  it("of JSON is taken", async () => {
    const { response, body } = await ask("/things", posting('{"name":"a"}'));
    expect(response.status).toBe(201);
    expect(body).toEqual({ name: "a", parts: [] });
  });

  it.each([
    "application/json",
    "application/json; charset=utf-8",
    "Application/JSON",
    "application/problem+json",
    "application/vnd.x.y+json ;v=1",
  ])("may say that it is %s", async (type) => {
    expect((await ask("/things", posting('{"name":"a"}', { "content-type": type }))).response.status).toBe(
      201,
    );
  });

  it.each([
    "text/plain",
    "application/xml",
    "application/jsonp",
    "multipart/form-data",
    "application/x-www-form-urlencoded",
    "json",
    "text/json",
  ])("may not be %s", async (type) => {
    const { response, body } = await ask("/things", posting('{"name":"a"}', { "content-type": type }));
    expect(response.status).toBe(415);
    expect(body).toMatchObject({ code: "unsupported-media-type", detail: expect.stringContaining(type) });
  });

  it("must say what it is", async () => {
    expect(
      (await ask("/things", { method: "POST", body: new TextEncoder().encode("{}") })).body["code"],
    ).toBe("unsupported-media-type");
  });

  it.each(["", "{", "{'a':1}", "[1,]", "NaN", "{}{}", '{"a":1', "\u0000"])(
    "that is no JSON is refused: %j",
    async (text) => {
      const { response, body } = await ask("/things", posting(text));
      expect(response.status).toBe(400);
      expect(body["code"]).toBe("malformed-json");
    },
  );

  it("that is no UTF-8 is refused rather than repaired", async () => {
    const { response, body } = await ask("/raw", posting(new Uint8Array([0x22, 0xc3, 0x28, 0x22])));
    expect(response.status).toBe(400);
    expect(body["code"]).toBe("malformed-json");
  });

  it("is byte for byte what came, for it is what was signed", async () => {
    for (const text of ["  {}  ", "\ufeff{}", "ż🙂", "\r\n", "{ }"]) {
      const { body } = await ask("/raw", posting(new TextEncoder().encode(text)));
      expect(body["text"]).toBe(text);
    }
  });

  it("may be as large as the resource says, in bytes, and not a byte larger", async () => {
    expect((await ask("/raw", posting("x".repeat(MAX)))).response.status).toBe(200);
    const { response, body } = await ask("/raw", posting("x".repeat(MAX + 1)));
    expect(response.status).toBe(413);
    expect(body).toMatchObject({ code: "payload-too-large", detail: expect.stringContaining(String(MAX)) });
    expect((await ask("/raw", posting("ż".repeat(MAX / 2 + 1)))).response.status).toBe(413);
  });

  it("that announces more than is allowed is not even read", async () => {
    const { response } = await ask("/raw", posting("x", { "content-length": String(MAX + 1) }));
    expect(response.status).toBe(413);
  });

  it("that lies about its length is measured", async () => {
    const { response } = await ask("/raw", posting("x".repeat(MAX + 1), { "content-length": "1" }));
    expect(response.status).toBe(413);
  });
});

describe("a body that does not fit its schema", () => {
  it("is refused with a pointer to every fault", async () => {
    const { response, body } = await ask(
      "/things",
      posting('{"name":1,"parts":[{"a/b":1},{"a/b":1.5}],"x~y":1}'),
    );
    expect(response.status).toBe(422);
    expect(body).toMatchObject({ code: "invalid-request", status: 422 });
    expect(
      (body["errors"] as { pointer: string; code: string }[]).map(({ pointer, code }) => [pointer, code]),
    ).toEqual([
      ["/name", "invalid-type"],
      ["/parts/1/a~1b", "invalid-type"],
      ["/x~0y", "unknown-member"],
    ]);
    expect(body["detail"]).toMatch(/^3 faults; the first at \/name: /u);
  });

  it("as a whole is refused at its root", async () => {
    const { body } = await ask("/things", posting("[]"));
    expect(body).toMatchObject({ errors: [{ pointer: "" }], detail: expect.stringContaining("the root") });
  });

  it("in very many places is refused with as many as help", () => {
    const many = z.array(z.int());
    expect(() =>
      parsed(
        many,
        Array.from({ length: 500 }, () => "x"),
      ),
    ).toThrow(
      expect.objectContaining({
        refusal: expect.objectContaining({ errors: expect.objectContaining({ length: 20 }) }),
      }),
    );
  });
});

describe("a list", () => {
  it("has fifty items a page unless it is told otherwise, and two hundred at most", async () => {
    expect((await ask("/things")).body).toEqual({ paging: { limit: 50 } });
    expect((await ask("/things?limit=200")).body).toEqual({ paging: { limit: 200 } });
  });

  it.each(["0", "201", "-1", "1.5", "many", "", "Infinity"])(
    "refuses a limit of %j with a pointer",
    async (limit) => {
      const { response, body } = await ask(`/things?limit=${limit}`);
      expect(response.status).toBe(422);
      expect(body).toMatchObject({ code: "invalid-request", errors: [{ pointer: "/limit" }] });
    },
  );

  it("leads on by a cursor that comes back as it was given", async () => {
    const next = { pk: "ACCOUNT#1", sk: "EVENT#00000007" };
    const page = pageOf([1, 2], next);
    expect(page.items).toEqual([1, 2]);
    expect((await ask(`/things?cursor=${page.nextCursor}`)).body).toEqual({
      paging: { limit: 50, after: next },
    });
  });

  it("that has no more has no cursor", () => {
    expect(pageOf([1])).toEqual({ items: [1] });
  });

  it.each([
    ["nothing", ""],
    ["no base64", "%F0%9F%99%82"],
    ["no JSON", Buffer.from("{").toString("base64url")],
    ["a list", Buffer.from("[1]").toString("base64url")],
    ["a text", Buffer.from('"x"').toString("base64url")],
    ["null", Buffer.from("null").toString("base64url")],
    ["numbers for texts", Buffer.from('{"pk":1,"sk":{}}').toString("base64url")],
    ["another tool's cursor", Buffer.from("offset:100").toString("base64url")],
  ])("refuses %s as a cursor", async (_what, cursor) => {
    const { response, body } = await ask(`/things?cursor=${cursor}`);
    expect(response.status).toBe(400);
    expect(body["code"]).toBe("invalid-cursor");
  });
});
