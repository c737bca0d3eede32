import type { Suspense } from "../payments/model.ts";
import type { PaymentStore } from "../payments/store.ts";
import type { Page } from "../platform/dynamo.ts";
import { suspenseStateOf } from "./model.ts";
import type { SuspenseQuery } from "./wire.ts";

/** As many pages are looked through for one page of an answer. */
const PAGE_COUNT_MAX = 10;

type Paging = { readonly limit: number; readonly after?: Page["next"] };

type Found = { readonly items: readonly Suspense[]; readonly next?: Page["next"] };

/** Money without an account, oldest first. A page may be shorter than its limit, and still lead on. */
export const listSuspense =
  ({ payments }: { readonly payments: Pick<PaymentStore, "suspensePage"> }) =>
  async ({ currency, agencyId, state }: SuspenseQuery, { limit, after }: Paging): Promise<Found> => {
    const isAsked = (one: Suspense): boolean =>
      suspenseStateOf(one) === state && (agencyId === undefined || one.agencyId === agencyId);
    const items: Suspense[] = [];
    let next = after;
    for (let n = 0; n < PAGE_COUNT_MAX; n += 1) {
      const page = await payments.suspensePage(currency, limit - items.length, next);
      items.push(...page.items.filter(isAsked));
      next = page.next;
      if (next === undefined || items.length === limit) break;
    }
    return { items, ...(next && { next }) };
  };

export type ListSuspense = ReturnType<typeof listSuspense>;
