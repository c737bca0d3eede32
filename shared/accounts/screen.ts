import type { LocalDate } from "../kernel/time.ts";
import { daysBetween } from "../kernel/time.ts";
import type { Lender } from "../lenders/model.ts";
import type { PlaceAccountRequest, Verdict } from "./wire.ts";

/** What the rules look at. */
export type ScreeningFacts = {
  readonly request: PlaceAccountRequest;
  readonly outstanding: number;
  readonly policy: Lender["policy"];
  readonly today: LocalDate;
  readonly licensedAgency: boolean;
};

type Finding = Pick<Verdict, "inputs"> & { readonly pass: boolean };

type Rule = {
  readonly rule: string;
  /** The rejection code of the data dictionary. */
  readonly code: string;
  readonly says: string;
  readonly finds: (facts: ScreeningFacts) => Finding;
};

/** The rules in the order in which they are shown. All are always evaluated, so that a lender sees every reason. */
export const screeningRules: readonly Rule[] = [
  {
    rule: "days-past-due",
    code: "DPD_TOO_LOW",
    says: "The account must be overdue for at least the policy's number of days.",
    finds: ({ request, policy, today }) => {
      const daysPastDue = daysBetween(request.delinquencyDate, today);
      return {
        pass: daysPastDue >= policy.daysPastDueMin,
        inputs: { daysPastDue, daysPastDueMin: policy.daysPastDueMin },
      };
    },
  },
  {
    rule: "balance-min",
    code: "BELOW_MIN",
    says: "The balance must not be below the policy's minimum, in minor units of its currency.",
    finds: ({ outstanding, policy, request }) => ({
      pass: currencyOf(request) === policy.balanceMin.currency && outstanding >= policy.balanceMin.amount,
      inputs: { outstanding, currency: currencyOf(request), balanceMin: policy.balanceMin.amount },
    }),
  },
  {
    rule: "balance-max",
    code: "ABOVE_MAX",
    says: "The balance must not be above the policy's maximum, in minor units of its currency.",
    finds: ({ outstanding, policy, request }) => ({
      pass: currencyOf(request) === policy.balanceMax.currency && outstanding <= policy.balanceMax.amount,
      inputs: { outstanding, currency: currencyOf(request), balanceMax: policy.balanceMax.amount },
    }),
  },
  {
    rule: "deceased",
    code: "DECEASED",
    says: "The debt of a person who died is not placed.",
    finds: ({ request: { circumstances } }) => ({
      pass: !circumstances.deceased,
      inputs: { deceased: circumstances.deceased },
    }),
  },
  {
    rule: "insolvent",
    code: "INSOLVENT",
    says: "The debt of a person in insolvency is not placed.",
    finds: ({ request: { circumstances } }) => ({
      pass: !circumstances.insolvent,
      inputs: { insolvent: circumstances.insolvent },
    }),
  },
  {
    rule: "disputed",
    code: "DISPUTE_OPEN",
    says: "A debt in dispute is not placed before the dispute is answered.",
    finds: ({ request: { circumstances } }) => ({
      pass: !circumstances.disputed,
      inputs: { disputed: circumstances.disputed },
    }),
  },
  {
    rule: "limitation",
    code: "TIME_BARRED",
    says: "The limitation date, where it is known, must lie ahead.",
    finds: ({ request: { limitationDate }, today }) => ({
      pass: limitationDate === undefined || limitationDate > today,
      inputs: { limitationDate: limitationDate ?? "unknown", today },
    }),
  },
  {
    rule: "cooldown",
    code: "COOLDOWN",
    says: "After a placement the account rests for the policy's number of days.",
    finds: ({ request: { circumstances }, policy, today }) => {
      const endedOn = circumstances.lastPlacementEndedOn;
      return {
        pass: endedOn === undefined || daysBetween(endedOn, today) >= policy.cooldownDays,
        inputs: { lastPlacementEndedOn: endedOn ?? "never", cooldownDays: policy.cooldownDays },
      };
    },
  },
  {
    rule: "licensed-agency",
    code: "NO_LICENSED_AGENCY",
    says: "A contracted agency must be licensed where the debtor lives.",
    finds: ({ request: { debtor }, licensedAgency }) => ({
      pass: licensedAgency,
      inputs: { region: debtor.region },
    }),
  },
];

const currencyOf = (request: PlaceAccountRequest): string => request.balance[0]?.amount.currency ?? "";

/** One verdict per rule, with what it looked at. */
export const screen = (facts: ScreeningFacts): readonly Verdict[] =>
  screeningRules.map(({ rule, code, says, finds }) => {
    const { pass, inputs } = finds(facts);
    return pass
      ? { rule, outcome: "PASS", inputs, explanation: says }
      : { rule, outcome: "FAIL", code, inputs, explanation: says };
  });

export const isEligible = (verdicts: readonly Verdict[]): boolean =>
  verdicts.every(({ outcome }) => outcome === "PASS");
