import * as z from "zod";

/** The parts of the documented answers that the audit reads. */

export const Money = z.object({ amount: z.int(), currency: z.string() });

const Posting = z.object({ account: z.string(), amount: z.int() });

const isObject = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Loose, for the hash covers every member of an event, also those that the audit does not know. */
export const Event = z.looseObject({
  eventId: z.string(),
  accountId: z.string(),
  sequence: z.int(),
  type: z.string(),
  actor: z.object({ kind: z.string(), id: z.string() }),
  data: z.custom<Readonly<Record<string, unknown>>>(isObject),
  postings: z.array(Posting),
  previousHash: z.string(),
  hash: z.string(),
});
export type Event = z.infer<typeof Event>;

export const AccountView = z.object({
  accountId: z.string(),
  lenderId: z.string(),
  lenderAccountRef: z.string(),
  lifecycle: z.string(),
  balance: z.object({
    currency: z.string(),
    outstanding: Money,
    creditBalance: Money,
    components: z.array(z.object({ component: z.string(), amount: Money })),
  }),
  holds: z.array(z.object({ holdId: z.string(), state: z.string() })),
  attention: z.array(z.string()),
  facets: z.object({ dispute: z.string() }),
  screening: z.array(
    z.object({ rule: z.string(), outcome: z.string(), code: z.string().optional(), explanation: z.string() }),
  ),
  placements: z.array(
    z.object({
      placementId: z.string(),
      agencyId: z.string(),
      state: z.string(),
      endedAt: z.string().optional(),
    }),
  ),
});
export type AccountView = z.infer<typeof AccountView>;

export const DisputeView = z.object({
  disputeId: z.string(),
  receivedAt: z.string(),
  accountId: z.string(),
  agencyId: z.string(),
  state: z.string(),
  holdId: z.string(),
});
export type DisputeView = z.infer<typeof DisputeView>;

/** That an agency was told of a debtor. */
export const Disclosure = z.object({
  eventId: z.string(),
  agencyId: z.string(),
  channel: z.string(),
  fields: z.array(z.string()),
});
export type Disclosure = z.infer<typeof Disclosure>;

/** One account with its whole history. */
export type History = { readonly view: AccountView; readonly events: readonly Event[] };

export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().optional() });
