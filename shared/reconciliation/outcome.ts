import type { AgencyId, LenderId } from "../kernel/ids.ts";
import type { Currency } from "../kernel/money.ts";
import type { Advice, AdviceLine, BankLine, Credit, Expectation } from "./model.ts";
import type { BreakAction, BreakCode, BreakOwner, Relation, Severity } from "./wire.ts";

/** The two sides of a relation by the ids of their facts. */
type Legs = {
  /** Expectations; of `FUNDED` the remittances, or the expectations of an agency that sends no advices. */
  readonly left: readonly string[];
  /** Lines of advices; of `FUNDED` lines of the bank. */
  readonly right: readonly string[];
};

type Found = Legs & {
  readonly ruleId: string;
  readonly ruleVersion: number;
  readonly relation: Relation;
  readonly lenderId: LenderId;
  readonly currency: Currency;
};

/** One settlement of one side by the other. Every fact is in one match of a relation at most. */
export type Match = Found & {
  readonly agencyId: AgencyId;
  /** What was found less what was expected, in minor units: to be posted when it is not zero. */
  readonly difference: number;
  /** The lender, or a third party, had the money: nothing of it is on an account of the agency. */
  readonly isDirect?: true | undefined;
  /** From the latest expected day to the latest found. */
  readonly days: number;
  /** What both sides are called, in the form in which the rule compared it. */
  readonly reference?: string | undefined;
  /** Commission and tax that the lines of advices took, in minor units; of a gross advice that shows none it is not known. */
  readonly taken?: number | undefined;
};

/** Facts that fit each other in more than one way. They are held: no later rule decides for them. */
export type Ambiguity = Found & { readonly ways: number };

/** A rule stopped looking; what it looked for stays open to the next rule. */
export type Limit = Found & { readonly reached: "CANDIDATES" | "STEPS" };

/** What all three sources say, side by side. */
export type Evidence = {
  readonly reported: readonly Expectation[];
  readonly advised: readonly AdviceLine[];
  readonly remittances: readonly Advice[];
  readonly banked: readonly BankLine[];
  readonly credits: readonly Credit[];
};

export type Subjects = { readonly [Source in keyof Evidence]: readonly string[] };

export type Break = {
  /** The same for as long as the same facts are at odds in the same way, whatever the amounts: to be hashed. */
  readonly fingerprint: string;
  readonly code: BreakCode;
  readonly severity: Severity;
  readonly owner: BreakOwner;
  readonly action: BreakAction;
  readonly lenderId: LenderId;
  /** Unknown only of money at the bank. */
  readonly agencyId?: AgencyId;
  readonly currency: Currency;
  /** What the lender's books expect less what the other side shows: below zero is a surplus. */
  readonly amount: number;
  readonly subjects: Subjects;
  readonly evidence: Evidence;
  readonly explain: readonly string[];
};

/** What is in no match and in no ambiguity. */
type Unmatched = {
  readonly expectations: readonly Expectation[];
  readonly advices: readonly Advice[];
  readonly lines: readonly AdviceLine[];
  readonly bankLines: readonly BankLine[];
};

export type Reconciliation = {
  readonly matches: readonly Match[];
  readonly ambiguities: readonly Ambiguity[];
  readonly limits: readonly Limit[];
  readonly breaks: readonly Break[];
  readonly unmatched: Unmatched;
};
