import { RemittanceId, remittanceLineOf } from "../kernel/ids.ts";
import type { MatchFact } from "./match-fact.ts";

/** The advice that a fact is, or is a line of. */
export function remittanceIdIn({ kind, id }: MatchFact): readonly RemittanceId[] {
  if (kind !== "ADVISED") return [];
  const advice = RemittanceId.safeParse(id);
  return [advice.success ? advice.data : remittanceLineOf(id).remittanceId];
}

/** Money that an advice announced was in transit; without one, it is what the agency had. */
export const isAdvised = (facts: readonly MatchFact[]): boolean =>
  facts.some(({ kind }) => kind === "ADVISED");
