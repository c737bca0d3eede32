import type { AgencyId, LenderId } from "../kernel/ids.ts";
import type { Currency } from "../kernel/money.ts";
import { sha256 } from "../platform/canonical.ts";
import { breakKinds } from "../reconciliation/break-codes.ts";
import type { Break } from "../reconciliation/outcome.ts";
import type { BreakCode } from "../reconciliation/wire.ts";
import { boundedEvidence, namedEvidence } from "./evidence.ts";
import type { BreakEvidence, BreakRecord } from "./model.ts";
import { BreakId } from "./wire.ts";

/** What is at odds, whoever found it, as far as a break keeps it. */
export type Finding = Pick<
  BreakRecord,
  | "fingerprint"
  | "source"
  | "code"
  | "severity"
  | "owner"
  | "action"
  | "lenderId"
  | "agencyId"
  | "currency"
  | "amount"
  | "explain"
> & { readonly evidence: BreakEvidence };

const ID_LENGTH = 26;

export const breakIdOf = (fingerprint: string): BreakId =>
  BreakId.parse(`brk_${sha256(fingerprint).slice(0, ID_LENGTH).toUpperCase()}`);

const EXPLAIN_COUNT_MAX = 10;
const EXPLAIN_LENGTH_MAX = 300;

const boundedExplain = (lines: readonly string[]): string[] =>
  lines.slice(0, EXPLAIN_COUNT_MAX).map((line) => line.slice(0, EXPLAIN_LENGTH_MAX));

/** What a run of the reconciliation found. */
export function findingOf({ subjects, evidence, explain, ...found }: Break): Finding {
  return {
    ...found,
    source: "RUN",
    explain: boundedExplain(explain),
    evidence: boundedEvidence(subjects, evidence),
  };
}

/** What something else found: a comparison of inventories, a file, a clock. */
export type OtherFinding = {
  readonly code: BreakCode;
  readonly lenderId: LenderId;
  readonly agencyId?: AgencyId;
  readonly currency: Currency;
  /** What the books expect less what the other side shows; zero where no money is at odds. */
  readonly amount: number;
  /** The ids of what is at odds: they make the fingerprint, with the code and the parties. */
  readonly subjects: readonly string[];
  readonly explain: readonly string[];
  /** What agencies reported that shows it. */
  readonly reported?: readonly object[];
};

const SUBJECT = "finding ";

/** The ids of what something else than a run found to be at odds. */
export const subjectsOf = ({ fingerprint }: Pick<BreakRecord, "fingerprint">): readonly string[] =>
  fingerprint
    .split("\n")
    .filter((line) => line.startsWith(SUBJECT))
    .map((line) => line.slice(SUBJECT.length));

/** @throws Error for a code that only a run of the reconciliation finds, for such a run would know nothing of it */
export function otherFinding({ subjects, explain, reported = [], ...found }: OtherFinding): Finding {
  const { severity, owner, action, foundBy, alsoFoundBy } = breakKinds[found.code];
  if (foundBy === "RECONCILIATION" && alsoFoundBy === undefined)
    throw new Error(`${found.code} is found by the reconciliation`);
  const sorted = subjects.toSorted();
  const parties = [found.code, found.lenderId, found.agencyId ?? "-", found.currency];
  return {
    ...found,
    severity,
    owner,
    action,
    source: "FINDING",
    fingerprint: [...parties, ...sorted.map((id) => `${SUBJECT}${id}`)].join("\n"),
    explain: boundedExplain(explain),
    evidence: namedEvidence(sorted, reported),
  };
}
