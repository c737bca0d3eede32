import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { isUtf8 } from "node:buffer";
import type { RouteMatch } from "./routing.ts";

export type ReceivedRequest = {
  readonly incoming: IncomingMessage;
  readonly body: Buffer;
  readonly match: RouteMatch;
  readonly path: string;
  readonly query: string;
  readonly now: Date;
};

/** An HTTP request as a Lambda function sees it: API Gateway's payload format 2.0. */
export function httpEvent({ incoming, body, match, path, query, now }: ReceivedRequest): unknown {
  const headers = joinedHeaders(incoming.headers);
  const { cookie, ...others } = headers;
  const isBinary = body.length > 0 && !isText(headers["content-type"], body);
  return {
    version: "2.0",
    routeKey: match.route.routeKey,
    rawPath: path,
    rawQueryString: query,
    ...(cookie === undefined ? {} : { cookies: cookie.split("; ") }),
    headers: others,
    ...(query === "" ? {} : { queryStringParameters: queryParameters(query) }),
    requestContext: requestContext(incoming, { routeKey: match.route.routeKey, path, now }),
    ...(match.pathParameters === undefined ? {} : { pathParameters: match.pathParameters }),
    ...(body.length === 0 ? {} : { body: body.toString(isBinary ? "base64" : "utf8") }),
    isBase64Encoded: isBinary,
  };
}

type Context = { readonly routeKey: string; readonly path: string; readonly now: Date };

function requestContext(incoming: IncomingMessage, { routeKey, path, now }: Context): unknown {
  return {
    accountId: "000000000000",
    apiId: "local",
    domainName: incoming.headers.host ?? "localhost",
    domainPrefix: "local",
    http: {
      method: incoming.method ?? "GET",
      path,
      protocol: `HTTP/${incoming.httpVersion}`,
      sourceIp: incoming.socket.remoteAddress ?? "127.0.0.1",
      userAgent: incoming.headers["user-agent"] ?? "",
    },
    requestId: randomUUID(),
    routeKey,
    stage: "$default",
    time: logTime(now),
    timeEpoch: now.getTime(),
  };
}

/** As `23/Nov/2026:17:20:13 +0000`. */
function logTime(now: Date): string {
  const [, day = "", month = "", year = "", time = ""] = now.toUTCString().split(" ");
  return `${day}/${month}/${year}:${time} +0000`;
}

function joinedHeaders(headers: IncomingMessage["headers"]): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) joined[name] = typeof value === "string" ? value : value.join(",");
  }
  return joined;
}

function queryParameters(query: string): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    joined[name] = joined[name] === undefined ? value : `${joined[name]},${value}`;
  }
  return joined;
}

const textTypes =
  /^(?:text\/|application\/(?:json|xml|javascript|x-www-form-urlencoded|[\w.-]+\+(?:json|xml)))/i;

/** API Gateway hands on text as text and everything else as base64; bytes that are no UTF-8 cannot be text. */
function isText(contentType: string | undefined, body: Buffer): boolean {
  return (contentType === undefined || textTypes.test(contentType)) && isUtf8(body);
}
