import type { AccountStep, Known } from "../accounts/account-step.ts";
import type { Account } from "../accounts/model.ts";
import type { EventDraft } from "../kernel/event.ts";
import { refuse, type Refusal } from "../kernel/problems.ts";
import type { Result } from "../kernel/result.ts";
import { allowedEvents } from "../kernel/transitions.ts";
import { ownEvent, type By } from "../placements/holder.ts";
import type { DisputeDocument } from "./document.ts";
import { disputeTransitions, type Dispute } from "./model.ts";
import type { Note } from "./note.ts";

/** A dispute with its account and the placement that the account has, or had last. */
export type KnownDispute = Known & { readonly dispute: Dispute };

/** What a decision does to a dispute, as facts. */
export type DisputeStep = AccountStep & {
  readonly dispute: Dispute;
  readonly note?: Note;
  readonly document?: DisputeDocument;
  /** Payments of the account may bear another commission from now on. */
  readonly movesCommission?: boolean;
};

/** Who decides, and by which key where it was one. */
export type ByAnyone = By & { readonly keyId?: string };

/** A lender decides, by one of its keys. */
export type ByKey = ByAnyone & { readonly keyId: string };

/** An event about a dispute that nobody but its readers hears of. */
export const disputeEvent = (
  by: ByAnyone,
  { disputeId, placementId, agencyId }: Dispute,
  { type, data = {} }: { readonly type: string; readonly data?: EventDraft["data"] },
): EventDraft => ownEvent(by, { type, data: { disputeId, placementId, agencyId, ...keyIn(by), ...data } });

/** The key, in an event's data. */
export const keyIn = ({ keyId }: ByAnyone) => (keyId === undefined ? {} : { keyId });

/** The number that the next event of the account gets: what is made with it is named after it. */
export const nextSequence = ({ sequence }: Account): number => sequence + 1;

export const notPossible = ({ state }: Dispute, event: string, detail: string): Result<never, Refusal> =>
  refuse({
    code: "invalid-transition",
    detail,
    extra: { from: state, event, allowed: allowedEvents(disputeTransitions, state) },
  });
