import * as z from "zod";
import type { Item } from "../kernel/change.ts";
import { AccountId, type LenderId } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
import type { Clock } from "./model.ts";

const SHARD_COUNT = 4;

type Name = Pick<Clock, "accountId" | "kind" | "ref">;

const shardOf = (accountId: AccountId): number => accountId.charCodeAt(accountId.length - 1) % SHARD_COUNT;

const listsOf = (name: string, lenderId: LenderId): readonly string[] =>
  Array.from({ length: SHARD_COUNT }, (_, shard) => `${name}#${lenderId}#${shard}`);

const listOf = (name: string, lenderId: LenderId, accountId: AccountId): string =>
  `${name}#${lenderId}#${shardOf(accountId)}`;

/** The shards of a lender's holds that no agency has acknowledged yet, by when the next step is due. */
export const holdLists = (lenderId: LenderId): readonly string[] => listsOf("HOLDS", lenderId);

/** The shards of a lender's clocks that ran out and were not answered since, by when they were due. */
export const overdueLists = (lenderId: LenderId): readonly string[] => listsOf("OVERDUE", lenderId);

const holdKinds: ReadonlySet<Clock["kind"]> = new Set(["HOLD_ACKNOWLEDGEMENT", "HOLD_RECALL"]);

/** These wait for an answer after their time as well; whatever else runs out has its consequence, and is over. */
const answeredLateKinds: ReadonlySet<Clock["kind"]> = new Set([
  "LENDER_ANSWER",
  "REPORT_REVIEW",
  "DELETION",
  "DIRECT_PAYMENT",
]);

/** Two of one moment are told apart, so that a place is before or behind every entry of every shard. */
const placeOf = ({ accountId, kind, ref, dueAt }: Clock): string => `${dueAt}#${accountId}#${kind}#${ref}`;

export const isOnHoldList = ({ kind }: Pick<Clock, "kind">): boolean => holdKinds.has(kind);

export const holdListKey = ({ accountId, kind, ref }: Name) => ({
  pk: `ACCOUNT#${accountId}`,
  sk: `WAITING#${kind}#${ref}`,
});

/** A hold that waits for its agency, as its entry has it. */
export const WaitingHold = z.object({ accountId: AccountId, holdId: z.string(), dueAt: Instant });
export type WaitingHold = z.infer<typeof WaitingHold>;

/** The entry of a hold's clock, which is on the list of all running clocks itself. */
export const holdListItem = (clock: Clock): readonly Item[] =>
  clock.lenderId !== undefined && isOnHoldList(clock)
    ? [
        {
          ...holdListKey(clock),
          accountId: clock.accountId,
          holdId: clock.ref,
          dueAt: clock.dueAt,
          list: listOf("HOLDS", clock.lenderId, clock.accountId),
          at: placeOf(clock),
        },
      ]
    : [];

/** Where a clock stands that ran out, if somebody must answer it all the same. */
export const overdueEntry = (clock: Clock, lenderId: LenderId) =>
  answeredLateKinds.has(clock.kind)
    ? { list: listOf("OVERDUE", lenderId, clock.accountId), at: placeOf(clock) }
    : undefined;
