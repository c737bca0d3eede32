import * as z from "zod";
import type { Credited } from "../commissions/facts.ts";
import type { GatewayEvent, Posting } from "../kernel/event.ts";
import { AgencyId, PlacementId } from "../kernel/ids.ts";
import { Money } from "../kernel/money.ts";
import { dateOf, Instant, LocalDate } from "../kernel/time.ts";
import { Component, type ByComponent } from "../ledger/model.ts";
import { componentOf } from "../ledger/receivables.ts";
import { PaymentMethod, Recipient } from "../payments/wire.ts";
import type { Placement } from "../placements/model.ts";
import { earningOn } from "./holder-on.ts";
import { readjusted } from "./readjusted.ts";

/** A reference is unique within who gave it. */
type Reporter = "AGENCY" | "LENDER";

export const nameOf = ({ agencyId, reporter }: Pick<From, "agencyId" | "reporter">, ref: string): string =>
  reporter === "LENDER" ? `LENDER/${ref}` : `${agencyId}/${ref}`;

const Reported = z.object({
  placementId: PlacementId,
  paymentRef: z.string(),
  amount: Money,
  method: PaymentMethod.default("OTHER"),
  recipient: Recipient.default("AGENCY"),
  clearedOn: LocalDate.exactOptional(),
});

const Reversed = z.object({
  placementId: PlacementId,
  reversalRef: z.string(),
  originalPaymentRef: z.string(),
  amount: Money,
});

/** The lender was paid itself; `placementId` where an agency had the account and was told. */
const Direct = Reported.omit({ recipient: true }).extend({
  placementId: PlacementId.exactOptional(),
  acknowledgeBy: Instant.exactOptional(),
});

const DirectlyReversed = Reversed.extend({ placementId: PlacementId.exactOptional() });

const Corrected = z.object({
  paymentRef: z.string(),
  amount: Money.exactOptional(),
  method: PaymentMethod.exactOptional(),
  recipient: Recipient.exactOptional(),
  clearedOn: LocalDate.exactOptional(),
  superseded: z.boolean().default(false),
});

/** Who reported it, to whom it is attributed, and by which event. */
type From = {
  readonly event: GatewayEvent;
  readonly agencyId: AgencyId;
  readonly placementId: PlacementId;
  readonly reporter: Reporter;
};

/** A payment with its corrections folded in, and what it filled. */
export type Paid = z.infer<typeof Reported> &
  From & {
    readonly filled: ByComponent;
    /** What it had filled more, before the balance was adjusted. */
    readonly credited: readonly Credited[];
    readonly acknowledgeBy?: Instant;
  };

/** A payment as it was reported. */
type Report = Omit<Paid, "filled" | "credited">;

export type Back = z.infer<typeof Reversed> & From;

/** The payments of a history with corrections folded in, by their names, and the reversals in their order. */
export function paymentFacts(placements: readonly Placement[], history: readonly GatewayEvent[]) {
  const paid = new Map<string, Paid>();
  const back: Back[] = [];
  const pay = (one: Report): unknown =>
    paid.set(nameOf(one, one.paymentRef), { ...one, filled: filledBy(one.event.postings), credited: [] });
  for (const event of history) {
    if (event.type === "balance.adjusted") adjust({ paid, back }, event);
    if (event.type === "payment.direct_received") directly(placements, event).forEach(pay);
    if (event.type === "payment.direct_reversed") back.push(...directlyBack(paid, event));
    const agencyId = AgencyId.safeParse(event.actor.id);
    if (!agencyId.success) continue;
    const from = { event, agencyId: agencyId.data, reporter: "AGENCY" as const };
    if (event.type === "payment.received") pay({ ...Reported.parse(event.data), ...from });
    if (event.type === "payment.corrected") correct(paid, from);
    if (event.type === "payment.reversed") back.push({ ...Reversed.parse(event.data), ...from });
  }
  return { paid, back };
}

type Facts = { readonly paid: Map<string, Paid>; readonly back: readonly Back[] };

/** What was paid for what is not owed any more, whoever was paid. */
function adjust({ paid, back }: Facts, event: GatewayEvent): void {
  const payments = [...paid].map(([name, one]) => ({
    name,
    one,
    amount: one.amount.amount,
    reversed: back
      .filter((reversal) => nameOf(reversal, reversal.originalPaymentRef) === name)
      .reduce((sum, { amount }) => sum + amount.amount, 0),
    filled: one.filled,
    credited: one.credited,
  }));
  for (const { name, one, filled, credited } of readjusted(payments, event))
    paid.set(name, { ...one, filled, credited });
}

/** A direct payment is its agency's that had the account, or in whose tail it falls; where there is none, nobody's. */
function directly(placements: readonly Placement[], event: GatewayEvent): readonly Report[] {
  const { placementId, ...said } = Direct.parse(event.data);
  const found =
    placements.find((one) => one.placementId === placementId) ??
    earningOn(placements, dateOf(event.effectiveAt));
  if (found === undefined) return [];
  const { agencyId } = found;
  return [
    { ...said, recipient: "LENDER", event, agencyId, placementId: found.placementId, reporter: "LENDER" },
  ];
}

/** It goes back where it was counted, whoever has the account by then. */
function directlyBack(paid: ReadonlyMap<string, Paid>, event: GatewayEvent): readonly Back[] {
  const said = DirectlyReversed.parse(event.data);
  const original = paid.get(`LENDER/${said.originalPaymentRef}`);
  if (original === undefined) return [];
  const { agencyId, placementId, reporter } = original;
  return [{ ...said, event, agencyId, placementId, reporter }];
}

function correct(paid: Map<string, Paid>, { event, ...from }: Omit<From, "placementId">): void {
  const { paymentRef, superseded, ...right } = Corrected.parse(event.data);
  const name = nameOf(from, paymentRef);
  const before = paid.get(name);
  if (before === undefined || superseded) return;
  paid.set(name, { ...before, ...right, filled: filledBy(event.postings, before.filled) });
}

/** What postings took off each component. */
function filledBy(postings: readonly Posting[], before: ByComponent = {}): ByComponent {
  const filled = new Map<Component, number>(
    Component.options.flatMap((name) => (before[name] === undefined ? [] : [[name, before[name]]])),
  );
  for (const { account, amount } of postings) {
    const name = componentOf(account);
    if (name !== undefined) filled.set(name, (filled.get(name) ?? 0) - amount);
  }
  return Object.fromEntries([...filled].filter(([, amount]) => amount > 0));
}
