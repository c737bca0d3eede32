import { eventSequenceOf } from "../kernel/ids.ts";
import { isOpenDispute, type Dispute } from "./model.ts";

const answered: readonly Dispute["state"][] = ["REJECTED", "PARTLY_UPHELD"];

const normalised = (narrative: string): string =>
  narrative
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/**
 * The earlier dispute that this one repeats: of the same type and placement, still open or answered already,
 * with nothing new in it. What repeats a repetition repeats the first of them, which alone was answered. Basis: 12 CFR 1006.38(a)(1), substantially the same and no new material information.
 */
export function duplicativeOf(dispute: Dispute, others: readonly Dispute[]): Dispute | undefined {
  const said = normalised(dispute.narrative);
  const repeated = others
    .toSorted((one, other) => eventSequenceOf(one.disputeId) - eventSequenceOf(other.disputeId))
    .filter((other) => eventSequenceOf(other.disputeId) < eventSequenceOf(dispute.disputeId))
    .filter((other) => other.type === dispute.type && other.placementId === dispute.placementId)
    .filter((other) => isStanding(firstOf(other, others)))
    .filter((other) => !dispute.inWriting || other.inWriting)
    .filter((other) => said === "" || normalised(other.narrative) === said)
    .findLast((other) => isKnown(dispute.evidence, other.evidence));
  return repeated && firstOf(repeated, others);
}

const isStanding = (dispute: Dispute): boolean => isOpenDispute(dispute) || answered.includes(dispute.state);

function firstOf(dispute: Dispute, all: readonly Dispute[]): Dispute {
  const before = all.find(({ disputeId }) => disputeId === dispute.duplicativeOf);
  return before === undefined ? dispute : firstOf(before, all);
}

/** Every document was named before. */
const isKnown = (named: readonly string[], before: readonly string[]): boolean => {
  const known = new Set(before.map(normalised));
  return named.every((name) => known.has(normalised(name)));
};
