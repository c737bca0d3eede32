import * as z from "zod";
import type { Actor } from "../kernel/event.ts";
import type { AgencyId } from "../kernel/ids.ts";
import { accepted, Refused } from "../kernel/problems.ts";
import type { Clock } from "../kernel/time.ts";
import { bookOf } from "../ledger/book.ts";
import { recorded } from "../platform/events.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { Write } from "../platform/write.ts";
import { remittanceIdOf } from "../remittances/keys.ts";
import type { Remittance } from "../remittances/model.ts";
import type { RemittanceReads } from "../remittances/read-store.ts";
import { decideInvoice, type DecidedInvoice } from "./decide-invoice.ts";
import { contentHashOf, invoiceIdOf } from "./keys.ts";
import type { Invoice } from "./model.ts";
import type { InvoiceStore } from "./store.ts";
import type { InvoiceBody } from "./wire.ts";

export type BillCommissionDeps = {
  readonly remittances: Pick<RemittanceReads, "find">;
  readonly invoices: Pick<InvoiceStore, "find" | "billed" | "marked">;
  readonly write: Write;
  readonly clock: Clock;
};

export type BillCommission = {
  readonly agencyId: AgencyId;
  readonly body: InvoiceBody;
  readonly actor: Actor;
};

/** `replayed` tells that the very same was billed before. */
export type Billed = { readonly invoice: Invoice; readonly replayed: boolean };

/**
 * Takes an invoice: one transaction of the invoice, the marks of its advices, and the event that posts it. Killed
 * anywhere and told again, it is one invoice; no advice is ever in two.
 * @throws Refused `invoice-ref-reused`, `invoice-remittance-unfit`, `invoice-totals-differ`, `remittance-billed`,
 * `unavailable`
 */
export const billCommission =
  (deps: BillCommissionDeps) =>
  async ({ agencyId, body, actor }: BillCommission): Promise<Billed> =>
    attempts(async () => {
      const standing = await deps.invoices.find(invoiceIdOf(agencyId, body.invoiceRef));
      if (standing !== undefined) return replayed(standing, body);
      const remittances = await Promise.all(
        body.remittanceRefs.map(async (ref) =>
          shown(await deps.remittances.find(remittanceIdOf(agencyId, ref))),
        ),
      );
      const decided = accepted(decideInvoice({ agencyId, body, actor, now: deps.clock.now(), remittances }));
      const { invoice, written } = writtenOf(deps, decided);
      const outcome = await deps.write(written);
      if (outcome.ok) return { invoice, replayed: false };
      mustBeUnbilled(outcome.error, invoice);
      return again;
    }, onConflict);

const shown = (found: Awaited<ReturnType<RemittanceReads["find"]>>): Remittance | undefined =>
  found === undefined || found.state === "LOADING" ? undefined : found;

function replayed(standing: Invoice, body: InvoiceBody): Billed {
  if (standing.contentHash === contentHashOf(body)) return { invoice: standing, replayed: true };
  throw new Refused({
    code: "invoice-ref-reused",
    detail: `${standing.invoiceRef} was billed at ${standing.billedAt} with another content. Nothing was changed.`,
    extra: { invoiceId: standing.invoiceId },
  });
}

function writtenOf({ invoices }: BillCommissionDeps, { invoice: decided, event }: DecidedInvoice) {
  const { invoiceId: accountId, sequence, head } = decided;
  const history = { accountId, book: bookOf(decided), chain: { sequence, head } };
  const { items, chain } = recorded(history, [event], decided.billedAt);
  const invoice = { ...decided, ...chain };
  const [place, ...marks] = invoices.marked(invoice);
  if (place === undefined) throw new Error("an invoice without its place");
  return {
    invoice,
    written: { identity: [invoices.billed(invoice)], state: [place, ...marks], events: items },
  } as const;
}

const Mark = z.object({ invoiceId: z.string(), remittanceId: z.string() });

/** @throws Refused `remittance-billed` where an advice is another invoice's */
function mustBeUnbilled(
  conflict: readonly { readonly name: string; readonly existing: unknown }[],
  { invoiceId, remittances }: Invoice,
): void {
  for (const { name, existing } of conflict) {
    const mark = Mark.safeParse(existing);
    if (name !== "remittance-billed" || !mark.success || mark.data.invoiceId === invoiceId) continue;
    const index = remittances.findIndex(({ remittanceId }) => remittanceId === mark.data.remittanceId);
    const detail = `${remittances[index]?.remittanceRef ?? mark.data.remittanceId} was billed before.`;
    throw new Refused({
      code: "remittance-billed",
      detail,
      errors: [{ pointer: `/remittanceRefs/${index}`, code: "billed", detail }],
      extra: { invoiceId: mark.data.invoiceId },
    });
  }
}
