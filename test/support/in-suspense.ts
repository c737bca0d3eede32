import { eventIn } from "../../shared/accounts/history-store.ts";
import type { Account } from "../../shared/accounts/model.ts";
import { emptyChain, type EventDraft, type GatewayEvent } from "../../shared/kernel/event.ts";
import { recorded } from "../../shared/platform/events.ts";
import { suspensePayment, suspenseReversal } from "../../shared/payments/suspense.ts";
import type { InSuspense } from "../../shared/suspense/model.ts";
import { now, received, usd, valueOf } from "./builders.ts";

const suspenseId = "sus_01ARZ3NDEKTSV4RRFFQ69G5FAV";

/** Money that an account's agency reported of another placement, and what it took back of it since. */
export function inSuspense(account: Account, amount: number, back: readonly number[] = []): InSuspense {
  const data = { paymentRef: "P-1", amount: usd(amount), method: "CARD" };
  const call = received("payment.received", account, { data });
  const first = suspensePayment(call, suspenseId);
  let { suspense, payment } = first;
  const drafts: EventDraft[] = [...first.events];
  for (const [n, part] of back.entries()) {
    const reversal = received("payment.reversed", account, {
      agencyId: payment.agencyId,
      data: { reversalRef: `R-${n}`, originalPaymentRef: "P-1", amount: usd(part), reason: "NSF" },
    });
    const next = valueOf(suspenseReversal(reversal, payment, suspense));
    ({ suspense, payment } = next);
    drafts.push(...next.events);
  }
  return { suspense, payment, history: historyOf(drafts) };
}

const historyOf = (drafts: readonly EventDraft[]): readonly GatewayEvent[] =>
  recorded({ accountId: suspenseId, chain: emptyChain }, drafts, now).items.map(({ item }) => eventIn(item));
