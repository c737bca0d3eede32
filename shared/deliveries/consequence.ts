import { waitAfter } from "./schedule.ts";
import type { Answer, Lane } from "./model.ts";
import { hintOf, verdictOf, type Verdict } from "./verdict.ts";

/** What follows from an attempt on the event at a lane's head. */
export type Consequence =
  | { readonly kind: "DELIVERED" }
  | { readonly kind: "GIVEN_UP" }
  /** The endpoint wants nothing more: the lane is parked, and the attempt does not count. */
  | { readonly kind: "GONE" }
  | { readonly kind: "RETRY"; readonly attempts: number; readonly seconds: number };

/**
 * Decides what an answer means for the lane. A probe that the endpoint fails costs the event no attempt: it was
 * the gateway that wanted to know.
 */
export function consequenceOf(
  lane: Lane,
  answer: Answer,
  { random, isProbe }: { readonly random: number; readonly isProbe: boolean },
): Consequence & { readonly verdict: Verdict } {
  const verdict = verdictOf(answer);
  if (verdict === "TAKEN") return { kind: "DELIVERED", verdict };
  if (verdict === "GONE") return { kind: "GONE", verdict };
  const attempts = isProbe && verdict === "UNWELL" ? lane.attempts : lane.attempts + 1;
  const seconds = waitAfter(Math.max(attempts, 1), { random, hintSeconds: hintOf(answer) });
  return seconds === undefined
    ? { kind: "GIVEN_UP", verdict }
    : { kind: "RETRY", verdict, attempts, seconds };
}
