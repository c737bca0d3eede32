import * as z from "zod";
import { AccountId, AgencyId, LenderId, RecallId } from "../kernel/ids.ts";
import { Currency } from "../kernel/money.ts";
import { Instant } from "../kernel/time.ts";
import type { TransitionTable } from "../kernel/transitions.ts";
import { Component } from "../ledger/model.ts";
import { ArrangementState } from "../arrangements/model.ts";
import { FormerHold, Hold } from "../compliance/hold.ts";
import { CloseCode, ObjectionCode, RecallCode } from "../placements/wire.ts";

/** The life of an account and of the placement it has now. */
export const lifecycles = [
  "REJECTED",
  "ELIGIBLE",
  "OFFERED",
  "INFO_REQUIRED",
  "ACTIVE",
  "CLOSED",
  "RECALLED",
  "FINALIZED",
] as const;
export const Lifecycle = z.enum(lifecycles);
export type Lifecycle = z.infer<typeof Lifecycle>;

export const lifecycleTransitions = {
  rescreen: { from: ["REJECTED"], to: "ELIGIBLE" },
  reject: { from: ["ELIGIBLE"], to: "REJECTED" },
  offer: { from: ["ELIGIBLE"], to: "OFFERED" },
  acknowledge: { from: ["OFFERED"], to: "ACTIVE" },
  "request-information": { from: ["OFFERED"], to: "INFO_REQUIRED" },
  "provide-information": { from: ["INFO_REQUIRED"], to: "OFFERED" },
  decline: { from: ["OFFERED", "INFO_REQUIRED"], to: "ELIGIBLE" },
  "time-out": { from: ["OFFERED"], to: "ELIGIBLE" },
  recall: { from: ["ELIGIBLE", "OFFERED", "INFO_REQUIRED", "ACTIVE"], to: "RECALLED" },
  close: { from: ["ACTIVE"], to: "CLOSED" },
  reopen: { from: ["CLOSED", "RECALLED"], to: "ACTIVE" },
  return: { from: ["CLOSED", "RECALLED"], to: "ELIGIBLE" },
  finalize: { from: ["CLOSED", "RECALLED"], to: "FINALIZED" },
} as const satisfies TransitionTable<Lifecycle>;

/** The states in which an agency holds the account. */
export const openLifecycles: readonly Lifecycle[] = ["OFFERED", "INFO_REQUIRED", "ACTIVE"];

/** The placement that the account has now. */
export const CurrentPlacement = z.object({
  number: z.int(),
  agencyId: AgencyId,
  /** Which shard of the contract's counters carries it, so that the same one is freed. */
  usageShard: z.int(),
});
export type CurrentPlacement = z.infer<typeof CurrentPlacement>;

export const RecallState = z.enum(["PENDING", "OBJECTED", "FINAL"]);

/** How the latest dispute stands, or how it ended. */
export const DisputeFacet = z.enum(["NONE", "OPEN", "UPHELD", "PARTLY_UPHELD", "REJECTED", "WITHDRAWN"]);

/**
 * The taking back of an account that an agency works. PENDING: the notice runs. OBJECTED: the agency put it off.
 * FINAL: it was taken back; the facet stays until the account goes on.
 */
export const Recall = z.object({
  recallId: RecallId,
  code: RecallCode,
  state: RecallState,
  requestedAt: Instant,
  /** When it becomes, or became, final. */
  finalAt: Instant,
  /** What the agency objected so far: each reason counts once. */
  objections: z.array(ObjectionCode),
  acknowledgedAt: Instant.exactOptional(),
});
export type Recall = z.infer<typeof Recall>;

const Due = z.partialRecord(Component, z.int());

/**
 * The account as stored. It stays under one kilobyte, for every callback writes it: what is long (screening,
 * allocation, debtor, narrative) has items of its own.
 */
export const Account = z.object({
  accountId: AccountId,
  lenderId: LenderId,
  lenderAccountRef: z.string(),
  product: z.string(),
  region: z.string(),
  currency: Currency,
  lifecycle: Lifecycle,
  due: Due,
  paid: z.int(),
  /** What payments fill first, by the first contract under which it was offered; it never changes. */
  fillFirst: z.array(Component).exactOptional(),
  /** What was given up of the debt, in minor units: it is due no more. */
  writtenOff: z.int().exactOptional(),
  placement: CurrentPlacement.exactOptional(),
  /** The agency of every placement so far, in order: placement n is at n − 1. */
  holders: z.array(AgencyId),
  /** How many of them took it: an offer that was declined or never answered was no work on it. */
  worked: z.int().exactOptional(),
  holds: z.array(Hold),
  /** The latest ones that ended, oldest first. */
  formerHolds: z.array(FormerHold).exactOptional(),
  recall: Recall.exactOptional(),
  arrangement: ArrangementState.default("NONE"),
  /** How the last agency's work ended, until the account goes on: what became of the rest is told by it. */
  closeCode: CloseCode.exactOptional(),
  /** What the agency added in fees of its own on this placement, in minor units. */
  agencyFees: z.int().exactOptional(),
  dispute: DisputeFacet,
  /** What is owed stands in the ledger accounts of what is disputed; not so in a dispute from before there were any. */
  disputedApart: z.literal(true).exactOptional(),
  /** What a person should look at; codes, never text. */
  attention: z.array(z.string()),
  version: z.int(),
  sequence: z.int(),
  head: z.string(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Account = z.infer<typeof Account>;

export const isOpen = (account: Account): boolean => openLifecycles.includes(account.lifecycle);

/** Which placement the next one is: primary, secondary and so on, by who worked the account. */
export const nextPlacementNumber = ({ worked = 0 }: Pick<Account, "worked">): number => worked + 1;

export const withAttention = (account: Account, code: string): readonly string[] => [
  ...new Set([...account.attention, code]),
];
