import type { Create, Item, Update } from "../kernel/change.ts";
import type { Instant } from "../kernel/time.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { listing } from "../platform/listing.ts";
import type { BookOf } from "./gather-books.ts";
import { ReconciliationView, type ReconciliationId, type RunCounts } from "./wire-run.ts";

const runKey = (reconciliationId: ReconciliationId) => ({
  pk: `RECONCILIATION#${reconciliationId}`,
  sk: "RUN",
});

type Named = Pick<ReconciliationView, "reconciliationId">;

const changeOf = ({ reconciliationId }: Named) =>
  ({ kind: "update", name: "run", key: runKey(reconciliationId) }) satisfies Partial<Update>;

const isThere = { attribute: "pk", is: "present" } as const;

const listOf = ({ lenderId, currency }: BookOf): string => `RECONCILIATIONS#${lenderId}#${currency}`;

/** What is written of runs. */
const runChanges = {
  asked: ({ reconciliationId, requestedAt }: ReconciliationView, by: string): Create => ({
    kind: "create",
    name: "asked",
    item: { pk: runKey(reconciliationId).pk, sk: "ASKED", by, at: requestedAt },
  }),
  created: (run: ReconciliationView): Create => ({ kind: "create", name: "run", item: itemOf(run) }),
  /** The first who begins it says as of when it looks, and by which rules. */
  started: (run: Named, startedAt: Instant, ruleVersion: number): Update => ({
    ...changeOf(run),
    set: { state: "RUNNING", startedAt, ruleVersion },
    when: [isThere, { attribute: "startedAt", is: "absent" }],
  }),
  /** What it found, before it makes anything: a run that is made again finds less. */
  looked: (run: Named, counts: RunCounts): Update => ({
    ...changeOf(run),
    set: { counts },
    when: [isThere, { attribute: "counts", is: "absent" }],
  }),
  /** How far it is. */
  progressed: (run: Named, counts: RunCounts): Update => ({
    ...changeOf(run),
    set: { counts },
    when: [isThere, { attribute: "state", is: "=", value: "RUNNING" }],
  }),
  finished: (run: Named, counts: RunCounts, finishedAt: Instant): Update => ({
    ...changeOf(run),
    set: { state: "DONE", counts, finishedAt },
    when: [isThere, { attribute: "state", is: "=", value: "RUNNING" }],
  }),
};

export const runStore = (reader: Pick<Reader, "get" | "page" | "getAll">) => ({
  ...runChanges,
  find: async (reconciliationId: ReconciliationId): Promise<ReconciliationView | undefined> => {
    const item = await reader.get(runKey(reconciliationId));
    return item === undefined ? undefined : ReconciliationView.parse(item);
  },
  /** A book's runs, newest first. */
  page: async (of: BookOf, limit: number, after?: Page["next"]) => {
    const page = await listing(reader)({ list: listOf(of), limit, after, newestFirst: true });
    return { ...page, items: page.items.map((item) => ReconciliationView.parse(item)) };
  },
});

export type RunStore = ReturnType<typeof runStore>;

const itemOf = (run: ReconciliationView): Item => ({
  ...runKey(run.reconciliationId),
  ...run,
  list: listOf(run),
  at: `${run.requestedAt}#${run.reconciliationId}`,
});
