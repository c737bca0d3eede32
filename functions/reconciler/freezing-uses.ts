import { advicesAtOdds } from "../../shared/breaks/advices-at-odds.ts";
import { breakStore } from "../../shared/breaks/store.ts";
import { invoiceStore } from "../../shared/commission-invoices/store.ts";
import { InvoiceId } from "../../shared/kernel/ids.ts";
import { systemClock as clock } from "../../shared/kernel/time.ts";
import { journalStore } from "../../shared/ledger/journal-store.ts";
import { lastClosed } from "../../shared/periods/last-closed.ts";
import { periodStore } from "../../shared/periods/store.ts";
import { createOne, newReader, updateOne, type Table } from "../../shared/platform/dynamo.ts";
import { newWrite, newWriteBeside } from "../../shared/platform/write.ts";
import { matchStore } from "../../shared/reconciliation/match-store.ts";
import { freezeAdvices } from "../../shared/remittances/freeze-advices.ts";
import { freezeStore } from "../../shared/remittances/freeze-store.ts";
import { remittanceStore } from "../../shared/remittances/store.ts";

/** Brings advices to their end, once a run is over, a month is closed, or commission is billed. */
export function freezingUses(table: Table) {
  const reader = newReader(table);
  const [invoices, periods] = [invoiceStore(reader), periodStore(reader)];
  const closedIn = lastClosed({ periods, journal: journalStore(reader), clock });
  const freeze = freezeAdvices({
    remittances: remittanceStore({
      reader,
      create: createOne(table),
      update: updateOne(table),
      writeBeside: newWriteBeside(table),
    }),
    freezes: freezeStore(reader),
    matches: matchStore(reader),
    billedOf: invoices.billedOf,
    lastClosed: async ({ lenderId: owner, currency }) => closedIn({ owner, currency }),
    atOdds: advicesAtOdds({ breaks: breakStore(reader) }),
    write: newWrite(table),
    clock,
  });
  return {
    freeze,
    /** @returns how many advices were looked at closely; nobody's money was advised by nobody */
    afterClose: async (historyId: string): Promise<number> => {
      const period = await periods.findByHistory(historyId);
      if (period === undefined || period.owner === "unassigned") return 0;
      return freeze({ lenderId: period.owner, currency: period.currency });
    },
    afterInvoice: async (invoiceId: string): Promise<number> => {
      const invoice = await invoices.find(InvoiceId.parse(invoiceId));
      return invoice === undefined ? 0 : freeze(invoice);
    },
  };
}
