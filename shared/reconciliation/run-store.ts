import * as z from "zod";
import type { Create, Item, Update } from "../kernel/change.ts";
import type { Instant } from "../kernel/time.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { listing } from "../platform/listing.ts";
import type { BookOf } from "./book-of.ts";
import { ReconciliationView, RunCounts, type ReconciliationId } from "./wire-run.ts";

const runKey = (reconciliationId: ReconciliationId) => ({
  pk: `RECONCILIATION#${reconciliationId}`,
  sk: "RUN",
});

type Named = Pick<ReconciliationView, "reconciliationId">;

const changeOf = ({ reconciliationId }: Named) =>
  ({ kind: "update", name: "run", key: runKey(reconciliationId) }) satisfies Partial<Update>;

const isThere = { attribute: "pk", is: "present" } as const;
const isRunning = { attribute: "state", is: "=", value: "RUNNING" } as const;

/** How far a run is. */
const Progress = z.object({
  counts: RunCounts.exactOptional(),
  /** The last part of which it is written down what was found. */
  lookedTo: z.int().exactOptional(),
  planId: z.string().exactOptional(),
  parts: z.int().default(0),
  partsDone: z.int().default(0),
  settledTo: z.string().exactOptional(),
  /** Somebody was killed in one of its parts: what was counted there is not all. */
  isAgain: z.boolean().default(false),
});
export type Progress = z.infer<typeof Progress>;

type Done = { readonly counts: RunCounts; readonly isAgain: boolean };
type Planned = Done & { readonly planId: string; readonly parts: number };

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
  /** What it found in a part, before it makes anything of it: a part that is done again finds less. The first is 0. */
  looked: (run: Named, part: number, counts: RunCounts): Update => ({
    ...changeOf(run),
    set: { counts, lookedTo: part },
    when: [
      isThere,
      part === 0
        ? { attribute: "lookedTo", is: "absent" }
        : { attribute: "lookedTo", is: "=", value: part - 1 },
    ],
  }),
  /** In which parts it goes on. */
  planned: (run: Named, { planId, parts, counts, isAgain }: Planned): Update => ({
    ...changeOf(run),
    set: { planId, parts, partsDone: 0, counts, ...(isAgain && { isAgain }) },
    when: [isThere, { attribute: "planId", is: "absent" }],
  }),
  partDone: (run: Named, part: number, { counts, isAgain }: Done): Update => ({
    ...changeOf(run),
    set: { counts, partsDone: part, ...(isAgain && { isAgain }) },
    when: [isThere, { attribute: "partsDone", is: "=", value: part - 1 }],
  }),
  /** Up to which advice all were told what became of them. */
  settledTo: (run: Named, remittanceId: string): Update => ({
    ...changeOf(run),
    set: { settledTo: remittanceId },
    when: [isThere],
  }),
  /** That it was left to whoever is told next, the first, second, … time. */
  handedOver: ({ reconciliationId }: Named, time: number, now: Instant): Create => ({
    kind: "create",
    name: "handed-over",
    item: { pk: runKey(reconciliationId).pk, sk: `HANDED_OVER#${String(time).padStart(6, "0")}`, at: now },
  }),
  goesOn: (run: Named, now: Instant): Update => ({
    ...changeOf(run),
    set: { continuedAt: now },
    when: [isThere, isRunning],
  }),
  finished: (run: Named, counts: RunCounts, finishedAt: Instant): Update => ({
    ...changeOf(run),
    set: { state: "DONE", counts, finishedAt },
    when: [isThere, isRunning],
  }),
};

export const runStore = (reader: Pick<Reader, "get" | "page" | "getAll">) => ({
  ...runChanges,
  find: async (reconciliationId: ReconciliationId): Promise<ReconciliationView | undefined> => {
    const item = await reader.get(runKey(reconciliationId));
    return item === undefined ? undefined : ReconciliationView.parse(item);
  },
  /** @throws Error for a run that is not there */
  progress: async (reconciliationId: ReconciliationId): Promise<Progress> => {
    const item = await reader.get(runKey(reconciliationId));
    if (item === undefined) throw new Error(`${reconciliationId} is gone`);
    return Progress.parse(item);
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
