import { breakKinds } from "../../shared/reconciliation/break-codes.ts";
import { defaultRules } from "../../shared/reconciliation/default-rules.ts";
import { trustDepositLaws } from "../../shared/reconciliation/trust-deposit.ts";
import { BreakCode, type Allowance, type Rule, type Thresholds } from "../../shared/reconciliation/wire.ts";
import { code, table } from "./markdown.ts";

const allowance = ({ minorUnits, basisPoints }: Allowance): string =>
  [...(minorUnits > 0 ? [String(minorUnits)] : []), ...(basisPoints > 0 ? [`${basisPoints} bp`] : [])].join(
    " or ",
  ) || "0";

const kindOf = (rule: Rule): string =>
  "by" in rule ? `${code(rule.kind)} by ${code(rule.by)}` : code(rule.kind);

const thresholdWords: Readonly<Record<keyof Thresholds, string>> = {
  missingAtAgencyAfterDays: "days after a payment within which an advice must list it",
  missingAtLenderAfterDays:
    "days after an advice, or after money at the bank, within which its counterpart must come",
  bankedWithinDays: "days after an advice within which its money is due, where the advice names no date",
  duplicateWithinDays: "days within which payments that agree in placement, amount and method are suspect",
  commissionMinorUnits: "by how much commission may differ",
  creditMinorUnits: "how much too much may be paid",
  tailBy: "whether a payment's effective or clearing date must be in the tail",
};

const isThreshold = (name: string): name is keyof Thresholds => Object.hasOwn(thresholdWords, name);

export const reconciliationBlocks: Readonly<Record<string, () => string>> = {
  "trust-deposits": () =>
    table(
      ["Debtor's state", "Within", "By"],
      Object.entries(trustDepositLaws).map(([region, { days, counted, cites }]) => [
        code(region),
        `${days} ${counted === "BANKING" ? "banking days" : "days"}`,
        cites,
      ]),
    ),
  "default-rules": () =>
    table(
      ["Rule", "Relation", "Kind", "Less", "More", "Days before", "Days after"],
      defaultRules.rules.map((rule) => [
        code(rule.ruleId),
        code(rule.relation),
        kindOf(rule),
        allowance(rule.tolerance.below),
        allowance(rule.tolerance.above),
        String(rule.tolerance.daysBefore),
        String(rule.tolerance.daysAfter),
      ]),
    ),
  thresholds: () =>
    table(
      ["Threshold", "Standard", "Says"],
      Object.entries(defaultRules.thresholds).map(([name, value]) => [
        code(name),
        String(value),
        isThreshold(name) ? thresholdWords[name] : "",
      ]),
    ),
  "break-codes": () =>
    table(
      ["Code", "Means", "Severity", "Owner", "Action", "Found by"],
      BreakCode.options.map((name) => {
        const { means, severity, owner, action, foundBy, alsoFoundBy } = breakKinds[name];
        const finders = [foundBy, alsoFoundBy].flatMap((one) => one?.toLowerCase() ?? []).join(", ");
        return [code(name), means, code(severity), code(owner), code(action), finders];
      }),
    ),
};
