import { randomUUID } from "node:crypto";
import { problems, Refused, type Refusal } from "../kernel/problems.ts";
import { HttpContext, type HttpReply, type HttpRequest } from "./http-context.ts";
import { routing, type HttpRoute } from "./http-routing.ts";
import type { Log } from "./log.ts";

export type { HttpContext, HttpReply } from "./http-context.ts";
export type { HttpRoute } from "./http-routing.ts";

export type HttpApp = (request: HttpRequest) => Promise<HttpReply>;

/** Seconds after which a caller may try again what was `unavailable`. */
const RETRY_AFTER_SECONDS = 2;

/**
 * An HTTP application of the gateway: request id and trace context in and out, one log line a request,
 * refusals as problem+json, unknown paths 404 and unknown methods 405 with `Allow`. What fails unexpectedly
 * is logged and told as nothing but `internal-error`.
 */
export function newHttpApp(deps: { readonly log: Log }, routes: readonly HttpRoute[]): HttpApp {
  const match = routing(routes, (path) => otherMethod(routes, path));
  return async (request) => {
    const startedAt = performance.now();
    const isHead = request.method === "HEAD";
    const { handle, params } = match(isHead ? "GET" : request.method, request.path) ?? nowhere;
    const c = new HttpContext(request, params);
    c.header("x-request-id", c.requestId);
    c.header("traceparent", traceparentOf(c.req.header("traceparent"), c.requestId));
    const reply = await answered(deps.log, c, handle);
    deps.log.info("http.request", {
      requestId: c.requestId,
      method: c.req.method,
      path: c.req.path,
      status: reply.status,
      ms: Math.round(performance.now() - startedAt),
    });
    return isHead ? { ...reply, body: "" } : reply;
  };
}

async function answered(log: Log, c: HttpContext, handle: HttpRoute["handle"]): Promise<HttpReply> {
  try {
    return await handle(c);
  } catch (error) {
    if (error instanceof Refused) return problem(c, error.refusal);
    log.error("http.failed", { requestId: c.requestId, path: c.req.path }, error);
    return problem(c, { code: "internal-error", detail: "The failure was logged under this request's id." });
  }
}

const nowhere: { readonly params: Readonly<Record<string, string>>; readonly handle: HttpRoute["handle"] } = {
  params: {},
  handle: async (c) => problem(c, { code: "not-found", detail: `There is no ${c.req.path}.` }),
};

const otherMethod =
  (routes: readonly HttpRoute[], path: string): HttpRoute["handle"] =>
  async (c) => {
    const allowed = routes.filter((route) => route.path === path).map(({ method }) => method);
    c.header("allow", allowed.join(", "));
    return problem(c, { code: "method-not-allowed", detail: `${path} knows ${allowed.join(", ")}.` });
  };

/** A refusal as RFC 9457, with the members that its code documents. */
export function problemOf(
  { code, detail, errors, extra }: Refusal,
  about: Readonly<Record<string, unknown>> = {},
) {
  const { status, title } = problems[code];
  const type = `/docs/errors#${code}`;
  return { type, title, status, code, detail, ...about, ...(errors && { errors }), ...extra };
}

function problem(c: HttpContext, refusal: Refusal): HttpReply {
  const { status } = problems[refusal.code];
  const body = problemOf(refusal, { instance: c.req.path, traceId: c.requestId });
  for (const [name, value] of Object.entries(refusal.headers ?? {})) c.header(name, value);
  if (status === 503) c.header("retry-after", String(RETRY_AFTER_SECONDS));
  if (status === 401) c.header("www-authenticate", "Bearer");
  return c.body(JSON.stringify(body), status, { "content-type": "application/problem+json" });
}

const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})$/u;

/** W3C Trace Context: the caller's trace goes on with a span of ours; without one, a new trace begins with our id. */
function traceparentOf(incoming: string | undefined, requestId: string): string {
  const [, trace, flags] = (incoming !== undefined && TRACEPARENT.exec(incoming)) || [];
  return `00-${trace ?? hexOf(requestId)}-${hexOf(randomUUID()).slice(16)}-${flags ?? "00"}`;
}

/** 32 digits; `randomUUID` draws its entropy for many at once, where `randomBytes` asks the system every time. */
const hexOf = (uuid: string): string =>
  uuid.slice(0, 8) + uuid.slice(9, 13) + uuid.slice(14, 18) + uuid.slice(19, 23) + uuid.slice(24);
