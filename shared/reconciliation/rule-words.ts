import type { Allowance, Relation, Rule, Tolerance } from "./wire.ts";

const sides: Readonly<Record<Relation, { readonly left: string; readonly right: string }>> = {
  ADVISED: { left: "reported payment", right: "line of an advice" },
  FUNDED: { left: "advice", right: "line of the bank" },
};

const scopes: Readonly<Record<Relation, string>> = {
  ADVISED: "in the same account",
  FUNDED: "in the same agency's money",
};

/** What a rule does, for whoever decides whether it should. */
export function sentenceOf(rule: Rule): string {
  const how = `${joined(rule)}, ${amounts(rule.tolerance)} and ${days(rule.tolerance)}.`;
  return "limits" in rule
    ? `${how} It gives up, and says so, beyond ${rule.limits.candidates} candidates or ${rule.limits.steps} steps.`
    : how;
}

function joined(rule: Rule): string {
  const { left, right } = sides[rule.relation];
  switch (rule.kind) {
    case "REFERENCE":
      return `Joins a ${left} with the ${right} that has the same reference`;
    case "NORMALISED_REFERENCE":
      return `Joins a ${left} with the ${right} that has the same reference but for case, spaces and punctuation${spelt(rule)}`;
    case "AMOUNT":
      return `Joins a ${left} with the only ${right} ${scopes[rule.relation]} that fits, whatever they are called`;
    case "ONE_TO_MANY":
      return `Joins a ${left} with ${several(rule, right)}`;
    case "MANY_TO_ONE":
      return `Joins a ${right} with ${several(rule, left)}`;
    case "MANY_TO_MANY":
      return `Joins several of one side with several of the other ${scopes[rule.relation]}, if their sums agree and do not fall apart into smaller ones that do`;
  }
}

function spelt({ normalisation }: Extract<Rule, { kind: "NORMALISED_REFERENCE" }>): string {
  const { prefixes, leadingZeros } = normalisation;
  return [
    leadingZeros === "DROPPED" ? ", leading zeros" : "",
    prefixes.length > 0 ? `, and a prefix such as ${prefixes[0] ?? ""}` : "",
  ].join("");
}

const several = (
  { by, relation }: Extract<Rule, { kind: "ONE_TO_MANY" | "MANY_TO_ONE" }>,
  what: string,
): string =>
  by === "REFERENCE"
    ? `all of several of kind ${what} that name the same, if they add up to it`
    : `the only several of kind ${what} ${scopes[relation]} that add up to it`;

function amounts({ below, above }: Tolerance): string {
  const [less, more] = [allowed(below), allowed(above)];
  if (less === undefined && more === undefined) return "if the amounts are equal";
  return `if at most ${less ?? "nothing"} less and ${more ?? "nothing"} more was found`;
}

function allowed({ minorUnits, basisPoints }: Allowance): string | undefined {
  if (minorUnits === 0 && basisPoints === 0) return undefined;
  if (basisPoints === 0) return `${minorUnits} minor units`;
  const share = `${basisPoints / 100} %`;
  return minorUnits === 0 ? share : `${minorUnits} minor units or ${share}, whichever is more,`;
}

const days = ({ daysBefore, daysAfter }: Tolerance): string =>
  `it came at most ${daysBefore} days before and ${daysAfter} days after`;
