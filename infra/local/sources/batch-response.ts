import type { Outcome } from "../lambda/lambda-protocol.ts";

/** Which records of a batch a function did not handle. */
export type BatchResult =
  | { readonly kind: "handled" }
  | { readonly kind: "failed"; readonly reason: string }
  | { readonly kind: "partly"; readonly failedIds: ReadonlySet<string> };

/** Reads a function's answer to a batch as Lambda does: an id it does not know, or none, fails the whole batch. */
export function batchResult(
  outcome: Outcome,
  ids: readonly string[],
  reportsItemFailures: boolean,
): BatchResult {
  if (!outcome.ok)
    return { kind: "failed", reason: `${outcome.error.errorType}: ${outcome.error.errorMessage}` };
  if (!reportsItemFailures) return { kind: "handled" };
  const failures = itemFailures(JSON.parse(outcome.payload));
  if (failures.length === 0) return { kind: "handled" };
  const known = new Set(ids);
  const isReadable = failures.every((id) => id !== undefined && known.has(id));
  if (!isReadable) return { kind: "failed", reason: `unreadable batchItemFailures in ${outcome.payload}` };
  return { kind: "partly", failedIds: new Set(failures.filter((id) => id !== undefined)) };
}

function itemFailures(answer: unknown): readonly (string | undefined)[] {
  if (typeof answer !== "object" || answer === null || !("batchItemFailures" in answer)) return [];
  const { batchItemFailures } = answer;
  if (!Array.isArray(batchItemFailures)) return [];
  return batchItemFailures.map((failure: unknown) => {
    if (typeof failure !== "object" || failure === null || !("itemIdentifier" in failure)) return undefined;
    const { itemIdentifier } = failure;
    return typeof itemIdentifier === "string" && itemIdentifier !== "" ? itemIdentifier : undefined;
  });
}
