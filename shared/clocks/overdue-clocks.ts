import * as z from "zod";
import type { LenderId } from "../kernel/ids.ts";
import type { Page } from "../platform/dynamo.ts";
import type { Clock } from "./model.ts";
import type { ClockStore } from "./store.ts";
import { OverdueKind, type OverdueClockView } from "./wire.ts";

/** Which of the clocks; picked from each page. */
export const OverdueQuery = z.object({ kind: OverdueKind.exactOptional() });
export type OverdueQuery = z.infer<typeof OverdueQuery>;

type Asked = {
  readonly lenderId: LenderId;
  readonly query: OverdueQuery;
  readonly limit: number;
  readonly after?: Page["next"];
};

/** A page of what somebody should have answered by now and has not, the longest overdue first. */
export const overdueClocks =
  (clocks: Pick<ClockStore, "overdue">) =>
  async ({ lenderId, query: { kind }, ...paging }: Asked) => {
    const { items, next } = await clocks.overdue(lenderId, paging);
    const late = items.map((item) => viewOf(item));
    return { items: late.filter((one) => kind === undefined || one.kind === kind), ...(next && { next }) };
  };

export type OverdueClocks = ReturnType<typeof overdueClocks>;

const viewOf = ({ kind, accountId, ref, dueAt }: Clock): OverdueClockView => ({
  kind,
  accountId,
  about: ref,
  dueAt,
});
