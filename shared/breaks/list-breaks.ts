import * as z from "zod";
import { AgencyId, type LenderId } from "../kernel/ids.ts";
import type { Clock, Instant } from "../kernel/time.ts";
import type { Page } from "../platform/dynamo.ts";
import { BreakCode, Severity } from "../reconciliation/wire.ts";
import { ageOf } from "./clock.ts";
import { isOpenBreak, type BreakRecord } from "./model.ts";
import type { BreakStore } from "./store.ts";
import { AgeBucket, BreakState } from "./wire.ts";

/** What a list of breaks may be asked for. `OPEN` is all that is not resolved. */
export const BreakQuery = z.strictObject({
  lenderId: z.string().max(40).exactOptional(),
  state: BreakState.default("OPEN"),
  code: BreakCode.exactOptional(),
  severity: Severity.exactOptional(),
  agencyId: AgencyId.exactOptional(),
  assignee: z.string().min(1).max(100).exactOptional(),
  age: AgeBucket.exactOptional(),
  overdue: z.enum(["true", "false"]).default("false"),
  limit: z.string().exactOptional(),
  cursor: z.string().exactOptional(),
});
export type BreakQuery = z.infer<typeof BreakQuery>;

type Deps = { readonly breaks: Pick<BreakStore, "page">; readonly clock: Clock };

type Asked = {
  readonly lenderId: LenderId;
  readonly query: BreakQuery;
  readonly limit: number;
  readonly after?: Page["next"];
};

/**
 * A page of a lender's breaks: the open ones by when they are due, or the resolved ones, the latest first. What is
 * asked for is picked from each page, which may so have fewer.
 */
export const listBreaks =
  ({ breaks, clock }: Deps) =>
  async ({ lenderId, query, limit, after }: Asked) => {
    const now = clock.now();
    const { records, next } = await breaks.page({
      lenderId,
      list: query.state === "RESOLVED" ? "RESOLVED" : "OPEN",
      limit,
      after,
      ...(query.state !== "RESOLVED" && query.overdue === "true" && { dueBy: now }),
    });
    return { records: records.filter((one) => isWanted(one, query, now)), ...(next && { next }) };
  };

export type ListBreaks = ReturnType<typeof listBreaks>;

/** The index follows the table with a delay: what was resolved meanwhile is open no more. */
const isWanted = (record: BreakRecord, query: BreakQuery, now: Instant): boolean =>
  isOpenBreak(record) === (query.state !== "RESOLVED") &&
  (query.state === "OPEN" || query.state === record.state) &&
  (query.overdue === "false" || (isOpenBreak(record) && record.dueAt < now)) &&
  (query.age === undefined || query.age === ageOf(record, now)) &&
  (["code", "severity", "agencyId", "assignee"] as const).every(
    (name) => query[name] === undefined || query[name] === record[name],
  );
