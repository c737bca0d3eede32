import { setTimeout as sleep } from "node:timers/promises";

export type Answer = { readonly status: number; readonly replayed: boolean; readonly body: unknown };

export type Call = {
  readonly method: "GET" | "POST" | "PUT";
  readonly path: string;
  readonly apiKey: string;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
};

const ATTEMPTS_MAX = 8;
const TIMEOUT_MS = 30_000;

/** Calls the gateway and repeats what it could not take at the moment: every call made here is safe to repeat. */
export async function callGateway(baseUrl: string, call: Call): Promise<Answer> {
  let last = "no attempt";
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    try {
      const answer = await once(baseUrl, call);
      if (answer.status < 500 && answer.status !== 429) return answer;
      last = `${answer.status} ${JSON.stringify(answer.body)}`;
    } catch (error) {
      last = reasonOf(error);
    }
    await sleep(100 * 2 ** attempt);
  }
  throw new Error(`${call.method} ${call.path} failed ${ATTEMPTS_MAX} times, last with: ${last}`);
}

/** The body of a call that must succeed with one of the statuses. */
export async function demand(baseUrl: string, call: Call, ...statuses: readonly number[]): Promise<unknown> {
  const { status, body } = await callGateway(baseUrl, call);
  if (statuses.includes(status)) return body;
  throw new Error(`${call.method} ${call.path} answered ${status}: ${JSON.stringify(body)}`);
}

async function once(baseUrl: string, { method, path, apiKey, body, idempotencyKey }: Call): Promise<Answer> {
  const response = await fetch(baseUrl + path, {
    method,
    headers: {
      authorization: `Bearer ${apiKey}`,
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(idempotencyKey !== undefined && { "idempotency-key": idempotencyKey }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const text = await response.text();
  const json: unknown = text === "" ? undefined : JSON.parse(text);
  return {
    status: response.status,
    replayed: response.headers.get("idempotent-replayed") === "true",
    body: json,
  };
}

/** `fetch` hides the reason of a failed connection in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
