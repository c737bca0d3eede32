import * as z from "zod";
import type { Create } from "../kernel/change.ts";
import type { AgencyId, LenderId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { Reader } from "../platform/dynamo.ts";
import { receiptExpiry } from "../platform/time-to-live.ts";

/** What was answered to a request with an `Idempotency-Key`, within its lender or agency. */
export const Remembered = z.object({ bodyHash: z.string(), answer: z.string() });
export type Remembered = z.infer<typeof Remembered>;

type Scope = { readonly key: string } & ({ readonly lenderId: LenderId } | { readonly agencyId: AgencyId });

const idempotencyKey = ({ key, ...of }: Scope) => ({
  pk: `IDEMPOTENCY#${"lenderId" in of ? of.lenderId : of.agencyId}#${key}`,
  sk: "IDEMPOTENCY",
});

export const idempotencyStore = (reader: Reader) => ({
  remembered: (scope: Scope, record: Remembered, now: Instant): Create => ({
    kind: "create",
    name: "idempotency",
    item: {
      ...idempotencyKey(scope),
      ...record,
      expiresAt: receiptExpiry(now),
    },
  }),
  find: async (scope: Scope): Promise<Remembered | undefined> => {
    const item = await reader.get(idempotencyKey(scope));
    return item === undefined ? undefined : Remembered.parse(item);
  },
  parse: (item: unknown): Remembered => Remembered.parse(item),
});

export type IdempotencyStore = ReturnType<typeof idempotencyStore>;
