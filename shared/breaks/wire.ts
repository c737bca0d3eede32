import * as z from "zod";
import { ActorView, PostingView } from "../accounts/event-wire.ts";
import { AgencyId, LenderId, RemittanceId } from "../kernel/ids.ts";
import { Currency } from "../kernel/money.ts";
import { Instant } from "../kernel/time.ts";
import { BreakAction, BreakCode, BreakOwner, Severity } from "../reconciliation/wire.ts";
import { ResolutionMethod, ResolveBreakRequest } from "./resolution-wire.ts";

/** `brk_` and half of the SHA-256 of what is at odds: the same finding is the same break. */
export const BreakId = z
  .string()
  .regex(/^brk_[0-9A-F]{26}$/u)
  .brand<"BreakId">();
export type BreakId = z.infer<typeof BreakId>;

export const BreakState = z.enum(["OPEN", "ASSIGNED", "EXPLAINED", "RESOLVED"]);
export type BreakState = z.infer<typeof BreakState>;

/** Days since a break was first seen. */
export const AgeBucket = z.enum(["0-1", "2-5", "6-10", "11-30", "31+"]);
export type AgeBucket = z.infer<typeof AgeBucket>;

const said = (max: number) => z.string().min(1).max(max);

/** What somebody writes about a break is at most this long. */
const TEXT_LENGTH_MAX = 2_000;

/** `POST …/comments` */
export const BreakCommentRequest = z.strictObject({ text: said(TEXT_LENGTH_MAX) });

/** `PUT …/explanation` */
export const BreakExplanationRequest = z.strictObject({ explanation: said(TEXT_LENGTH_MAX) });

const Assignee = said(100).nullable();

/** What can be done with a break; with many at once as well. */
export const BreakCommand = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("ASSIGN"), assignee: Assignee }),
  z.strictObject({ kind: z.literal("COMMENT"), text: said(TEXT_LENGTH_MAX) }),
  z.strictObject({ kind: z.literal("EXPLAIN"), explanation: said(TEXT_LENGTH_MAX) }),
  z.strictObject({ kind: z.literal("RESOLVE"), resolution: ResolveBreakRequest }),
  z.strictObject({ kind: z.literal("CONFIRM") }),
  z.strictObject({ kind: z.literal("REJECT"), reason: said(500) }),
  z.strictObject({ kind: z.literal("REOPEN"), reason: said(500) }),
]);
export type BreakCommand = z.infer<typeof BreakCommand>;

/** As many breaks as one request works on. */
const BULK_COUNT_MAX = 100;

/** `POST /v1/break-bulk` */
export const BreakBulkRequest = z.strictObject({
  breakIds: z
    .array(BreakId)
    .min(1)
    .max(BULK_COUNT_MAX)
    .refine((ids) => new Set(ids).size === ids.length, { error: "each break once" }),
  command: BreakCommand,
});
export type BreakBulkRequest = z.infer<typeof BreakBulkRequest>;

export const BreakProposalView = z.object({
  request: ResolveBreakRequest,
  proposedBy: z.string(),
  proposedAt: Instant,
});

export const BreakResolutionView = z.object({
  method: ResolutionMethod,
  explanation: z.string(),
  postings: z.array(PostingView),
  /** The event that posts, or the entry that was named. */
  ledgerEventId: z.string(),
  /** The advice whose money it was. */
  remittanceId: RemittanceId.exactOptional(),
  resolvedBy: ActorView,
  confirmedBy: z.string().exactOptional(),
  resolvedAt: Instant,
});

export const BreakView = z.object({
  breakId: BreakId,
  code: BreakCode,
  severity: Severity,
  state: BreakState,
  owner: BreakOwner,
  action: BreakAction,
  lenderId: LenderId,
  agencyId: AgencyId.exactOptional(),
  currency: Currency,
  /** What the books expect less what the other side shows. */
  amount: z.int(),
  explain: z.array(z.string()),
  firstSeenAt: Instant,
  lastSeenAt: Instant,
  timesSeen: z.int(),
  age: AgeBucket,
  dueAt: Instant,
  overdue: z.boolean(),
  assignee: z.string().exactOptional(),
  explanation: z.string().exactOptional(),
  proposal: BreakProposalView.exactOptional(),
  resolution: BreakResolutionView.exactOptional(),
  commentCount: z.int(),
  reopenCount: z.int(),
  version: z.int(),
});
export type BreakView = z.infer<typeof BreakView>;

/** What one source says: its first facts, and how many there are besides. */
export const BreakFacts = z.object({
  facts: z.array(z.record(z.string(), z.unknown())),
  more: z.int(),
});

/** All that is known of a break, the sources side by side. */
export const BreakEvidenceView = z.object({
  /** The ids of what is at odds; what else is shown belongs to the picture. */
  subjects: z.array(z.string()),
  moreSubjects: z.int(),
  reported: BreakFacts,
  advised: BreakFacts,
  remittances: BreakFacts,
  banked: BreakFacts,
  credits: BreakFacts,
});

export const BreakDetail = BreakView.extend({ evidence: BreakEvidenceView });
export type BreakDetail = z.infer<typeof BreakDetail>;

export const BreakCommentView = z.object({
  commentId: z.string(),
  breakId: BreakId,
  text: z.string(),
  writtenBy: ActorView,
  writtenAt: Instant,
});
export type BreakCommentView = z.infer<typeof BreakCommentView>;

/** What became of one break of many. */
export const BreakBulkResult = z.object({
  breakId: z.string(),
  outcome: z.enum(["DONE", "REFUSED"]),
  state: BreakState.exactOptional(),
  code: z.string().exactOptional(),
  detail: z.string().exactOptional(),
});
export type BreakBulkResult = z.infer<typeof BreakBulkResult>;

export const BreakBulkAnswer = z.object({ items: z.array(BreakBulkResult) });

/** In one currency: what is missing, and what there is too much of. Both are zero or more. */
export const BreakAmounts = z.object({ currency: Currency, missing: z.int(), surplus: z.int() });
export type BreakAmounts = z.infer<typeof BreakAmounts>;

const counted = { count: z.int(), amounts: z.array(BreakAmounts) };

export const BreakSummaryView = z.object({
  lenderId: LenderId,
  count: z.int(),
  overdueCount: z.int(),
  /** Whether every open break was counted: there is a limit. */
  complete: z.boolean(),
  byCode: z.array(z.object({ code: BreakCode, ...counted })),
  bySeverity: z.array(z.object({ severity: Severity, ...counted })),
  byAge: z.array(z.object({ age: AgeBucket, ...counted })),
});
export type BreakSummaryView = z.infer<typeof BreakSummaryView>;
