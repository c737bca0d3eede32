import { expect } from "vitest";

// oxlint-disable-next-line typescript/no-explicit-any -- answers are read freely in tests
export type Json = any;

/** An answer of the gateway, read to its end. */
export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
  /** The problem's code, where it is one. */
  readonly code: string | undefined;
};

export type Call = {
  readonly method?: string;
  readonly apiKey?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly raw?: string | Uint8Array<ArrayBuffer>;
};

export type Http = (path: string, call?: Call) => Promise<Answer>;

/** What must never leave: where code stands, what it is built with, how it failed inside. */
const internals = /\\n\s+at |node_modules|\.m?[tj]s:\d+|Exception|dynamodb|TypeError|ZodError/iu;

/**
 * Calls the gateway. Whatever the call, the answer is a clean one: no 5xx, nothing internal, and every refusal
 * is a complete problem+json.
 */
export const http =
  (baseUrl: string): Http =>
  async (path, call = {}) => {
    const request = requestOf(call);
    const response = await fetch(baseUrl + path, request);
    const text = await response.text();
    const answer = {
      status: response.status,
      headers: response.headers,
      body: parsedOrText(text),
      code: undefined as string | undefined,
    };
    clean(`${request.method} ${path}`, answer, text);
    return response.status >= 400 ? { ...answer, code: answer.body.code } : answer;
  };

function requestOf({ method, apiKey, headers, json, raw }: Call) {
  const body = json === undefined ? raw : JSON.stringify(json);
  return {
    method: method ?? (body === undefined ? "GET" : "POST"),
    headers: {
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
      ...headers,
    },
    ...(body !== undefined && { body }),
  };
}

function clean(what: string, { status, headers, body }: Omit<Answer, "code">, text: string): void {
  expect(status, `${what} answered ${text}`).toBeLessThan(500);
  if (status < 400) return;
  expect(text, what).not.toMatch(internals);
  expect(headers.get("content-type"), `${what} answered ${text}`).toBe("application/problem+json");
  expect(body, what).toMatchObject({
    type: `/docs/errors#${body.code}`,
    title: expect.any(String),
    status,
    code: expect.stringMatching(/^[a-z-]+$/u),
    detail: expect.any(String),
    instance: expect.stringMatching(/^\//u),
    traceId: headers.get("x-request-id"),
  });
}

function parsedOrText(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
