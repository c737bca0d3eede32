import { formatted, money, type Currency } from "../kernel/money.ts";
import type { CommissionLine, ExplainStep, Treatment } from "./line-wire.ts";

type Says = (minor: number) => string;

/** A line's explanation for people, a sentence a step. */
export const sentencesOf = ({ explain, currency }: Pick<CommissionLine, "explain" | "currency">) =>
  explain.map((one) => sentenceOf(one, saysIn(currency)));

const saysIn =
  (currency: Currency): Says =>
  (minor) =>
    formatted(money(minor, currency));

function sentenceOf(one: ExplainStep, says: Says): string {
  switch (one.step) {
    case "INPUTS":
      return `${says(one.amount)} received by ${one.recipient} on ${one.effectiveOn}, on placement ${one.placementNumber} of ${one.placedOn}${stageIn(one)}; before it ${says(one.recoveredBefore)} recovered, ${says(one.commissionBefore)} commission.`;
    case "TREATMENT":
      return `${treatments[one.treatment]}${one.rateBp === undefined ? "" : `: ${percent(one.rateBp)} in place of ${one.rule}`}${disputeIn(one)}.`;
    case "CREDITED":
      return `${says(one.amount)} of it is the debtor's credit by ${one.eventId}, and was not recovered.`;
    case "BASE":
      return `${says(one.base)} of ${says(one.recovered)} recovered bears commission (${one.feeBase}).`;
    case "SHARE":
      return `${says(one.of)} × ${percent(one.rateBp)} = ${says(one.commission)}${one.from === undefined ? "" : ` (tier from ${one.from})`}.`;
    case "ROUNDED":
      return `Together ${says(one.percentage)}, rounded by ${one.rounding}/10000 of a minor unit.`;
    case "FEE":
      return `${says(one.charged)} of a fee of ${says(one.fee)} per ${one.per.toLowerCase()}; ${says(one.before)} was charged before.`;
    case "PAYMENT_BOUNDS":
      return `${says(one.from)} becomes ${says(one.to)} within the bounds of a payment${boundsIn(one, says)}.`;
    case "ACCOUNT_BOUNDS":
      return `${says(one.from)} becomes ${says(one.to)} within the bounds of the account${boundsIn(one, says)}: ${says(one.calculatedBefore)} calculated and ${says(one.commissionBefore)} charged before.`;
    case "TAX":
      return `Tax on ${says(one.of)} at ${one.ratePpm} millionths is ${says(one.tax)}, rounded by ${one.rounding}/1000000 of a minor unit.`;
    case "REVERSAL":
      return `${says(one.reversed)} of ${says(one.ofAmount)} is taken back, after ${says(one.reversedBefore)}, and with it as much of ${says(one.original.commission)} commission and ${says(one.original.tax)} tax.`;
  }
}

const treatments: Readonly<Record<Treatment, string>> = {
  ORDINARY: "An ordinary payment",
  DIRECT: "A payment past the agency",
  TAIL: "A payment after the placement's end",
  DIRECT_IN_TAIL: "A payment past the agency, after the placement's end",
  BEFORE_PLACEMENT: "A payment of before the placement bears nothing",
  NO_FEE_WINDOW: "A payment in the no-fee window bears nothing",
  AFTER_TAIL: "A payment after the placement's tail bears nothing",
  DISPUTE_UPHELD: "A payment that a dispute was upheld about bears nothing",
};

/** What nothing was said of is before any claim. */
const stageIn = ({ legalStage, stagedOn, stagedBy }: Extract<ExplainStep, { readonly step: "INPUTS" }>) =>
  stagedOn === undefined || stagedBy === undefined ? "" : `, ${legalStage} since ${stagedOn} by ${stagedBy}`;

const disputeIn = ({ dispute }: Extract<ExplainStep, { readonly step: "TREATMENT" }>): string => {
  if (dispute === undefined) return "";
  const { disputeId, type, raisedOn, reach } = dispute;
  return reach === "PLACEMENT"
    ? `: by ${disputeId} (${type}) this debtor never owed the debt`
    : `: ${disputeId} (${type}) was raised on ${raisedOn}`;
};

/** `7.50 %`: hundredths of a percent, written with integers only. */
const percent = (rateBp: number): string =>
  `${Math.floor(rateBp / 100)}.${String(rateBp % 100).padStart(2, "0")} %`;

const boundsIn = ({ min, max }: { min?: number; max?: number }, says: Says): string =>
  [
    min === undefined ? "" : `, at least ${says(min)}`,
    max === undefined ? "" : `, at most ${says(max)}`,
  ].join("");
