import { problems, type ProblemCode } from "../../shared/kernel/problems.ts";
import type { HeaderName, Operation } from "./operation.ts";
import { refTo } from "./schemas.ts";

const everyHeader = {
  "X-Request-Id": { $ref: "#/components/headers/X-Request-Id" },
  Traceparent: { $ref: "#/components/headers/Traceparent" },
};

const headerRef = (name: string) => [name, { $ref: `#/components/headers/${name}` }] as const;

/** The response headers that an integrator may act upon. */
export const headers = {
  "X-Request-Id": {
    description: "The request's id; a problem says it again as `traceId`.",
    schema: { type: "string", format: "uuid" },
  },
  Traceparent: {
    description: "W3C Trace Context: the caller's trace, when it sent one.",
    schema: { type: "string" },
  },
  Location: { description: "The path of what was made.", schema: { type: "string" } },
  ETag: {
    description: "The revision, to be sent as `If-Match` with the next change.",
    schema: { type: "string", pattern: '^"\\d+"$' },
  },
  "Idempotent-Replayed": {
    description: "`true` when this is the answer that the same request got before.",
    schema: { type: "string", const: "true" },
  },
  "Retry-After": {
    description: "Seconds to wait before the same request is sent again.",
    schema: { type: "integer", minimum: 1 },
  },
  "RateLimit-Limit": {
    description: "How many events the agency may send in a minute.",
    schema: { type: "integer", minimum: 1 },
  },
  "RateLimit-Remaining": { description: "How many are left.", schema: { type: "integer", minimum: 0 } },
  "RateLimit-Reset": {
    description: "Seconds until the next minute begins.",
    schema: { type: "integer", minimum: 1, maximum: 60 },
  },
  "WWW-Authenticate": { description: "How to authenticate.", schema: { type: "string", const: "Bearer" } },
} as const;

/** Everything that an operation can answer, by status. */
export const responsesOf = (operation: Operation): Record<string, unknown> => ({
  [operation.answer.status]: success(operation),
  ...Object.fromEntries(
    [...byStatus(operation.refusals)].map(([status, codes]) => [status, refusal(status, codes)]),
  ),
  429: operation.refusals.includes("rate-limited") ? limited : { $ref: "#/components/responses/Throttled" },
});

function success({ answer }: Operation): Record<string, unknown> {
  const { schema, examples, mediaType = "application/json" } = answer;
  const content = {
    schema: schema ? refTo(schema) : { type: mediaType === "text/html" ? "string" : "object" },
    ...(examples && { examples }),
  };
  return {
    description: answer.says,
    headers: {
      ...everyHeader,
      ...Object.fromEntries((answer.headers ?? []).map((name: HeaderName) => headerRef(name))),
    },
    content: { [mediaType]: content },
  };
}

function byStatus(codes: readonly ProblemCode[]): ReadonlyMap<number, readonly ProblemCode[]> {
  const statuses = [...new Set(codes.map((code) => problems[code].status))].toSorted((a, b) => a - b);
  return new Map(
    statuses.map((status) => [status, codes.filter((code) => problems[code].status === status)]),
  );
}

function refusal(status: number, codes: readonly ProblemCode[]) {
  return {
    description: codes.map((code) => `\`${code}\`: ${problems[code].title}.`).join(" "),
    headers: {
      ...everyHeader,
      ...(status === 503 && Object.fromEntries([headerRef("Retry-After")])),
      ...(status === 401 && Object.fromEntries([headerRef("WWW-Authenticate")])),
    },
    content: {
      "application/problem+json": {
        schema: {
          allOf: [
            refTo("Problem"),
            { type: "object", properties: { code: { type: "string", enum: codes } } },
          ],
        },
        examples: Object.fromEntries(
          codes.map((code) => [code, { $ref: `#/components/examples/problem-${code}` }]),
        ),
      },
    },
  };
}

/** What the edge answers by itself, before any function is asked. */
export const throttled = {
  description:
    "The deployment's rate limit is reached. The edge says so itself, without a problem document. Wait a second and send the same request again.",
  content: {
    "application/json": {
      schema: refTo("Throttled"),
      examples: { throttled: { summary: "Too many requests", value: { message: "Too Many Requests" } } },
    },
  },
};

const ofAgency = refusal(problems["rate-limited"].status, ["rate-limited"]);

/** The agency's own limit, or the edge's: their media types tell them apart. */
const limited = {
  description: `${ofAgency.description} Or, without a problem document: ${throttled.description}`,
  headers: {
    ...ofAgency.headers,
    ...Object.fromEntries(
      ["Retry-After", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"].map(headerRef),
    ),
  },
  content: { ...ofAgency.content, ...throttled.content },
};
