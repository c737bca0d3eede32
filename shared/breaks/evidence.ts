import type { Evidence, Subjects } from "../reconciliation/outcome.ts";
import type { BreakEvidence } from "./model.ts";

/** As many facts of each source as are kept; the rest is counted. */
export const FACT_COUNT_MAX = 20;
/** As many ids of what is at odds. */
const SUBJECT_COUNT_MAX = 100;
/** A bank writes what it likes: so much of each text, and of each list of texts, is kept. */
const FACT_TEXT_LENGTH_MAX = 200;
const FACT_LIST_LENGTH_MAX = 8;
const LISTED_TEXT_LENGTH_MAX = 60;

type Facts = BreakEvidence["reported"];

/** What an engine found, within bounds: an item has room for it, whatever a bank or an agency sent. */
export const boundedEvidence = (subjects: Subjects, of: Evidence): BreakEvidence => ({
  ...boundedSubjects([
    ...subjects.reported,
    ...subjects.advised,
    ...subjects.remittances,
    ...subjects.banked,
    ...subjects.credits,
  ]),
  reported: bounded(of.reported),
  advised: bounded(of.advised),
  remittances: bounded(of.remittances),
  banked: bounded(of.banked),
  credits: bounded(of.credits),
});

const none: Facts = { facts: [], more: 0 };

/** What was found elsewhere names what it is about, and shows what was reported of it. */
export const namedEvidence = (
  subjects: readonly string[],
  reported: readonly object[] = [],
): BreakEvidence => ({
  ...boundedSubjects(subjects),
  reported: bounded(reported),
  advised: none,
  remittances: none,
  banked: none,
  credits: none,
});

const boundedSubjects = (subjects: readonly string[]) => ({
  subjects: subjects.slice(0, SUBJECT_COUNT_MAX).map((id) => cut(id)),
  moreSubjects: Math.max(0, subjects.length - SUBJECT_COUNT_MAX),
});

const bounded = (facts: readonly object[]): Facts => ({
  facts: facts.slice(0, FACT_COUNT_MAX).map(shortened),
  more: Math.max(0, facts.length - FACT_COUNT_MAX),
});

const cut = (text: string, lengthMax = FACT_TEXT_LENGTH_MAX): string => text.slice(0, lengthMax);

const shortened = (fact: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fact).map(([name, value]: [string, unknown]) => [name, short(value)]));

function short(value: unknown): unknown {
  if (typeof value === "string") return cut(value);
  if (Array.isArray(value))
    return value
      .slice(0, FACT_LIST_LENGTH_MAX)
      .map((one) => (typeof one === "string" ? cut(one, LISTED_TEXT_LENGTH_MAX) : short(one)));
  return typeof value === "object" && value !== null ? shortened(value) : value;
}
