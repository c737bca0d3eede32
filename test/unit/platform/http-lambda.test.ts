import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { newHttpApp } from "../../../shared/platform/http-app.ts";
import { bodyText } from "../../../shared/platform/http-body.ts";
import { lambdaHandler } from "../../../shared/platform/http-lambda.ts";

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

const handler = lambdaHandler(
  newHttpApp({ log }, [
    {
      method: "POST",
      path: "/echo",
      handle: async (c) =>
        c.json({ body: await bodyText(c, 20), query: c.req.query("a"), from: c.req.header("x-from") }, 202),
    },
  ]),
);

const event = (over: Record<string, unknown> = {}, method = "POST"): APIGatewayProxyEventV2 =>
  ({
    rawPath: "/echo",
    rawQueryString: "",
    headers: { "content-type": "application/json" },
    requestContext: { http: { method } },
    isBase64Encoded: false,
    ...over,
  }) as unknown as APIGatewayProxyEventV2;

const answered = async (over?: Record<string, unknown>, method?: string) => {
  const { statusCode, body, headers } = await handler(event(over, method));
  return { statusCode, headers, body: JSON.parse(body ?? "") as Record<string, unknown> };
};

describe("a Lambda behind an HTTP API", () => {
  it("hands body, query and headers on and answers status, headers and text", async () => {
    const { statusCode, headers, body } = await answered({
      body: '{"a":"ä"}',
      rawQueryString: "a=1%202",
      headers: { "x-from": "agency" },
    });
    expect([statusCode, headers?.["content-type"]]).toEqual([202, "application/json"]);
    expect(body).toEqual({ body: '{"a":"ä"}', query: "1 2", from: "agency" });
  });

  it("opens a body that came as base64, and refuses one that is no text", async () => {
    const encoded = (bytes: Buffer) => ({ body: bytes.toString("base64"), isBase64Encoded: true });
    expect((await answered(encoded(Buffer.from("plain")))).body["body"]).toBe("plain");
    expect((await answered(encoded(Buffer.from([0xff, 0xfe])))).body["code"]).toBe("malformed-json");
  });

  it("counts bytes, not characters", async () => {
    expect((await answered({ body: "ä".repeat(11) })).statusCode).toBe(413);
  });

  it.each(["TRACE", "CONNECT", "TRACK", "DELETE", "PROPFIND"])(
    "answers %s like any method it does not know",
    async (method) => {
      expect((await answered({}, method)).statusCode).toBe(405);
    },
  );

  it.each(["naïve", "line\nbreak", "nul\u0000", "\ud800", "日本"])(
    "takes a header of %j without failing",
    async (value) => {
      expect((await answered({ headers: { "x-from": value } })).statusCode).toBe(202);
    },
  );

  it.each(["//evil.example/echo", "/%ZZ", "/\\..\\x", "/é"])(
    "answers the path %j without failing",
    async (rawPath) => {
      expect((await answered({ rawPath })).statusCode).toBe(404);
    },
  );
});
