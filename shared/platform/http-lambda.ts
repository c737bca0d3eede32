import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { Hono } from "hono";
import type { HttpEnv } from "./http-app.ts";

/** No route looks at the host, and a caller's `Host` must not decide whether a URL parses. */
const ORIGIN = "https://gateway.internal";

/**
 * An HTTP application as a Lambda behind an HTTP API (payload format 2.0, text in and out). The body is handed
 * on beside the request and not as its stream, which would cost more than all of our own work on it.
 */
export const lambdaHandler =
  (app: Hono<HttpEnv>) =>
  async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const { body = "", isBase64Encoded, requestContext } = event;
    const response = await app.fetch(requestOf(event), {
      body: isBase64Encoded ? Buffer.from(body, "base64") : body,
      sourceIp: requestContext.http.sourceIp,
    });
    return {
      statusCode: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
      isBase64Encoded: false,
    };
  };

function requestOf({ rawPath, rawQueryString, headers, requestContext }: APIGatewayProxyEventV2): Request {
  const query = rawQueryString === "" ? "" : `?${rawQueryString}`;
  const { method } = requestContext.http;
  return new Request(`${ORIGIN}${rawPath}${query}`, {
    method: unspeakable.has(method) ? "OPTIONS" : method,
    headers: Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, ascii(value)]],
    ),
  });
}

/** Methods that a `Request` cannot have; nothing here knows them, so they are answered like any unknown one. */
const unspeakable = new Set(["CONNECT", "TRACE", "TRACK"]);

/** What `Headers` would refuse as a value is escaped: no header of a caller ends in a 500. */
const ascii = (value: string): string =>
  /[^\t\x20-\x7E]/u.test(value) ? encodeURIComponent(value.toWellFormed()) : value;
