import type { Change, Item, Replace } from "../kernel/change.ts";
import { Refused } from "../kernel/problems.ts";
import type { Clock } from "../kernel/time.ts";
import type { PutOne, Reader } from "../platform/dynamo.ts";
import { again, attempts, onConflict } from "../platform/retry.ts";
import type { Write, Written } from "../platform/write.ts";
import { differenceOf, type Difference, type Put } from "./difference.ts";
import type { ChangeStore } from "./store.ts";
import type { ChangeAction, Subject } from "./wire.ts";

export type SaveRecordedDeps = {
  readonly changes: Pick<ChangeStore, "revision" | "taken" | "recorded">;
  readonly reader: Pick<Reader, "get">;
  readonly write: Write;
  readonly clock: Clock;
};

export type Saving = {
  readonly subject: Subject;
  /** The key that asks for the change. */
  readonly by: string;
  /** What was done, where "created" or "changed" does not say it. */
  readonly action?: ChangeAction;
  /** The revision that the caller looked at; any, when left out. */
  readonly ifMatch?: number;
};

export type Saved<T> = { readonly answer: T; readonly revision: number };

/**
 * Lets a use case put items of configuration and writes them with the record of the change in one transaction.
 * What changes nothing writes nothing. Whoever was slower decides again on what stands then.
 * @throws Refused `precondition-failed` when the caller looked at another revision
 */
export const saveRecorded =
  (deps: SaveRecordedDeps) =>
  async <T>(saving: Saving, decide: (put: PutOne) => Promise<T>): Promise<Saved<T>> =>
    attempts(async () => {
      const revision = await deps.changes.revision(saving.subject);
      if (saving.ifMatch !== undefined && saving.ifMatch !== revision) throw stale(saving, revision);
      const items: Item[] = [];
      const answer = await decide(async (item) => void items.push(item));
      const puts = await Promise.all(items.map((item) => withStanding(deps, item)));
      const difference = differenceOf(puts);
      if (difference === undefined)
        // Only what nobody moved meanwhile was looked at as a whole.
        return (await deps.changes.revision(saving.subject)) === revision ? { answer, revision } : again;
      const outcome = await deps.write(
        writtenOf(deps, { saving, revision: revision + 1, items }, difference),
      );
      return outcome.ok ? { answer, revision: revision + 1 } : again;
    }, onConflict);

export type SaveRecorded = ReturnType<typeof saveRecorded>;

async function withStanding({ reader }: SaveRecordedDeps, item: Item): Promise<Put> {
  const found = await reader.get({ pk: item.pk, sk: item.sk });
  const standing = typeof found === "object" && found !== null ? { ...found } : undefined;
  return { standing, item };
}

type Decided = { readonly saving: Saving; readonly revision: number; readonly items: readonly Item[] };

function writtenOf(
  deps: SaveRecordedDeps,
  { saving, revision, items }: Decided,
  difference: Difference,
): Written {
  const { subject, by, action } = saving;
  const change = {
    subject,
    revision,
    action: action ?? (difference.hashBefore === undefined ? "created" : "changed"),
    changedAt: deps.clock.now(),
    changedBy: by,
    ...difference,
    members: [...difference.members],
  };
  const [first, ...others] = items.map(replaced);
  if (first === undefined) throw new Error(`${subject} differs, yet nothing was put`);
  const state: readonly [Change, ...Change[]] = [first, ...others];
  return { identity: [deps.changes.taken(change)], state, events: [deps.changes.recorded(change)] };
}

/** The revision is the condition: nobody puts configuration without taking the next one. */
const replaced = (item: Item): Replace => ({ kind: "replace", name: "configuration", item, when: [] });

const stale = ({ subject, ifMatch }: Saving, revision: number): Refused =>
  new Refused({
    code: "precondition-failed",
    detail: `${subject} is at revision ${revision}, not ${ifMatch}. Nothing was changed.`,
    extra: { revision },
  });
