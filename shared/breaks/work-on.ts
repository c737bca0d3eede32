import { refuse, type Refusal } from "../kernel/problems.ts";
import { ok, type Result } from "../kernel/result.ts";
import { next } from "../kernel/transitions.ts";
import { breakTransitions, COMMENT_COUNT_MAX, type BreakComment, type BreakRecord } from "./model.ts";
import { reopened } from "./observed.ts";
import { breakEvent, type BreakStep, type By } from "./step.ts";

type Decided = Result<BreakStep, Refusal>;

/** Says whose work an open break is; undefined when it is theirs already. @returns refusal `invalid-transition` */
export function assign(
  before: BreakRecord,
  assignee: string | null,
  by: By,
): Result<BreakStep | undefined, Refusal> {
  const { assignee: standing = null, ...rest } = before;
  const state = next(breakTransitions, before.state, assignee === null ? "release" : "assign");
  if (standing === assignee && before.state !== "RESOLVED") return ok(undefined);
  if (!state.ok) return state;
  const after = { ...rest, state: state.value, ...(assignee !== null && { assignee }) };
  return ok({ after, event: breakEvent(by, after, { type: "break.assigned", data: { assignee } }) });
}

/** Writes something down, also after the end. The history says that, never what. @returns refusal `limit-reached` */
export function comment(before: BreakRecord, text: string, by: By): Decided {
  if (before.commentCount >= COMMENT_COUNT_MAX)
    return refuse({ code: "limit-reached", detail: `A break has at most ${COMMENT_COUNT_MAX} comments.` });
  const { breakId, sequence } = before;
  const written: BreakComment = {
    commentId: `cmt_${breakId.slice(4)}_${sequence + 1}`,
    breakId,
    text,
    writtenBy: by.actor,
    writtenAt: by.now,
  };
  const after = { ...before, commentCount: before.commentCount + 1 };
  const { commentId } = written;
  return ok({
    after,
    comment: written,
    event: breakEvent(by, after, { type: "break.commented", data: { commentId } }),
  });
}

/** Says how it came about; undefined when that is said already. @returns refusal `invalid-transition` */
export function explain(
  before: BreakRecord,
  explanation: string,
  by: By,
): Result<BreakStep | undefined, Refusal> {
  const state = next(breakTransitions, before.state, "explain");
  if (!state.ok) return state;
  if (before.state === "EXPLAINED" && before.explanation === explanation) return ok(undefined);
  const after = { ...before, state: state.value, explanation };
  return ok({ after, event: breakEvent(by, after, { type: "break.explained", data: { explanation } }) });
}

/** Takes a resolution back, with what it posted. @returns refusal `invalid-transition` */
export function reopen(before: BreakRecord, reason: string, by: By): Decided {
  const state = next(breakTransitions, before.state, "reopen");
  if (!state.ok) return state;
  const { after, postings } = reopened(before, by.now);
  const data = { why: "ASKED", reason };
  return ok({ after, event: breakEvent(by, after, { type: "break.reopened", data, postings }) });
}
