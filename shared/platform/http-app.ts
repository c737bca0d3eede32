import { randomUUID } from "node:crypto";
import { Hono, type Context, type Handler } from "hono";
import { problems, Refused, type Refusal } from "../kernel/problems.ts";
import type { Log } from "./log.ts";

export type HttpEnv = {
  Variables: { readonly requestId: string };
  /** What the function's adapter hands on beside the request. */
  Bindings: { readonly body?: string | Uint8Array; readonly sourceIp?: string };
};

export type HttpContext = Context<HttpEnv>;

export type HttpRoute = {
  readonly method: "GET" | "POST" | "PUT";
  readonly path: string;
  readonly handle: (c: HttpContext) => Promise<Response>;
};

/** Seconds after which a caller may try again what was `unavailable`. */
const RETRY_AFTER_SECONDS = 2;

/**
 * An HTTP application of the gateway: request id and trace context in and out, one log line a request,
 * refusals as problem+json, unknown paths 404 and unknown methods 405 with `Allow`. What fails unexpectedly
 * is logged and told as nothing but `internal-error`.
 */
export function newHttpApp(deps: { readonly log: Log }, routes: readonly HttpRoute[]): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.use(async (c, next) => {
    const startedAt = performance.now();
    c.set("requestId", randomUUID());
    await next();
    c.res.headers.set("x-request-id", c.get("requestId"));
    c.res.headers.set("traceparent", traceparentOf(c.req.header("traceparent")));
    deps.log.info("http.request", {
      requestId: c.get("requestId"),
      method: c.req.method,
      path: c.req.path,
      status: c.res.status,
      ms: Math.round(performance.now() - startedAt),
    });
  });
  for (const { method, path, handle } of routes) app.on(method, path, handle);
  for (const path of new Set(routes.map((route) => route.path))) app.all(path, otherMethod(routes, path));
  app.notFound((c) => problem(c, { code: "not-found", detail: `There is no ${c.req.path}.` }));
  app.onError((error, c) => {
    if (error instanceof Refused) return problem(c, error.refusal);
    deps.log.error("http.failed", { requestId: c.get("requestId"), path: c.req.path }, error);
    return problem(c, { code: "internal-error", detail: "The failure was logged under this request's id." });
  });
  return app;
}

const otherMethod =
  (routes: readonly HttpRoute[], path: string): Handler<HttpEnv> =>
  (c) => {
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

function problem(c: HttpContext, refusal: Refusal): Response {
  const { status } = problems[refusal.code];
  const body = problemOf(refusal, { instance: c.req.path, traceId: c.get("requestId") });
  for (const [name, value] of Object.entries(refusal.headers ?? {})) c.header(name, value);
  if (status === 503) c.header("retry-after", String(RETRY_AFTER_SECONDS));
  if (status === 401) c.header("www-authenticate", "Bearer");
  return c.body(JSON.stringify(body), status, { "content-type": "application/problem+json" });
}

const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})$/u;

/** W3C Trace Context: the caller's trace goes on with a span of ours; without one, a new trace begins. */
function traceparentOf(incoming: string | undefined): string {
  const [, trace, flags] = TRACEPARENT.exec(incoming ?? "") ?? [];
  return `00-${trace ?? randomHex()}-${randomHex().slice(16)}-${flags ?? "00"}`;
}

/** 32 digits; `randomUUID` draws its entropy for many at once, where `randomBytes` asks the system every time. */
const randomHex = (): string => randomUUID().replaceAll("-", "");
