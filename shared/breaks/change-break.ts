import type { Reach } from "../access/scope.ts";
import { withinReach } from "../access/scope.ts";
import type { IdempotencyStore } from "../accounts/idempotency-store.ts";
import type { Change, Conflict } from "../kernel/change.ts";
import type { Actor } from "../kernel/event.ts";
import { accepted, Refused, type Refusal } from "../kernel/problems.ts";
import type { Result } from "../kernel/result.ts";
import type { Clock } from "../kernel/time.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { Write } from "../platform/write.ts";
import type { BreakComment, BreakRecord } from "./model.ts";
import { settledFacts, type SettlingDeps } from "./settled-facts.ts";
import type { BreakStep, By } from "./step.ts";
import type { BreakStore } from "./store.ts";
import type { BreakId } from "./wire.ts";
import { stepWritten, type BreakWrites } from "./written.ts";

export type ChangeBreakDeps = {
  readonly breaks: BreakWrites & Pick<BreakStore, "find" | "comment" | "evidence">;
  readonly settling: SettlingDeps;
  readonly idempotency: Pick<IdempotencyStore, "remembered" | "find">;
  readonly write: Write;
  readonly clock: Clock;
};

export type ChangeBreak = {
  readonly breakId: BreakId;
  readonly reach: Reach;
  readonly actor: Actor;
  /** What is done, as the step's name. */
  readonly what: string;
  /** A request that its caller named, so that a repeat takes no effect. */
  readonly once?: { readonly key: string; readonly bodyHash: string };
};

/** Undefined when what is asked for stands already. */
export type DecideBreak = (before: BreakRecord, by: By) => Promise<Result<BreakStep | undefined, Refusal>>;

/** The break as it is now, and the comment that the first such request made. */
export type ChangedBreak = {
  readonly record: BreakRecord;
  readonly comment?: BreakComment | undefined;
  readonly replayed: boolean;
};

/**
 * Whatever somebody does with a break: load, decide, write once. The same key with the same body takes effect once.
 * @throws Refused `not-found`, `idempotency-key-reused`, `unavailable`, or what the decision refuses
 */
export const changeBreak =
  (deps: ChangeBreakDeps) =>
  async (command: ChangeBreak, decide: DecideBreak): Promise<ChangedBreak> =>
    attempts(async () => {
      const before = withinReach(command.reach, await deps.breaks.find(command.breakId));
      const done = await wasDone(deps, command, before);
      if (done !== undefined) return done;
      const now = deps.clock.now();
      const step = accepted(await decide(before, { actor: command.actor, now }));
      if (step === undefined) return { record: before, replayed: true };
      const { record, written } = stepWritten(deps.breaks, step, {
        before,
        name: `${command.what}#${before.version}`,
        now,
        besides: remembered(deps, command, { before, step, now }),
        settles: await settled(deps, before, step),
      });
      const outcome = await deps.write(written);
      if (outcome.ok) return { record, comment: step.comment, replayed: false };
      mustBeOpen(outcome.error);
      return again;
    }, onConflict);

export type ChangeABreak = ReturnType<typeof changeBreak>;

async function settled(
  { breaks, settling }: ChangeBreakDeps,
  before: BreakRecord,
  step: BreakStep,
): Promise<readonly Change[]> {
  if (step.event.postings === undefined) return [];
  return settledFacts(settling, { before, step, evidence: await breaks.evidence(before.breakId) });
}

const facts: ReadonlySet<string> = new Set(["bank-line", "advice"]);

/** @throws Refused `invalid-transition` when nothing but the money that it is about is another one than the break says */
function mustBeOpen(conflict: Conflict): void {
  if (conflict.every(({ name }) => facts.has(name)))
    throw new Refused({
      code: "invalid-transition",
      detail: "The money that it is about was matched or settled meanwhile: the next run clears the break.",
    });
}

/** Keys of finance are apart from those of the lender's own requests. */
const scopeOf = ({ lenderId }: BreakRecord, key: string) => ({ lenderId, key: `break#${key}` });

const answerOf = ({ what, breakId }: ChangeBreak, made = ""): string => `${what}#${breakId}#${made}`;

function remembered(
  deps: ChangeBreakDeps,
  command: ChangeBreak,
  { before, step, now }: Pick<By, "now"> & { readonly before: BreakRecord; readonly step: BreakStep },
) {
  if (command.once === undefined) return [];
  const { key, bodyHash } = command.once;
  const answer = answerOf(command, step.comment?.commentId);
  return [deps.idempotency.remembered(scopeOf(before, key), { bodyHash, answer }, now)];
}

/** @throws Refused `idempotency-key-reused` when the key belongs to another request */
async function wasDone(
  deps: ChangeBreakDeps,
  command: ChangeBreak,
  record: BreakRecord,
): Promise<ChangedBreak | undefined> {
  if (command.once === undefined) return undefined;
  const { key, bodyHash } = command.once;
  const known = await deps.idempotency.find(scopeOf(record, key));
  if (known === undefined) return undefined;
  const made = known.answer.slice(answerOf(command).length);
  if (known.bodyHash !== bodyHash || known.answer !== answerOf(command, made))
    throw new Refused({
      code: "idempotency-key-reused",
      detail: "The key belongs to another request. Nothing was changed.",
    });
  const comment = made === "" ? undefined : await deps.breaks.comment(command.breakId, made);
  return { record, comment, replayed: true };
}
