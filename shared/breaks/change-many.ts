import { Refused } from "../kernel/problems.ts";
import { canonical, sha256 } from "../platform/canonical.ts";
import type { ChangeABreak, ChangeBreak } from "./change-break.ts";
import type { DecideCommand } from "./decide-command.ts";
import type { BreakBulkRequest, BreakBulkResult, BreakId } from "./wire.ts";

export type ChangeManyDeps = { readonly changeBreak: ChangeABreak; readonly decideCommand: DecideCommand };

/** Breaks that are worked on at once. */
const SIDE_BY_SIDE = 8;

type Caller = Pick<ChangeBreak, "reach" | "actor"> & { readonly key?: string };

/**
 * One command on many breaks, each for itself: what is refused for one changes nothing about the others. Under a
 * key of the caller's a repeat does what is left.
 */
export const changeMany =
  (deps: ChangeManyDeps) =>
  async ({ breakIds, command }: BreakBulkRequest, caller: Caller): Promise<readonly BreakBulkResult[]> => {
    const results: BreakBulkResult[] = [];
    for (let from = 0; from < breakIds.length; from += SIDE_BY_SIDE) {
      const chunk = breakIds.slice(from, from + SIDE_BY_SIDE);
      results.push(...(await Promise.all(chunk.map(async (id) => changeOne(deps, { id, command }, caller)))));
    }
    return results;
  };

export type ChangeMany = ReturnType<typeof changeMany>;

async function changeOne(
  { changeBreak, decideCommand }: ChangeManyDeps,
  { id, command }: { readonly id: BreakId; readonly command: BreakBulkRequest["command"] },
  { reach, actor, key }: Caller,
): Promise<BreakBulkResult> {
  const once =
    key === undefined ? {} : { once: { key: `${key}#${id}`, bodyHash: sha256(canonical(command)) } };
  try {
    const what = `bulk-${command.kind.toLowerCase()}`;
    const { record } = await changeBreak(
      { breakId: id, reach, actor, what, ...once },
      decideCommand(command),
    );
    return { breakId: id, outcome: "DONE", state: record.state };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { code, detail } = error.refusal;
    return { breakId: id, outcome: "REFUSED", code, detail };
  }
}
