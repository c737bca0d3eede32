import { randomUUID } from "node:crypto";
import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { Change, Conflict, Create, Update } from "../kernel/change.ts";
import { fail, ok, type Result } from "../kernel/result.ts";
import { isTransient } from "./aws-faults.ts";
import type { Table } from "./dynamo.ts";
import { again, attempts, realPause, type Pause } from "./retry.ts";
import { standing, transactItem } from "./transaction.ts";

/**
 * What every write carries, in one transaction: who may not repeat it, what changed, and the events that say
 * why. None of the three can be left out.
 */
export type Written = {
  readonly identity: readonly [Create | Update, ...Create[]];
  readonly state: readonly [Change, ...Change[]];
  readonly events: readonly Create[];
};

/**
 * Writes it all or nothing. Throttles, conflicts with other transactions and lost connections are tried again
 * with jitter: a repeat after a lost answer meets its own identity item and comes back as a conflict.
 * @returns the changes whose conditions failed, with the items that stood there
 * @throws Refused `unavailable` when the store stays out of reach
 */
export type Write = (written: Written) => Promise<Result<undefined, Conflict>>;

export const newWrite = (table: Table, pause: Pause = realPause): Write => {
  const together = newWriteBeside(table, pause);
  return async ({ identity, state, events }) => {
    if (events.length === 0) throw new Error("A write without an event explains nothing.");
    return together([...identity, ...state, ...events]);
  };
};

/**
 * Writes beside accounts' histories, all or nothing: copies of recorded events, what became of handing them
 * over, and what nobody sees before an event says that it is there. The one transaction without an event of its own, because it changes nothing about an account.
 */
export type WriteBeside = (changes: readonly Change[]) => Promise<Result<undefined, Conflict>>;

export const newWriteBeside =
  (table: Table, pause: Pause = realPause): WriteBeside =>
  async (changes) => {
    const command = new TransactWriteCommand({
      ClientRequestToken: randomUUID(), // one for all tries: a repeat after a lost answer succeeds as the first did
      TransactItems: changes.map((change) => transactItem(table.name, change)),
    });
    return attempts(
      async () => {
        try {
          await table.client.send(command);
          return ok(undefined);
        } catch (error) {
          return outcomeOf(error, changes);
        }
      },
      { count: 6, ms: 25, maxMs: 800, pause },
    );
  };

function outcomeOf(error: unknown, changes: readonly Change[]) {
  if (isTransient(error)) return again;
  if (!(error instanceof TransactionCanceledException)) throw error;
  const reasons = error.CancellationReasons ?? [];
  const failed = changes.flatMap((change, index) =>
    reasons[index]?.Code === "ConditionalCheckFailed"
      ? [{ name: change.name, existing: standing(reasons[index].Item) }]
      : [],
  );
  if (failed.length > 0) return fail(failed);
  if (reasons.some((reason) => retryable.has(reason.Code ?? ""))) return again;
  throw error;
}

const retryable = new Set(["TransactionConflict", "ProvisionedThroughputExceeded", "ThrottlingError"]);
