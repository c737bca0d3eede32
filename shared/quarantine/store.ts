import { Receipt } from "../callbacks/model.ts";
import {
  quarantineList,
  quarantineLists,
  quarantinePrefix,
  receiptKey,
  sentList,
} from "../callbacks/receipt-lists.ts";
import type { Update } from "../kernel/change.ts";
import type { AgencyId } from "../kernel/ids.ts";
import { Refused } from "../kernel/problems.ts";
import { utc } from "../kernel/time.ts";
import type { Page, Reader } from "../platform/dynamo.ts";
import { listing } from "../platform/listing.ts";
import { receiptExpiry } from "../platform/time-to-live.ts";
import { QuarantinedEvent, type Decision } from "./model.ts";
import type { QuarantineQuery } from "./wire.ts";

/** Of two who decide about an event, one decides. */
const stillOpen = [{ attribute: "state", is: "=", value: "OPEN" }] as const;

type Paging = { readonly limit: number; readonly after?: Page["next"] };

/** A list to begin with, or a position in it. */
function startOf(lists: readonly string[], after: Page["next"]) {
  if (after === undefined) return { index: 0, position: undefined };
  const index = lists.findIndex((list) => list === after["list"]);
  if (index < 0)
    throw new Refused({ code: "invalid-cursor", detail: "Use a nextCursor of this very list, unchanged." });
  return { index, position: Object.keys(after).length === 1 ? undefined : after };
}

/** What a decision writes. */
const decisions = {
  /** What became of the event, in place of its quarantine; it stays remembered as long as any other. */
  released: (receipt: Receipt, decision: Decision): Update => ({
    kind: "update",
    name: "receipt",
    key: receiptKey(receipt.answer.receiptId),
    set: {
      answer: receipt.answer,
      state: "RELEASED",
      ...decision,
      list: sentList(receipt.agencyId),
      at: utc(receipt.receivedAt),
      expiresAt: receiptExpiry(decision.decidedAt),
    },
    when: stillOpen,
  }),
  rejected: (event: QuarantinedEvent, decision: Decision & { readonly rejectionReason: string }): Update => ({
    kind: "update",
    name: "receipt",
    key: receiptKey(event.answer.receiptId),
    set: { state: "REJECTED", ...decision, ...quarantineList(event, "REJECTED") },
    when: stillOpen,
  }),
};

export const quarantineStore = (reader: Reader) => ({
  /** An event that is or was kept for a person; any other receipt is none. */
  find: async (receiptId: string): Promise<QuarantinedEvent | undefined> => {
    const event = QuarantinedEvent.safeParse(await reader.get(receiptKey(receiptId)));
    return event.success ? event.data : undefined;
  },
  /** Agency by agency, of each the oldest first. What was decided a moment ago is left out. */
  page: async ({ state, agencyId, reason }: QuarantineQuery, { limit, after }: Paging) => {
    const lists = quarantineLists(state, agencyId);
    const found: QuarantinedEvent[] = [];
    const { index, position } = startOf(lists, after);
    let from = position;
    for (const [at, list] of lists.entries()) {
      if (at < index) continue;
      if (found.length === limit) return { items: found, next: { list } };
      const page = await listing(reader)({
        list,
        limit: limit - found.length,
        after: from,
        ...(agencyId !== undefined && { prefix: quarantinePrefix(agencyId) }),
      });
      const events = page.items.map((item) => QuarantinedEvent.parse(item));
      found.push(...events.filter((one) => one.state === state && isOf(one, reason)));
      if (page.next) return { items: found, next: page.next };
      from = undefined;
    }
    return { items: found };
  },
  ...decisions,
  /** What an agency sent lately and the gateway kept, the newest first. */
  sent: async (agencyId: AgencyId, limit: number): Promise<readonly Receipt[]> => {
    const { items } = await listing(reader)({ list: sentList(agencyId), limit, newestFirst: true });
    return items.map((item) => Receipt.parse(item));
  },
});

const isOf = ({ why }: QuarantinedEvent, reason: string | undefined): boolean =>
  reason === undefined || why.reason === reason;

export type QuarantineStore = ReturnType<typeof quarantineStore>;
