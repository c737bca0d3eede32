import * as z from "zod";
import type { LenderId } from "../kernel/ids.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { mergedListing } from "../platform/merged-listing.ts";
import { Clock } from "./model.ts";
import { OverdueKind, type OverdueClockView } from "./wire.ts";
import { overdueLists } from "./work-lists.ts";

/** Which of the clocks; picked from each page. */
export const OverdueQuery = z.object({ kind: OverdueKind.exactOptional() });
export type OverdueQuery = z.infer<typeof OverdueQuery>;

type Asked = {
  readonly lenderId: LenderId;
  readonly query: OverdueQuery;
  readonly limit: number;
  readonly after?: Page["next"];
};

const Overdue = Clock.extend({ kind: OverdueKind });

/** A page of what somebody should have answered by now and has not, the longest overdue first. */
export const overdueClocks =
  (reader: Pick<Reader, "page" | "getAll">) =>
  async ({ lenderId, query: { kind }, limit, after }: Asked) => {
    const { items, next } = await mergedListing(reader)({ lists: overdueLists(lenderId), limit, after });
    const late = items.map((item) => viewOf(Overdue.parse(item)));
    return { items: late.filter((one) => kind === undefined || one.kind === kind), ...(next && { next }) };
  };

export type OverdueClocks = ReturnType<typeof overdueClocks>;

const viewOf = ({ kind, accountId, ref, dueAt }: z.infer<typeof Overdue>): OverdueClockView => ({
  kind,
  accountId,
  about: ref,
  dueAt,
});
