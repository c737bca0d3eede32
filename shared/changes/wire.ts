import * as z from "zod";

/** What a change was made to, as its path under `/v1/`: `agencies/agy_…`, `agencies/agy_…/dialect`, `lenders/lnd_…/contracts/agy_…`, `lenders/lnd_…/commission-plans/…`, `lenders/lnd_…/bank-accounts/…`, `keys/key_…`. */
export const Subject = z
  .string()
  .max(200)
  .regex(/^[a-z-]+\/[\w-]+(\/[a-z-]+\/[\w.-]+|\/dialect)?$/u, { error: "such as agencies/agy_…" })
  .brand<"Subject">();
export type Subject = z.infer<typeof Subject>;

export const ChangeAction = z.enum(["created", "changed", "rotated", "revoked"]);
export type ChangeAction = z.infer<typeof ChangeAction>;

/** One change of the configuration: who made it, when, to what. Neither values nor secrets are in it. */
export const ChangeView = z.object({
  subject: z.string(),
  revision: z.int(),
  action: ChangeAction,
  changedAt: z.string(),
  /** The key that made it; `operator` is the stack's own. */
  changedBy: z.string(),
  members: z.array(z.string()),
  hashBefore: z.string().exactOptional(),
  hashAfter: z.string(),
});
export type ChangeView = z.infer<typeof ChangeView>;

export const ChangePage = z.object({ items: z.array(ChangeView), nextCursor: z.string().exactOptional() });
