import * as z from "zod";
import type { Change, Create } from "../kernel/change.ts";
import type { Instant } from "../kernel/time.ts";
import { guard } from "../kernel/transitions.ts";
import { LedgerAccountView } from "../ledger/wire.ts";
import type { Reader } from "../platform/dynamo.ts";
import { receiptExpiry } from "../platform/time-to-live.ts";
import { historyIdOf, openPeriod, Period, periodTransitions } from "./model.ts";
import type { PeriodId } from "./wire.ts";

/** A period's items stand in the partition of its history. */
const periodKey = (historyId: string) => ({ pk: `ACCOUNT#${historyId}`, sk: "PERIOD" });

const balancePk = (periodId: PeriodId, balanceHash: string): string => `BALANCE#${periodId}#${balanceHash}`;

/** Ledger accounts in one item. */
const CHUNK_SIZE = 200;
/** Twenty million ledger accounts. */
const CHUNK_COUNT_MAX = 100_000;

const Chunk = z.object({ accounts: z.array(LedgerAccountView) });

const periodChanges = {
  /** A step on a period, written only if nobody took one meanwhile; the table of states guards it as well. */
  changed: (before: Period, after: Period): Change => {
    const item = { ...periodKey(historyIdOf(after.periodId)), ...after };
    if (before.version === 0) return { kind: "create", name: "period", item };
    const moves =
      before.state === after.state ? [] : [guard(periodTransitions, { attribute: "state", to: after.state })];
    return {
      kind: "replace",
      name: "period",
      item,
      when: [{ attribute: "version", is: "=", value: before.version }, ...moves],
    };
  },
  /** That a step was taken: taking it again meets this mark. */
  step: ({ periodId, version }: Period, name: string, now: Instant): Create => ({
    kind: "create",
    name: "step",
    item: {
      pk: periodKey(historyIdOf(periodId)).pk,
      sk: `STEP#${name}#${version}`,
      takenAt: now,
      expiresAt: receiptExpiry(now),
    },
  }),
  /** A trial balance, under its hash: written again it says the same, and nobody sees it before a period names it. */
  balance: (
    periodId: PeriodId,
    balanceHash: string,
    accounts: readonly LedgerAccountView[],
  ): readonly Change[] =>
    Array.from({ length: Math.ceil(accounts.length / CHUNK_SIZE) }, (_, n) => ({
      kind: "replace",
      name: "balance",
      item: {
        pk: balancePk(periodId, balanceHash),
        sk: `CHUNK#${String(n).padStart(6, "0")}`,
        accounts: accounts.slice(n * CHUNK_SIZE, (n + 1) * CHUNK_SIZE),
      },
      when: [],
    })),
};

export const periodStore = (reader: Pick<Reader, "get" | "getAll" | "page">) => ({
  ...periodChanges,
  /** A period as it stands; one that nobody began to close is open. @returns undefined for what is no month of a book */
  find: async (periodId: PeriodId): Promise<Period | undefined> => {
    const item = await reader.get(periodKey(historyIdOf(periodId)));
    return item === undefined ? openPeriod(periodId) : Period.parse(item);
  },
  /** By the id of its history, as an event names it. */
  findByHistory: async (historyId: string): Promise<Period | undefined> => {
    const item = await reader.get(periodKey(historyId));
    return item === undefined ? undefined : Period.parse(item);
  },
  /** Those that somebody began to close, by their ids. */
  findAll: async (periodIds: readonly PeriodId[]): Promise<ReadonlyMap<PeriodId, Period>> => {
    const items = await reader.getAll(periodIds.map((periodId) => periodKey(historyIdOf(periodId))));
    return new Map(items.map((item) => Period.parse(item)).map((period) => [period.periodId, period]));
  },
  /** The trial balance that a period was closed with. */
  balanceOf: async (periodId: PeriodId, balanceHash: string): Promise<readonly LedgerAccountView[]> => {
    const found: LedgerAccountView[] = [];
    let after: Readonly<Record<string, unknown>> | undefined;
    for (let chunk = 0; chunk < CHUNK_COUNT_MAX; chunk += 1) {
      const pk = balancePk(periodId, balanceHash);
      const page = await reader.page({ pk, limit: 100, ...(after && { after }) });
      found.push(...page.items.flatMap((item) => Chunk.parse(item).accounts));
      if (page.next === undefined) return found;
      after = page.next;
    }
    return found;
  },
});

export type PeriodStore = ReturnType<typeof periodStore>;
