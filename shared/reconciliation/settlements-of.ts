import type { Books } from "./model.ts";
import type { Match } from "./outcome.ts";
import type { Relation } from "./wire.ts";

export type Settlement = {
  readonly remittanceId: string;
  readonly isMatched: boolean;
  readonly isFunded: boolean;
};

/** An advice is matched when every line of it is, and funded when its money came or nothing was to come. */
export function settlementsOf(
  { advices, lines, settled }: Pick<Books, "advices" | "lines" | "settled">,
  made: readonly Match[],
): readonly Settlement[] {
  const idsIn = (relation: Relation, side: "left" | "right"): ReadonlySet<string> =>
    new Set(made.filter((match) => match.relation === relation).flatMap((match) => match[side]));
  const matched = idsIn("ADVISED", "right");
  const funded = idsIn("FUNDED", "left");
  const open = new Set(
    lines.filter(({ lineId }) => !matched.has(lineId)).map(({ remittanceId }) => remittanceId),
  );
  const foundBefore = new Set(settled.advices.map(({ remittanceId }) => remittanceId));
  return [...advices, ...settled.advices].map(({ remittanceId, total }) => ({
    remittanceId,
    isMatched: !open.has(remittanceId),
    isFunded: total <= 0 || funded.has(remittanceId) || foundBefore.has(remittanceId),
  }));
}
