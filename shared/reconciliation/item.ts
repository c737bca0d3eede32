import type { AgencyId } from "../kernel/ids.ts";
import { daysBetween, LocalDate } from "../kernel/time.ts";
import type { Advice, AdviceLine, BankLine, Expectation, Kind } from "./model.ts";

/** `HELD` fits in more than one way; `SETTLED` was matched by an earlier run, and only explains. */
export type State = "OPEN" | "MATCHED" | "HELD" | "SETTLED";

/** A fact as the matcher sees it. Made anew for a run, which alone changes it. */
export type Item<Fact> = {
  readonly fact: Fact;
  readonly id: string;
  readonly agencyId: AgencyId | undefined;
  /** Only like meets like; what is funded may net payments with reversals. */
  readonly group: Kind | "FUNDS";
  /** In what sums are looked for: the account, or the agency's money. */
  readonly scope: string | undefined;
  readonly reference: string | undefined;
  readonly otherReferences: readonly string[];
  readonly amount: number;
  /** Whether the agency had the money: what it had and what it had not is not the same money. */
  readonly isAgencys: boolean;
  readonly day: number;
  /** Since when it is known: of facts that cannot be told apart the earlier one stands. */
  readonly since: number;
  state: State;
  /** Does something of the other side have its reference? Then no rule that ignores references may take it. */
  isNamed: boolean;
  /** In how many ways a rule can settle it. */
  ways: number;
};

export type Funding = Advice | Expectation;

export const NONE: readonly never[] = [];

/** The sign comes from the kind: sources write reversals with either. */
export const signed = (kind: Kind, amount: number): number =>
  kind === "REVERSAL" ? -Math.abs(amount) : Math.abs(amount);

const EPOCH = LocalDate.parse("1970-01-01");

export type DayOf = (date: LocalDate) => number;

/** Dates as numbers of days. A run has few dates and many facts, so each is worked out once. */
export function dayNumbers(): DayOf {
  const known = new Map<LocalDate, number>();
  return (date) => {
    const found = known.get(date);
    if (found !== undefined) return found;
    const day = daysBetween(EPOCH, date);
    known.set(date, day);
    return day;
  };
}

export function reportedItem(fact: Expectation, dayOf: DayOf, state: State): Item<Expectation> {
  const day = dayOf(fact.effectiveOn);
  return {
    fact,
    id: fact.id,
    agencyId: fact.agencyId,
    group: fact.kind,
    scope: fact.accountId,
    reference: fact.paymentRef,
    otherReferences: NONE,
    amount: signed(fact.kind, fact.amount),
    isAgencys: fact.recipient === "AGENCY",
    day,
    since: day,
    state,
    isNamed: false,
    ways: 0,
  };
}

type Known = {
  readonly advisedOn: LocalDate;
  readonly state: State;
  /** Do so many lines share its reference that it names nothing? */
  readonly isNameless?: boolean;
};

export function advisedItem(
  fact: AdviceLine,
  dayOf: DayOf,
  { advisedOn, state, isNameless = false }: Known,
): Item<AdviceLine> {
  return {
    fact,
    id: fact.lineId,
    agencyId: fact.agencyId,
    group: fact.kind,
    scope: fact.accountId,
    reference: isNameless ? undefined : fact.paymentRef,
    otherReferences: NONE,
    amount: signed(fact.kind, fact.amount),
    isAgencys: fact.recipient === "AGENCY",
    day: dayOf(fact.effectiveOn),
    since: dayOf(advisedOn),
    state,
    isNamed: false,
    ways: 0,
  };
}

export function fundingItem(fact: Advice, dayOf: DayOf, state: State): Item<Funding> {
  const day = dayOf(fact.advisedOn);
  return {
    fact,
    id: fact.remittanceId,
    agencyId: fact.agencyId,
    group: "FUNDS",
    scope: fact.agencyId,
    reference: fact.bankRef,
    otherReferences: [fact.remittanceId],
    amount: fact.total,
    isAgencys: true,
    day,
    since: day,
    state,
    isNamed: false,
    ways: 0,
  };
}

/** A payment that no advice will list, as money that is to arrive. */
export function awaitedItem(fact: Expectation, dayOf: DayOf, state: State): Item<Funding> {
  const day = dayOf(fact.effectiveOn);
  return {
    fact,
    id: fact.id,
    agencyId: fact.agencyId,
    group: "FUNDS",
    scope: fact.agencyId,
    reference: fact.paymentRef,
    otherReferences: NONE,
    amount: signed(fact.kind, fact.amount),
    isAgencys: true,
    day,
    since: day,
    state,
    isNamed: false,
    ways: 0,
  };
}

export function bankedItem(fact: BankLine, dayOf: DayOf, state: State): Item<BankLine> {
  const day = dayOf(fact.valueDate);
  return {
    fact,
    id: fact.lineId,
    agencyId: fact.agencyId,
    group: "FUNDS",
    scope: fact.agencyId,
    reference: undefined,
    otherReferences: fact.references,
    amount: fact.amount,
    isAgencys: true,
    day,
    since: day,
    state,
    isNamed: false,
    ways: 0,
  };
}

/** Earlier first; the id decides where nothing else does. */
export const byAge = (a: Item<unknown>, b: Item<unknown>): number =>
  a.since - b.since || (a.id < b.id ? -1 : Number(a.id > b.id));

/** Does neither say otherwise? */
export const agreesOnScope = (a: Item<unknown>, b: Item<unknown>): boolean =>
  a.scope === undefined || b.scope === undefined || a.scope === b.scope;

/** Can both be the same money: of one account, or of one agency, and with the agency or not? */
export const areOfOneKind = (a: Item<unknown>, b: Item<unknown>): boolean =>
  a.isAgencys === b.isAgencys && agreesOnScope(a, b);
