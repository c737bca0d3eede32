import { setTimeout as sleep } from "node:timers/promises";
import { bounded } from "../sandbox/sandbox-bounded.ts";
import { between } from "../sandbox/sandbox-chance.ts";
import { signed, type Posting, type Seat } from "./pretend-agency-signing.ts";
import { CallbackAnswer, Problem, type Callback } from "./pretend-agency-wire.ts";

/** How one posting ended for good. */
export type Outcome = {
  readonly status: number;
  readonly replayed: boolean;
  readonly answer?: CallbackAnswer;
  /** The code of the problem it was refused with, or why it was given up. */
  readonly problem?: string;
  readonly attempts: number;
};

export type PostCallback = (seat: Seat, callback: Callback) => Promise<Outcome>;

const CONCURRENCY = 8;
const ATTEMPTS_MAX = 40;
const TIMEOUT_MS = 20_000;
const BACKOFF_MS_MAX = 4_000;

/** Posts signed callbacks and repeats what the gateway could not take, so that nothing is lost on the way. */
export function callbackPoster(options: Posting): PostCallback {
  const turn = bounded(CONCURRENCY);
  return async (seat, callback) => {
    for (let attempt = 1; attempt < ATTEMPTS_MAX; attempt += 1) {
      const tried = await turn(() => post(seat, callback, options));
      if ("status" in tried) return { ...tried, attempts: attempt };
      await sleep(pauseMs(callback, attempt, tried.retryAfterMs), undefined, { signal: options.signal });
    }
    return { status: 0, replayed: false, problem: "given-up", attempts: ATTEMPTS_MAX };
  };
}

type Tried = Omit<Outcome, "attempts"> | { readonly retryAfterMs: number };

async function post(seat: Seat, callback: Callback, { baseUrl, now, signal }: Posting): Promise<Tried> {
  try {
    const response = await fetch(`${baseUrl}/v1/agencies/${seat.agencyId}/events`, {
      method: "POST",
      headers: { authorization: `Bearer ${seat.apiKey}`, ...signed(seat, callback, now()) },
      body: callback.body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    const body: unknown = await response.json();
    if (response.status >= 500 || response.status === 429)
      return { retryAfterMs: 1000 * Number(response.headers.get("retry-after") ?? 0) };
    return final(response, body);
  } catch (error) {
    if (signal.aborted) throw error;
    return { retryAfterMs: 0 };
  }
}

function final(response: Response, body: unknown): Tried {
  const replayed = response.headers.get("idempotent-replayed") === "true";
  if (response.ok) return { status: response.status, replayed, answer: CallbackAnswer.parse(body) };
  const problem = Problem.safeParse(body);
  return {
    status: response.status,
    replayed,
    problem: problem.success ? problem.data.code : "not-a-problem",
  };
}

/** Doubling and spread, at least what the gateway asked for, never longer than the sandbox can wait. */
function pauseMs(callback: Callback, attempt: number, retryAfterMs: number): number {
  const ceiling = Math.min(BACKOFF_MS_MAX, 100 * 2 ** attempt);
  const spread = between(`${callback.eventId}|${attempt}`, ceiling / 2, ceiling);
  return Math.min(BACKOFF_MS_MAX, Math.max(spread, retryAfterMs));
}
