import * as z from "zod";
import type { Change, Create } from "../kernel/change.ts";
import { InvoiceId, type AgencyId, type LenderId, type RemittanceId } from "../kernel/ids.ts";
import type { Reader } from "../platform/dynamo.ts";
import { listing, type ListQuery } from "../platform/listing.ts";
import { Invoice } from "./model.ts";

const invoiceKey = (invoiceId: InvoiceId) => ({ pk: `ACCOUNT#${invoiceId}`, sk: "INVOICE" });

const billedKey = (remittanceId: RemittanceId) => ({ pk: `ACCOUNT#${remittanceId}`, sk: "BILLED" });

const listOf = (whose: LenderId | AgencyId): string => `INVOICES#${whose}`;

const placeOf = ({ billedAt, invoiceId }: Pick<Invoice, "billedAt" | "invoiceId">): string =>
  `${billedAt}#${invoiceId}`;

const Named = z.object({ invoiceId: InvoiceId });

const Marked = z.object({ remittanceId: z.string() });

/** What goes into the transaction of an invoice. */
const items = {
  billed: (invoice: Invoice): Create => ({
    kind: "create",
    name: "invoice",
    item: {
      ...invoiceKey(invoice.invoiceId),
      ...invoice,
      list: listOf(invoice.lenderId),
      at: placeOf(invoice),
    },
  }),
  /** Its place on the agency's list, and a mark on each advice: none is billed twice. */
  marked: (invoice: Invoice): readonly Change[] => [
    {
      kind: "create",
      name: "place",
      item: {
        pk: invoiceKey(invoice.invoiceId).pk,
        sk: "PLACE",
        invoiceId: invoice.invoiceId,
        list: listOf(invoice.agencyId),
        at: placeOf(invoice),
      },
    },
    ...invoice.remittances.map(({ remittanceId }) => ({
      kind: "create" as const,
      name: "remittance-billed",
      item: { ...billedKey(remittanceId), invoiceId: invoice.invoiceId, remittanceId },
    })),
  ],
};

export const invoiceStore = (reader: Reader) => ({
  ...items,
  find: async (invoiceId: InvoiceId): Promise<Invoice | undefined> => {
    const item = await reader.get(invoiceKey(invoiceId));
    return item === undefined ? undefined : Invoice.parse(item);
  },
  /** Those of these advices that an invoice bills. */
  billedOf: async (remittanceIds: readonly RemittanceId[]): Promise<ReadonlySet<string>> => {
    const marks = await reader.getAll(remittanceIds.map(billedKey));
    return new Set(marks.map((mark) => Marked.parse(mark).remittanceId));
  },
  /** A page of those of a lender or an agency, newest first. */
  page: async (whose: LenderId | AgencyId, { limit, after }: Pick<ListQuery, "limit" | "after">) => {
    const page = await listing(reader)({ list: listOf(whose), limit, after, newestFirst: true });
    const ids = page.items.map((item) => Named.parse(item).invoiceId);
    const found = (await reader.getAll(ids.map(invoiceKey))).map((item) => Invoice.parse(item));
    const byId = new Map(found.map((invoice) => [invoice.invoiceId, invoice]));
    return { items: ids.flatMap((id) => byId.get(id) ?? []), ...(page.next && { next: page.next }) };
  },
});

export type InvoiceStore = ReturnType<typeof invoiceStore>;
