import type { Answer } from "./model.ts";

/**
 * What an answer means. `TAKEN`: the agency has the event. `GONE`: the endpoint asks not to be called again.
 * `DISLIKED`: the endpoint is well and does not take this event. `UNWELL`: the endpoint itself fails.
 */
export type Verdict = "TAKEN" | "GONE" | "DISLIKED" | "UNWELL";

/** Statuses below 500 that speak of the endpoint and not of the event. */
const unwell: ReadonlySet<number> = new Set([408, 425, 429]);

/** A redirect is never followed: whoever redirects every event has moved, which is the endpoint's affair. */
export function verdictOf(answer: Answer): Verdict {
  if (answer.status === undefined) return "UNWELL";
  const { status } = answer;
  if (status >= 200 && status < 300) return "TAKEN";
  if (status === 410) return "GONE";
  return status >= 400 && status < 500 && !unwell.has(status) ? "DISLIKED" : "UNWELL";
}

/** A wait that an agency asks for counts only with these. */
export const hintOf = ({ status, retryAfterSeconds }: Answer): number | undefined =>
  status === 429 || status === 503 ? retryAfterSeconds : undefined;
