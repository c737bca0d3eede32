import { stepWritten, type StepStores } from "../accounts/account-step.ts";
import { lastPlacement } from "../accounts/change-account.ts";
import type { IdempotencyStore } from "../accounts/idempotency-store.ts";
import type { AccountStore } from "../accounts/store.ts";
import type { Change, Create } from "../kernel/change.ts";
import { accountIdOf, type DisputeId, type LenderId } from "../kernel/ids.ts";
import { accepted, Refused, type Refusal } from "../kernel/problems.ts";
import type { Result } from "../kernel/result.ts";
import type { Clock, Instant } from "../kernel/time.ts";
import type { PlacementStore } from "../placements/store.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { Write } from "../platform/write.ts";
import type { CommissionWatchStore } from "../reconciliation/commission-watch-store.ts";
import type { DocumentStore } from "./document-store.ts";
import type { Dispute } from "./model.ts";
import type { NoteStore } from "./note-store.ts";
import type { DisputeStep, KnownDispute } from "./step.ts";
import type { DisputeStore } from "./store.ts";

export type ChangeDisputeDeps = StepStores & {
  readonly accounts: Pick<AccountStore, "find" | "changed" | "step">;
  readonly disputes: Pick<DisputeStore, "find" | "changed">;
  readonly documents: Pick<DocumentStore, "written">;
  readonly notes: Pick<NoteStore, "created">;
  readonly commissions: Pick<CommissionWatchStore, "watched">;
  readonly placements: Pick<PlacementStore, "find" | "changed">;
  readonly idempotency: Pick<IdempotencyStore, "remembered" | "find">;
  readonly write: Write;
  readonly clock: Clock;
};

/** A request that its lender named, so that a repeat takes no effect. */
type Once = { readonly lenderId: LenderId; readonly key: string; readonly bodyHash: string };

export type ChangeDispute = {
  readonly disputeId: DisputeId;
  /** Whether who asks may know of the dispute at all. */
  readonly isTheirs: (known: KnownDispute) => boolean;
  /** What is done, as the step's name. */
  readonly what: string;
  readonly once?: Once;
};

/** Undefined when what is asked for stands already. */
type Decide = (known: KnownDispute, now: Instant) => Promise<Result<DisputeStep | undefined, Refusal>>;

/** The dispute as it is now, and the id of the note or document that the first such request made. */
export type ChangedDispute = {
  readonly dispute: Dispute;
  readonly made?: string;
  readonly replayed: boolean;
};

/**
 * Whatever somebody does with a dispute by the API: load, decide, write once. The same idempotency key with the same body
 * takes effect once.
 * @throws Refused `not-found`, `idempotency-key-reused`, `unavailable`, or what the decision refuses
 */
export const changeDispute =
  (deps: ChangeDisputeDeps) =>
  async (command: ChangeDispute, decide: Decide): Promise<ChangedDispute> =>
    attempts(async () => {
      const known = await ownKnown(deps, command);
      const before = await wasDone(deps, command);
      if (before !== undefined) return { dispute: known.dispute, ...before, replayed: true };
      const now = deps.clock.now();
      const step = accepted(await decide(known, now));
      if (step === undefined) return { dispute: known.dispute, replayed: true };
      const made = step.note?.noteId ?? step.document?.documentId;
      const written = stepWritten(deps)(known.account, step, {
        name: `${command.what}#${command.disputeId}#${known.account.version}`,
        now,
        besides: remembered(deps, command, { made, now }),
      });
      const outcome = await deps.write({
        ...written,
        state: [...written.state, ...beside(deps, known, { step, now })],
      });
      return outcome.ok ? { dispute: step.dispute, ...(made && { made }), replayed: false } : again;
    }, onConflict);

export type ChangeADispute = ReturnType<typeof changeDispute>;

/** What a step changes beside the account. */
const beside = (
  { commissions, disputes, documents, notes }: ChangeDisputeDeps,
  { account, dispute }: KnownDispute,
  { step, now }: { readonly step: DisputeStep; readonly now: Instant },
): readonly Change[] => [
  disputes.changed(dispute, step.dispute),
  ...(step.note ? [notes.created(step.note)] : []),
  ...(step.document ? [documents.written(step.document)] : []),
  ...(step.movesCommission === true ? [commissions.watched(account, now)] : []),
];

async function ownKnown(
  deps: ChangeDisputeDeps,
  { disputeId, isTheirs }: ChangeDispute,
): Promise<KnownDispute> {
  const [account, dispute] = await Promise.all([
    deps.accounts.find(accountIdOf(disputeId)),
    deps.disputes.find(disputeId),
  ]);
  if (account === undefined || dispute === undefined || !isTheirs({ account, dispute }))
    throw new Refused({ code: "not-found", detail: "Nothing with this id belongs to you." });
  const placement = await lastPlacement(deps, account);
  return { account, dispute, ...(placement && { placement }) };
}

const answerOf = ({ what, disputeId }: ChangeDispute, made = ""): string => `${what}#${disputeId}#${made}`;

function remembered(
  deps: ChangeDisputeDeps,
  command: ChangeDispute,
  { made, now }: { readonly made: string | undefined; readonly now: Instant },
): readonly Create[] {
  if (command.once === undefined) return [];
  const { bodyHash, ...scope } = command.once;
  return [deps.idempotency.remembered(scope, { bodyHash, answer: answerOf(command, made) }, now)];
}

/** @throws Refused `idempotency-key-reused` when the key belongs to another request */
async function wasDone(
  deps: ChangeDisputeDeps,
  command: ChangeDispute,
): Promise<{ readonly made?: string } | undefined> {
  if (command.once === undefined) return undefined;
  const { bodyHash, ...scope } = command.once;
  const known = await deps.idempotency.find(scope);
  if (known === undefined) return undefined;
  const made = known.answer.slice(answerOf(command).length);
  if (known.bodyHash === bodyHash && known.answer === answerOf(command, made)) return made ? { made } : {};
  throw new Refused({
    code: "idempotency-key-reused",
    detail: "The key belongs to another request. Nothing was changed.",
  });
}
