import type { Books } from "../../shared/reconciliation/model.ts";
import type { Rule, Tolerance } from "../../shared/reconciliation/wire.ts";

/*
 * What one rule must come to, found by trying everything: every set of the one side with every set of the other. It
 * shares no code with the engine, and is only for few facts of one lender, agency and currency.
 */

export type Fact = {
  readonly id: string;
  readonly group: string;
  readonly scope: string | undefined;
  /** Whether the agency had the money. */
  readonly isAgencys: boolean;
  readonly references: readonly string[];
  readonly amount: number;
  readonly on: string;
};

type Way = { readonly lefts: readonly Fact[]; readonly rights: readonly Fact[] };

export type Decided = { readonly matched: readonly string[]; readonly held: readonly string[] };

const subsets = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  all.reduce<readonly (readonly T[])[]>((sets, one) => [...sets, ...sets.map((set) => [...set, one])], [[]]);

const sum = (facts: readonly Fact[]): number => facts.reduce((total, { amount }) => total + amount, 0);

const days = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

const grant = ({ minorUnits, basisPoints }: Tolerance["below"], amount: number): bigint => {
  const share = (BigInt(Math.abs(amount)) * BigInt(basisPoints)) / 10_000n;
  return share > BigInt(minorUnits) ? share : BigInt(minorUnits);
};

function fits(tolerance: Tolerance, { lefts, rights }: Way): boolean {
  const [expected, found] = [sum(lefts), sum(rights)];
  const less = BigInt(Math.abs(expected) - Math.abs(found));
  const inMoney =
    expected === found ||
    (Math.sign(expected) === Math.sign(found) &&
      less <= grant(tolerance.below, expected) &&
      -less <= grant(tolerance.above, expected));
  return (
    inMoney &&
    lefts.every((left) =>
      rights.every((right) => {
        const gap = days(left.on, right.on);
        return gap >= -tolerance.daysBefore && gap <= tolerance.daysAfter;
      }),
    )
  );
}

const spelt = (reference: string): string =>
  reference
    .replaceAll(/[^A-Za-z0-9]/gu, "")
    .toUpperCase()
    .replace(/^0+/u, "");

function named(rule: Rule, left: Fact, right: Fact): boolean {
  const form = rule.kind === "NORMALISED_REFERENCE" ? spelt : (reference: string) => reference;
  return (
    left.group === right.group &&
    left.isAgencys === right.isAgencys &&
    (left.scope === undefined || right.scope === undefined || left.scope === right.scope) &&
    left.references.some((one) => right.references.some((other) => form(one) === form(other)))
  );
}

const together = ({ lefts, rights }: Way): boolean => {
  const [first, ...others] = [...lefts, ...rights];
  return (
    first!.scope !== undefined &&
    others.every(
      ({ group, scope, isAgencys }) =>
        group === first!.group && scope === first!.scope && isAgencys === first!.isAgencys,
    )
  );
};

const isPart = (part: Way, whole: Way): boolean =>
  part.lefts.length + part.rights.length < whole.lefts.length + whole.rights.length &&
  part.lefts.every((one) => whole.lefts.includes(one)) &&
  part.rights.every((one) => whole.rights.includes(one));

function waysOf(rule: Rule, lefts: readonly Fact[], rights: readonly Fact[]): readonly Way[] {
  const all = subsets(lefts)
    .flatMap((some) => subsets(rights).map((others) => ({ lefts: some, rights: others })))
    .filter((way) => way.lefts.length > 0 && way.rights.length > 0 && fits(rule.tolerance, way));
  const several = (facts: readonly Fact[]): boolean => facts.length > 1;
  switch (rule.kind) {
    case "REFERENCE":
    case "NORMALISED_REFERENCE":
      return all.filter(
        (way) => !several(way.lefts) && !several(way.rights) && named(rule, way.lefts[0]!, way.rights[0]!),
      );
    case "AMOUNT":
      return all.filter((way) => !several(way.lefts) && !several(way.rights) && together(way));
    case "ONE_TO_MANY":
    case "MANY_TO_ONE": {
      const [one, more] =
        rule.kind === "ONE_TO_MANY" ? (["lefts", "rights"] as const) : (["rights", "lefts"] as const);
      const sums = all.filter((way) => !several(way[one]) && together(way));
      return sums.filter(
        (way) =>
          several(way[more]) && !sums.some((part) => isPart(part, way) && sum(part[more]) === sum(way[more])),
      );
    }
    case "MANY_TO_MANY": {
      const sums = all.filter(together);
      return sums.filter(
        (way) => several(way.lefts) && several(way.rights) && !sums.some((part) => isPart(part, way)),
      );
    }
  }
}

const likeness = ({ amount, scope, on, references }: Fact): string =>
  JSON.stringify([amount, scope, on, [...references].sort()]);

const areAlike = (facts: readonly Fact[]): boolean => new Set(facts.map(likeness)).size === 1;

/** What of both sides one rule alone settles, and what it holds. */
export function decidedBy(rule: Rule, lefts: readonly Fact[], rights: readonly Fact[]): Decided {
  let rest = waysOf(rule, lefts, rights);
  const [matched, held]: [string[], string[]] = [[], []];
  while (rest.length > 0) {
    let lot: readonly Way[] = rest.slice(0, 1);
    for (let size = 0; size < lot.length;) {
      size = lot.length;
      const facts = new Set(lot.flatMap((way) => [...way.lefts, ...way.rights]));
      lot = rest.filter((way) => [...way.lefts, ...way.rights].some((fact) => facts.has(fact)));
    }
    rest = rest.filter((way) => !lot.includes(way));
    const sides = [
      [...new Set(lot.flatMap((way) => way.lefts))],
      [...new Set(lot.flatMap((way) => way.rights))],
    ] as const;
    const ids = sides.map((side) => side.map(({ id }) => id).sort());
    const byName = rule.kind === "REFERENCE" || rule.kind === "NORMALISED_REFERENCE";
    if (lot.length === 1) matched.push(ids.flat().join("+"));
    else if (byName && sides.every(areAlike)) {
      // On one day ids decide, which the facts of these books have in the order of their numbers.
      const pairs = Math.min(sides[0].length, sides[1].length);
      for (let n = 0; n < pairs; n += 1) matched.push([ids[0]![n], ids[1]![n]].join("+"));
    } else held.push(...ids.flat());
  }
  return { matched: matched.sort(), held: held.sort() };
}

/** The sides of `ADVISED`, without anything that was made of them. */
export function sidesOf({ expectations, lines }: Books): readonly [readonly Fact[], readonly Fact[]] {
  const fact = (id: string, one: Books["expectations"][number] | Books["lines"][number]): Fact => ({
    id,
    group: one.kind,
    scope: one.accountId,
    isAgencys: one.recipient === "AGENCY",
    references: one.paymentRef === undefined ? [] : [one.paymentRef],
    amount: one.amount,
    on: one.effectiveOn,
  });
  return [expectations.map((one) => fact(one.id, one)), lines.map((one) => fact(one.lineId, one))];
}

/** The sides of `FUNDED`. */
export function fundsOf({ advices, bankLines }: Books): readonly [readonly Fact[], readonly Fact[]] {
  const group = "FUNDS";
  return [
    advices
      .filter(({ total }) => total > 0)
      .map(({ remittanceId, agencyId, bankRef, total, advisedOn }) => ({
        id: remittanceId,
        group,
        scope: agencyId,
        isAgencys: true,
        references: bankRef === undefined ? [remittanceId] : [bankRef, remittanceId],
        amount: total,
        on: advisedOn,
      })),
    bankLines
      .filter(({ status }) => status === "BOOKED")
      .map(({ lineId, agencyId, references, amount, valueDate }) => ({
        id: lineId,
        group,
        scope: agencyId,
        isAgencys: true,
        references: [...new Set(references)],
        amount,
        on: valueDate,
      })),
  ];
}
