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

const listOf = ({ lenderId, currency }: BookOf): string => `RECONCILIATIONS#${lenderId}#${currency}`;

export const runStore = (reader: Pick<Reader, "get" | "page" | "getAll">) => ({
  find: async (reconciliationId: ReconciliationId): Promise<ReconciliationView | undefined> => {
    const item = await reader.get(runKey(reconciliationId));
    return item === undefined ? undefined : ReconciliationView.parse(item);
  },
  /** A book's runs, newest first. */
  page: async (of: BookOf, limit: number, after?: Page["next"]) => {
    const page = await listing(reader)({ list: listOf(of), limit, after, newestFirst: true });
    return { ...page, items: page.items.map((item) => ReconciliationView.parse(item)) };
  },
  asked: ({ reconciliationId, requestedAt }: ReconciliationView, by: string): Create => ({
    kind: "create",
    name: "asked",
    item: { pk: runKey(reconciliationId).pk, sk: "ASKED", by, at: requestedAt },
  }),
  created: (run: ReconciliationView): Create => ({ kind: "create", name: "run", item: itemOf(run) }),
  finished: ({ reconciliationId }: ReconciliationView, counts: RunCounts, finishedAt: Instant): Update => ({
    kind: "update",
    name: "run",
    key: runKey(reconciliationId),
    set: { state: "DONE", counts, finishedAt },
    when: [{ attribute: "pk", is: "present" }],
  }),
});

export type RunStore = ReturnType<typeof runStore>;

const itemOf = (run: ReconciliationView): Item => ({
  ...runKey(run.reconciliationId),
  ...run,
  list: listOf(run),
  at: `${run.requestedAt}#${run.reconciliationId}`,
});
