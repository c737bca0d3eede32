import type { Create, Item, Update } from "../kernel/change.ts";
import type { AgencyId } from "../kernel/ids.ts";
import { utc } from "../kernel/time.ts";
import { sha256 } from "../platform/canonical.ts";
import type { CreateOne, Reader } from "../platform/dynamo.ts";
import { receiptExpiry } from "../platform/time-to-live.ts";
import { Receipt } from "./model.ts";
import { quarantineList, receiptKey, sentList } from "./receipt-lists.ts";
import type { Why } from "./receipt.ts";

const RECEIPT_ID_LENGTH = 26;

/** Derived from what it acknowledges, so that a repeat cannot get another one, and either of the two finds it. */
const idOf = (agencyId: AgencyId, eventId: string): string =>
  `rcp_${sha256(`${agencyId}\n${eventId}`).slice(0, RECEIPT_ID_LENGTH)}`;

export const receiptStore = (reader: Pick<Reader, "get">, createOne: CreateOne) => ({
  idOf,
  find: async (agencyId: AgencyId, eventId: string): Promise<Receipt | undefined> =>
    named(reader, idOf(agencyId, eventId)),
  /** Whosever it is. */
  named: async (receiptId: string): Promise<Receipt | undefined> => named(reader, receiptId),
  /** New; or, of an event that is released, in place of the one that stood there. */
  created: (receipt: Receipt): Create | Update => ({
    kind: "create",
    name: "receipt",
    item: receiptItem(receipt),
  }),
  /** The receipt of a callback that changed nothing. @returns the receipt that stood there already */
  keep: async (receipt: Receipt): Promise<Receipt | undefined> => {
    const existing = await createOne(receiptItem(receipt));
    return existing === undefined ? undefined : Receipt.parse(existing);
  },
  /**
   * Keeps a callback that nothing was done with, whole and for good, on the list of those that wait for a person.
   * @returns the receipt that stood there already, if one did
   */
  quarantine: async (receipt: Receipt, why: Why): Promise<Receipt | undefined> => {
    const existing = await createOne({
      ...receiptKey(receipt.answer.receiptId),
      ...receipt,
      why,
      state: "OPEN",
      ...quarantineList(receipt, "OPEN"),
    });
    return existing === undefined ? undefined : Receipt.parse(existing);
  },
});

async function named(reader: Pick<Reader, "get">, receiptId: string): Promise<Receipt | undefined> {
  const item = await reader.get(receiptKey(receiptId));
  return item === undefined ? undefined : Receipt.parse(item);
}

/** What was kept of an event is found among what its agency sent last. */
function receiptItem(receipt: Receipt): Item {
  const { pk, sk } = receiptKey(receipt.answer.receiptId);
  const item = { ...receipt, pk, sk, expiresAt: receiptExpiry(receipt.receivedAt) };
  return receipt.raw === undefined
    ? item
    : { ...item, list: sentList(receipt.agencyId), at: utc(receipt.receivedAt) };
}

export type ReceiptStore = ReturnType<typeof receiptStore>;
