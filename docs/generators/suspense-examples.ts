import type * as z from "zod";
import { eventIn } from "../../shared/accounts/history-store.ts";
import { emptyChain, type EventDraft } from "../../shared/kernel/event.ts";
import { Instant } from "../../shared/kernel/time.ts";
import { PlacementId } from "../../shared/kernel/ids.ts";
import { accepted } from "../../shared/kernel/problems.ts";
import { recorded } from "../../shared/platform/events.ts";
import { settledBy, type InSuspense } from "../../shared/suspense/model.ts";
import { suspenseDetail, suspenseView } from "../../shared/suspense/view.ts";
import type { AttributionRequest, ReturnRequest } from "../../shared/suspense/wire.ts";
import { ids } from "./examples.ts";
import { suspended } from "./story.ts";

const reportedAt = Instant.parse("2026-03-09T16:45:02.118Z");
const settledAt = Instant.parse("2026-03-11T10:12:40.502Z");

const misnamed = PlacementId.parse("plc_01ARZ3NDEKTSV4RRFFQ69G5FAV_1");

export const attributionBody = {
  placementId: ids.placementId,
  explanation: "The agency confirms: the payment is of the case that it has under this placement.",
} satisfies z.input<typeof AttributionRequest>;

export const returnBody = {
  explanation: "The agency collects for others, too: it gives the payment back.",
} satisfies z.input<typeof ReturnRequest>;

/** Its history so far, and as it goes on. */
function told(drafts: readonly EventDraft[], chain = emptyChain, at = reportedAt) {
  const { accountId } = suspended.suspense;
  const { items, chain: end } = recorded({ accountId, chain }, drafts, at);
  return { history: items.map(({ item }) => eventIn(item)), end };
}

const first = told(
  suspended.events.map((event) => ({ ...event, data: { ...event.data, placementId: misnamed } })),
);

const held: InSuspense = {
  suspense: {
    ...suspended.suspense,
    placementId: misnamed,
    sequence: first.end.sequence,
    head: first.end.head,
  },
  payment: suspended.payment,
  history: first.history,
};

function after(how: "attribute" | "return", said: { explanation: string; placementId?: string }): InSuspense {
  const { placementId, explanation } = said;
  const by = { actor: { kind: "ADMIN", id: ids.keyId }, now: settledAt, explanation } as const;
  const to = placementId === undefined ? {} : { placementId: PlacementId.parse(placementId) };
  const settled = accepted(settledBy(held, how, { ...by, ...to }));
  const { history } = told([settled.event], first.end, settledAt);
  return { ...held, suspense: settled.after, history: [...held.history, ...history] };
}

export const heldView = suspenseView(held.suspense);
export const heldDetail = suspenseDetail(held);
export const attributedDetail = suspenseDetail(after("attribute", attributionBody));
export const returnedDetail = suspenseDetail(after("return", returnBody));
