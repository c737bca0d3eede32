import * as z from "zod";
import { AgencyId, LenderId } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";

/** What a finance key may do: look; work what is open; and be the second pair of eyes. Each may what the one before may. */
export const FinanceRole = z.enum(["VIEWER", "OPERATOR", "APPROVER"]);
export type FinanceRole = z.infer<typeof FinanceRole>;

/** Who a key speaks for. */
export const Principal = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("LENDER"), lenderId: LenderId }),
  z.strictObject({ kind: z.literal("AGENCY"), agencyId: AgencyId }),
  z.strictObject({
    kind: z.literal("FINANCE"),
    /** A viewer when left out. */
    role: FinanceRole.exactOptional(),
    /** Whose books it may see; every lender's when left out. */
    lenderId: LenderId.exactOptional(),
  }),
  z.strictObject({ kind: z.literal("ADMIN") }),
]);
export type Principal = z.infer<typeof Principal>;

/** `POST /v1/keys` */
export const CreateKeyRequest = z.strictObject({
  principal: Principal,
  label: z.string().min(1).max(100),
  /** Until when it is in force; without end when left out. */
  expiresAt: Instant.exactOptional(),
});
export type CreateKeyRequest = z.infer<typeof CreateKeyRequest>;

/** Hours that a key goes on beside its successor. */
const OVERLAP_HOURS = { usual: 24, most: 168 };

/** `POST /v1/keys/{keyId}/rotation` */
export const RotateKeyRequest = z.strictObject({
  overlapHours: z.int().min(0).max(OVERLAP_HOURS.most).default(OVERLAP_HOURS.usual),
  label: z.string().min(1).max(100).exactOptional(),
});
export type RotateKeyRequest = z.infer<typeof RotateKeyRequest>;

export const KeyState = z.enum(["ACTIVE", "RETIRING", "EXPIRED", "REVOKED"]);
export type KeyState = z.infer<typeof KeyState>;

/** A key as everybody may see it: neither the key nor its hash. */
export const KeyView = z.object({
  keyId: z.string(),
  principal: Principal,
  label: z.string(),
  state: KeyState,
  createdAt: z.string(),
  expiresAt: z.string().exactOptional(),
  revokedAt: z.string().exactOptional(),
  lastUsedAt: z.string().exactOptional(),
  successorId: z.string().exactOptional(),
  predecessorId: z.string().exactOptional(),
});
export type KeyView = z.infer<typeof KeyView>;

export const KeyPage = z.object({ items: z.array(KeyView), nextCursor: z.string().exactOptional() });

/** The answer shows the key once; only its hash is kept. */
export const CreatedKey = KeyView.extend({ apiKey: z.string() });
export type CreatedKey = z.infer<typeof CreatedKey>;
