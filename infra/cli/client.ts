import { problemLines } from "./problem.ts";
import type { Settings } from "./settings.ts";
import { Stop } from "./stop.ts";
import type { Terminal } from "./terminal.ts";

export type Request = {
  readonly method: "GET" | "POST" | "PUT";
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether sending it twice does what sending it once does. */
  readonly repeatable: boolean;
};

/** Speaks to the gateway. @throws Stop with the problem's own words */
export type Client = (request: Request) => Promise<string>;

const TIMEOUT_MS = 30_000;
const ATTEMPT_COUNT_MAX = 5;
const PAUSE_SECONDS_MAX = 30;

export const newClient =
  ({ url, apiKey }: Settings, { fetch, pause, err }: Pick<Terminal, "fetch" | "pause" | "err">): Client =>
  async (request) => {
    const target = new URL(request.path, url);
    for (const [name, value] of Object.entries(request.query ?? {}))
      if (value !== undefined) target.searchParams.set(name, value);
    const attempt = async (): Promise<Answer> => answered(fetch, target, { request, apiKey });
    for (let n = 1; ; n += 1) {
      const answer = await attempt();
      if (answer.isGood) return answer.text;
      const seconds = n < ATTEMPT_COUNT_MAX ? pauseSeconds(request, answer, n) : undefined;
      if (seconds === undefined) throw new Stop(answer.text, 1, answer.status);
      err(`${answer.why}; again in ${seconds} s\n`);
      await pause(seconds * 1000);
    }
  };

type Answer = {
  readonly isGood: boolean;
  /** The body, or the words that say why not. */
  readonly text: string;
  readonly why: string;
  readonly status?: number;
  readonly retryAfter?: string | null;
};

async function answered(
  fetch: Terminal["fetch"],
  target: URL,
  { request, apiKey }: { readonly request: Request; readonly apiKey: string },
): Promise<Answer> {
  const { method, body, headers } = request;
  try {
    const response = await fetch(target, {
      method,
      headers: {
        authorization: `Bearer ${apiKey}`,
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: "error", // a key is for the gateway that was named, and for nobody it points to
    });
    const { ok, status } = response;
    const text = await response.text();
    return {
      isGood: ok,
      text: ok ? text : problemLines(status, text),
      why: `The gateway answered ${status}`,
      status,
      retryAfter: response.headers.get("retry-after"),
    };
  } catch (cause) {
    const why = `${target.origin} cannot be reached`;
    return { isGood: false, text: `${why}: ${reasonOf(cause)}`, why };
  }
}

/** Why nobody answered, in the words of whoever knows most of it. */
export function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return "no reason was given";
  return cause.cause instanceof Error ? cause.cause.message : cause.message;
}

/**
 * How long to wait before sending it again; undefined when that would be wrong. 429 was not looked at, so it may
 * be repeated whatever it is; anything else only where a repeat is harmless.
 */
function pauseSeconds(request: Request, { status, retryAfter }: Answer, n: number): number | undefined {
  const isPassing = status === undefined || status === 429 || status === 503;
  if (!isPassing || (status !== 429 && !request.repeatable)) return undefined;
  const told = Number(retryAfter ?? Number.NaN);
  const seconds = Number.isFinite(told) && told >= 0 ? told : 2 ** (n - 1);
  return Math.min(seconds, PAUSE_SECONDS_MAX);
}
