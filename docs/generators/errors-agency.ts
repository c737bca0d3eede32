import type { ErrorWords } from "./errors.ts";

/** Refusals about where an agency calls from, how often, and what it means. */
export const agencyErrors = {
  "address-not-allowed": {
    means:
      "The signature fits, but the request came from an address that is not in the agency's `allowedAddresses`. Nothing was recorded.",
    todo: "Send from an address that the operator was told of, or have the agency's record changed. If nobody of the agency sent it, its secret is in other hands: have it replaced.",
    detail: "The request is signed, but it comes from an address that the agency did not name.",
  },
  "still-quarantined": {
    means:
      "The event is understood no better than when it came, so nothing was done and it stays on the list.",
    todo: "Teach the agency's dialect what `value` at `pointer` means and release it again, or reject it.",
    detail: "The event is not understood: unknown-code at /data/code. It stays on the list.",
    members: {
      reason: { says: "Why it is not understood.", example: "unknown-code" },
      pointer: { says: "Where, if it is one place.", example: "/data/code" },
      value: { says: "What stands there.", example: "PIF2" },
    },
  },
  "rate-limited": {
    means:
      "The agency sent as many events in this minute as it may (`eventsPerMinute` of its record). This request was not recorded; those before it were.",
    todo: "Send the same request again after the seconds that `Retry-After` and `retryAfter` say, with a signature of then. A batch of more events than may come in a minute must be cut.",
    detail:
      "6000 events a minute are agreed; nothing of this request was recorded. Send it again in 23 seconds.",
    members: {
      retryAfter: { says: "Seconds until the next minute begins, as `Retry-After` says.", example: 23 },
      eventsPerMinute: { says: "How many events may come in a minute.", example: 6_000 },
    },
  },
} as const satisfies Record<string, ErrorWords>;
