import * as z from "zod";
import type { Create } from "../kernel/change.ts";
import type { LenderId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { receiptExpiry } from "../platform/time-to-live.ts";

/** What was answered to a request with an `Idempotency-Key`, within its lender. */
export const Remembered = z.object({ bodyHash: z.string(), answer: z.string() });
export type Remembered = z.infer<typeof Remembered>;

export const idempotencyStore = {
  remembered: (
    scope: { readonly lenderId: LenderId; readonly key: string },
    record: Remembered,
    now: Instant,
  ): Create => ({
    kind: "create",
    name: "idempotency",
    item: {
      pk: `IDEMPOTENCY#${scope.lenderId}#${scope.key}`,
      sk: "IDEMPOTENCY",
      ...record,
      expiresAt: receiptExpiry(now),
    },
  }),
  parse: (item: unknown): Remembered => Remembered.parse(item),
};

export type IdempotencyStore = typeof idempotencyStore;
