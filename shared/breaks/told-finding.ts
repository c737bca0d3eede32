import * as z from "zod";
import type { Account } from "../accounts/model.ts";
import { outstandingOf } from "../callbacks/outcome.ts";
import { isAtOdds, isBreakEventType, type BreakEventType } from "../kernel/break-events.ts";
import type { GatewayEvent } from "../kernel/event.ts";
import { AgencyId, PlacementId } from "../kernel/ids.ts";
import { Currency, money } from "../kernel/money.ts";
import type { OtherFinding } from "./finding.ts";

type Told = Pick<OtherFinding, "code" | "amount" | "subjects" | "explain"> & { readonly agencyId?: AgencyId };

type Event = Pick<GatewayEvent, "type" | "data" | "actor" | "accountId">;

/** What an event of an account says that is at odds with the books; undefined where it says nothing of the kind. */
export function toldFinding(event: Event, account: Account): OtherFinding | undefined {
  if (!isAtOdds(event) || !isBreakEventType(event.type)) return undefined;
  const told = tellers[event.type](event, account);
  return told && { lenderId: account.lenderId, currency: account.currency, ...told };
}

/** Paid, it was closed; what it was paid with went back, and nobody works it. */
export const isToBeReopened = (account: Account): boolean =>
  account.lifecycle === "CLOSED" &&
  account.attention.includes("REOPEN_REQUIRED") &&
  outstandingOf(account) > 0;

function reopened({ type, actor }: Event, account: Account): Told | undefined {
  if (!isToBeReopened(account)) return undefined;
  const amount = outstandingOf(account);
  return {
    code: "CLOSE_CODE_INCONSISTENT",
    ...(actor.kind === "AGENCY" && { agencyId: AgencyId.parse(actor.id) }),
    amount,
    subjects: [account.accountId],
    explain: [
      `It was closed as ${account.closeCode ?? "paid"}; since ${type}, ${said(money(amount, account.currency))} are owed.`,
    ],
  };
}

const tellers: Readonly<Record<BreakEventType, (event: Event, account: Account) => Told | undefined>> = {
  "payment.reversed": reopened,
  "payment.corrected": reopened,
  "payment.direct_reversed": reopened,
  "placement.acknowledgement_mismatched": ({ data, actor }) => {
    const { placementId, theirs, ours } = Mismatch.parse(data);
    return {
      code: "BAL_ACK_MISMATCH",
      agencyId: AgencyId.parse(actor.id),
      amount: differenceOf(ours, theirs),
      subjects: [placementId],
      explain: [`The agency acknowledged ${said(theirs)}, the books say ${said(ours)}: the offer stands.`],
    };
  },
  "placement.closed": ({ data, actor }) => {
    const { placementId, code, finalBalance, ours } = Closed.parse(data);
    return {
      code: "CLOSE_CODE_INCONSISTENT",
      agencyId: AgencyId.parse(actor.id),
      amount: differenceOf(ours, finalBalance),
      subjects: [placementId],
      explain: [`The agency closed as ${code} with ${said(finalBalance)} owed, the books say ${said(ours)}.`],
    };
  },
  "placement.close_refused": ({ data, actor }) => {
    const { placementId, code, finalBalance, paid, ours } = CloseRefused.parse(data);
    return {
      code: "CLOSE_CODE_INCONSISTENT",
      agencyId: AgencyId.parse(actor.id),
      amount: differenceOf(ours, finalBalance),
      subjects: [placementId, `close as ${code}`],
      explain: [
        `The agency wanted to close as ${code} with ${said(finalBalance)} owed: it was refused, the placement stays.`,
        `The books say ${said(paid)} paid and ${said(ours)} owed.`,
      ],
    };
  },
  "contact.attempted": ({ data, actor, accountId }) => {
    const { attemptRef, channel, startedAt, holds } = Contact.parse(data);
    const standing = holds.map(({ holdId, placedAt }) => `${holdId} since ${placedAt}`).join(", ");
    return {
      code: "CONTACT_DURING_HOLD",
      agencyId: AgencyId.parse(actor.id),
      amount: 0,
      subjects: [accountId, attemptRef],
      explain: [`An attempt by ${channel} began at ${startedAt}, while a hold stood: ${standing}.`],
    };
  },
  "hold.escalated": ({ data, accountId }) => {
    const { holdId, dueAt, recallAt, agencyId } = Escalated.parse(data);
    return {
      code: "HOLD_NOT_ACKED",
      ...(agencyId && { agencyId }),
      amount: 0,
      subjects: [accountId, holdId],
      explain: [
        `The agency was to confirm by ${dueAt} that it stopped; it loses the account at ${recallAt}.`,
      ],
    };
  },
};

const said = ({ amount, currency }: Said): string => `${amount} minor units of ${currency}`;

/** What the books expect less what the agency says; nothing can be taken from another currency. */
const differenceOf = (ours: Said, theirs: Said): number =>
  ours.currency === theirs.currency ? ours.amount - theirs.amount : 0;

/** As written in our own events: a sum may be larger than what one message may say. */
const Said = z.object({ amount: z.int(), currency: Currency });
type Said = z.infer<typeof Said>;

const Mismatch = z.object({ placementId: PlacementId, theirs: Said, ours: Said });

const Closed = z.object({ placementId: PlacementId, code: z.string(), finalBalance: Said, ours: Said });

const CloseRefused = Closed.extend({ paid: Said });

const Contact = z.object({
  attemptRef: z.string(),
  channel: z.string(),
  startedAt: z.string(),
  holds: z.array(z.object({ holdId: z.string(), placedAt: z.string() })).default([]),
});

const Escalated = z.object({
  holdId: z.string(),
  dueAt: z.string(),
  recallAt: z.string(),
  agencyId: AgencyId.exactOptional(),
});
