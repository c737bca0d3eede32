import type { Actor, EventDraft, Posting } from "../kernel/event.ts";
import { emptyChain } from "../kernel/event.ts";
import type { AgencyId } from "../kernel/ids.ts";
import { refuse, type Fault, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { startOf, type Instant } from "../kernel/time.ts";
import type { Remittance } from "../remittances/model.ts";
import { contentHashOf, invoiceIdOf } from "./keys.ts";
import type { Invoice } from "./model.ts";
import type { InvoiceBody } from "./wire.ts";

/** The event by which the worker hears that what an invoice bills is final. */
export const COMMISSION_BILLED = "commission.billed";

/** An invoice, who sent it, and the advices that it names, in its order; none where there is none. */
export type Billing = {
  readonly agencyId: AgencyId;
  readonly body: InvoiceBody;
  readonly actor: Actor;
  readonly now: Instant;
  readonly remittances: readonly (Remittance | undefined)[];
};

export type DecidedInvoice = { readonly invoice: Invoice; readonly event: EventDraft };

/** What an advice leaves to be billed: what its lines earn, less what the agency keeps back itself. */
export const billable = ({ totals, kept }: Pick<Remittance, "totals" | "kept">) => ({
  commission: totals.commission - kept.commission,
  tax: totals.tax - kept.tax,
});

/**
 * Commission is billed of advices, and never of anything else: what an advice kept back was posted with it, and what
 * it did not is posted here, once. So both together are what its lines earn.
 * @returns refusals `invoice-remittance-unfit`, `invoice-totals-differ`
 */
export function decideInvoice(billing: Billing): Result<DecidedInvoice, Refusal> {
  const { agencyId, body } = billing;
  const unfit = body.remittanceRefs.flatMap((_ref, index) => faultOf(billing, index));
  if (unfit.length > 0)
    return refuse({
      code: "invoice-remittance-unfit",
      detail: unfit.map(({ detail }) => detail).join("; "),
      errors: unfit,
    });
  const billed = billing.remittances.flatMap((one) => (one === undefined ? [] : [billedOf(one)]));
  const found = {
    commission: billed.reduce((sum, { commission }) => sum + commission, 0),
    tax: billed.reduce((sum, { tax }) => sum + tax, 0),
  };
  const differing = (["commission", "tax"] as const).flatMap((name) => differs(name, body.totals, found));
  if (differing.length > 0)
    return refuse({
      code: "invoice-totals-differ",
      detail: differing.map(({ detail }) => detail).join("; "),
      errors: differing,
      extra: { found },
    });
  const { remittanceRefs: _refs, ...header } = body;
  const invoice: Invoice = {
    invoiceId: invoiceIdOf(agencyId, body.invoiceRef),
    agencyId,
    contentHash: contentHashOf(body),
    ...header,
    billedAt: billing.now,
    remittances: billed,
    sequence: emptyChain.sequence,
    head: emptyChain.head,
  };
  return ok({ invoice, event: eventOf(billing, invoice) });
}

const billedOf = (one: Remittance): Invoice["remittances"][number] => ({
  remittanceId: one.remittanceId,
  remittanceRef: one.remittanceRef,
  ...billable(one),
});

function faultOf({ body, remittances }: Billing, index: number): readonly Fault[] {
  const [ref, one] = [body.remittanceRefs[index] ?? "", remittances[index]];
  const fault = (code: string, detail: string): readonly Fault[] => [
    { pointer: `/remittanceRefs/${index}`, code, detail: `${ref} ${detail}` },
  ];
  if (one?.lenderId !== body.lenderId) return fault("unknown", "is no advice to this lender");
  if (one.currency !== body.currency) return fault("other-currency", `is in ${one.currency}`);
  const { commission, tax } = billable(one);
  return commission === 0 && tax === 0 ? fault("nothing-to-bill", "leaves nothing to be billed") : [];
}

const differs = (
  name: "commission" | "tax",
  said: InvoiceBody["totals"],
  found: InvoiceBody["totals"],
): readonly Fault[] =>
  said[name] === found[name]
    ? []
    : [
        {
          pointer: `/totals/${name}`,
          code: "differs",
          detail: `${name} is said to be ${said[name]}, the advices leave ${found[name]} to be billed`,
        },
      ];

/** What is billed is spent, and owed to the agency until it is paid. Debits equal credits. */
export const invoicePostings = ({
  agencyId,
  totals: { commission, tax },
}: Pick<Invoice, "agencyId" | "totals">): readonly Posting[] =>
  [
    { account: "commission-expense", amount: commission },
    { account: "commission-tax", amount: tax },
    { account: `commission-payable/${agencyId}`, amount: 0 - commission - tax },
  ].filter((leg) => leg.amount !== 0);

function eventOf({ actor, now, body }: Billing, invoice: Invoice): EventDraft {
  const { contentHash, billedAt: _at, sequence: _sequence, head: _head, ...facts } = invoice;
  return {
    type: COMMISSION_BILLED,
    actor,
    effectiveAt: startOf(body.issuedOn),
    receivedAt: now,
    data: facts,
    postings: invoicePostings(invoice),
    payloadHash: contentHash,
    route: { queue: "finance", group: `${invoice.lenderId}#${invoice.currency}` },
  };
}
