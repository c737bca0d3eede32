import * as z from "zod";

const reason = z.string().min(1).max(500);

/** `POST /v1/matches/{matchId}/unmatch` */
export const UnmatchRequest = z.strictObject({
  reason,
  /** Whether the next run may make the very same match again. */
  mayMatchAgain: z.boolean().default(false),
});
export type UnmatchRequest = z.infer<typeof UnmatchRequest>;

/** What can be done with a match. */
export type MatchCommand =
  | { readonly kind: "UNMATCH"; readonly request: UnmatchRequest }
  | { readonly kind: "CONFIRM" }
  | { readonly kind: "REJECT"; readonly reason: string }
  | { readonly kind: "ALLOW"; readonly reason: string };
