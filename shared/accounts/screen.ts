import { daysAfter, daysBetween, type LocalDate } from "../kernel/time.ts";
import type { ProductPolicy } from "../lenders/model.ts";
import { switchableRules } from "../lenders/wire.ts";
import type { AccountFacts, Verdict } from "./wire.ts";

/** What the rules look at: no name and no address, so that an account can be screened again without its debtor. */
export type ScreeningFacts = {
  readonly account: AccountFacts;
  readonly region: string;
  /** Contact points that are not known to be undeliverable. */
  readonly contactPointCount: number;
  readonly outstanding: number;
  readonly policy: ProductPolicy;
  readonly today: LocalDate;
  readonly licensedAgency: boolean;
  /** The lender's reference under which the same debt is open already. */
  readonly openDuplicate?: string;
};

type Finding = {
  readonly pass: boolean;
  readonly inputs: Verdict["inputs"];
  /** What the policy asked for. */
  readonly parameters?: Verdict["parameters"];
  /** The day on which the rule will pass by itself; only where time alone cures it. */
  readonly curesOn?: LocalDate | undefined;
};

type Rule = {
  readonly rule: string;
  /** The rejection code of the data dictionary. */
  readonly code: string;
  readonly says: string;
  /** The members of the policy that it obeys. */
  readonly parameters?: readonly (keyof ProductPolicy)[];
  readonly finds: (facts: ScreeningFacts) => Finding;
};

/** A rule that only asks whether the lender said so. */
const absent = (name: "deceased" | "insolvent" | "disputed" | "complaintOpen"): Rule["finds"] =>
  function finds({ account: { circumstances } }) {
    return { pass: !circumstances[name], inputs: { [name]: circumstances[name] } };
  };

/** The rules in the order in which they are shown. All are always evaluated, so that a lender sees every reason. */
export const screeningRules: readonly Rule[] = [
  {
    rule: "data",
    code: "DATA_INVALID",
    says: "The facts must not contradict each other, and the debtor must be reachable where the policy asks for it.",
    parameters: ["contactPointRequired"],
    finds: (facts) => {
      const contradictions = contradictionsIn(facts);
      return {
        pass: contradictions.length === 0,
        inputs: {
          contradictions: contradictions.join(" ") || "none",
          contactPoints: facts.contactPointCount,
        },
        parameters: { contactPointRequired: facts.policy.contactPointRequired },
      };
    },
  },
  {
    rule: "paid",
    code: "PAID",
    says: "Something must be outstanding.",
    finds: ({ outstanding }) => ({ pass: outstanding > 0, inputs: { outstanding } }),
  },
  {
    rule: "days-past-due",
    code: "DPD_TOO_LOW",
    says: "The account must be overdue for at least the policy's number of days.",
    parameters: ["daysPastDueMin"],
    finds: ({ account: { delinquencyDate }, policy: { daysPastDueMin }, today }) => {
      const daysPastDue = daysBetween(delinquencyDate, today);
      return {
        pass: daysPastDue >= daysPastDueMin,
        inputs: { daysPastDue },
        parameters: { daysPastDueMin },
        curesOn: daysAfter(delinquencyDate, daysPastDueMin),
      };
    },
  },
  {
    rule: "balance-min",
    code: "BELOW_MIN",
    says: "The balance must not be below the policy's minimum, in minor units of its currency.",
    parameters: ["balanceMin"],
    finds: ({ outstanding, policy: { balanceMin }, account }) => ({
      pass: currencyOf(account) === balanceMin.currency && outstanding >= balanceMin.amount,
      inputs: { outstanding, currency: currencyOf(account) },
      parameters: { balanceMin: balanceMin.amount, policyCurrency: balanceMin.currency },
    }),
  },
  {
    rule: "balance-max",
    code: "ABOVE_MAX",
    says: "The balance must not be above the policy's maximum, in minor units of its currency.",
    parameters: ["balanceMax"],
    finds: ({ outstanding, policy: { balanceMax }, account }) => ({
      pass: currencyOf(account) === balanceMax.currency && outstanding <= balanceMax.amount,
      inputs: { outstanding, currency: currencyOf(account) },
      parameters: { balanceMax: balanceMax.amount, policyCurrency: balanceMax.currency },
    }),
  },
  {
    rule: "deceased",
    code: "DECEASED",
    says: "The debt of a person who died is not placed.",
    finds: absent("deceased"),
  },
  {
    rule: "insolvent",
    code: "INSOLVENT",
    says: "The debt of a person in insolvency is not placed.",
    finds: absent("insolvent"),
  },
  {
    rule: "moratorium",
    code: "MORATORIUM",
    says: "While a moratorium stands nothing is placed; its last day still counts.",
    finds: ({ account: { circumstances }, today }) => {
      const { moratorium } = circumstances;
      const until = moratorium?.until;
      return {
        pass: moratorium === undefined || (until !== undefined && until < today),
        inputs: { moratorium: moratorium !== undefined, until: until ?? "open", today },
        curesOn: until && daysAfter(until, 1),
      };
    },
  },
  {
    rule: "disputed",
    code: "DISPUTE_OPEN",
    says: "A debt in dispute is not placed before the dispute is answered.",
    finds: absent("disputed"),
  },
  {
    rule: "complaint",
    code: "COMPLAINT_OPEN",
    says: "While a complaint of the debtor is open nothing is placed.",
    finds: absent("complaintOpen"),
  },
  {
    rule: "vulnerable",
    code: "VULNERABLE_BLOCK",
    says: "The debt of a vulnerable person is placed only where the policy lets agencies handle the vulnerability.",
    parameters: ["vulnerabilitiesAllowed"],
    finds: ({ account: { circumstances }, policy: { vulnerabilitiesAllowed } }) => {
      const code = circumstances.vulnerability?.code;
      return {
        pass: code === undefined || vulnerabilitiesAllowed.includes(code),
        inputs: { vulnerability: code ?? "none" },
        parameters: { vulnerabilitiesAllowed: vulnerabilitiesAllowed.join(" ") || "none" },
      };
    },
  },
  {
    rule: "limitation",
    code: "TIME_BARRED",
    says: "The limitation date, where it is known, must lie ahead, by more than the policy's number of days.",
    parameters: ["limitationDaysMin"],
    finds: ({ account: { limitationDate }, policy: { limitationDaysMin }, today }) => ({
      pass: limitationDate === undefined || daysBetween(today, limitationDate) > limitationDaysMin,
      inputs: { limitationDate: limitationDate ?? "unknown", today },
      parameters: { limitationDaysMin },
    }),
  },
  {
    rule: "cooldown",
    code: "COOLDOWN",
    says: "After a placement elsewhere the account rests for the policy's number of days.",
    parameters: ["cooldownDays"],
    finds: ({ account: { circumstances }, policy: { cooldownDays }, today }) => {
      const endedOn = circumstances.lastPlacementEndedOn;
      return {
        pass: endedOn === undefined || daysBetween(endedOn, today) >= cooldownDays,
        inputs: { lastPlacementEndedOn: endedOn ?? "never" },
        parameters: { cooldownDays },
        curesOn: endedOn && daysAfter(endedOn, cooldownDays),
      };
    },
  },
  {
    rule: "duplicate",
    code: "DUPLICATE_OPEN",
    says: "The same debt, by debtor and original account, must not be open under another reference of the lender.",
    finds: ({ account: { originalAccountRef }, openDuplicate }) => ({
      pass: openDuplicate === undefined,
      inputs: {
        originalAccountRef: originalAccountRef ?? "not given",
        openDuplicate: openDuplicate ?? "none",
      },
    }),
  },
  {
    rule: "licensed-agency",
    code: "NO_LICENSED_AGENCY",
    says: "A contracted agency must be licensed where the debtor lives.",
    finds: ({ region, licensedAgency }) => ({ pass: licensedAgency, inputs: { region } }),
  },
];

const currencyOf = ({ balance }: AccountFacts): string => balance[0]?.amount.currency ?? "";

/** Codes of what cannot all be true. */
function contradictionsIn({ account, contactPointCount, policy, today }: ScreeningFacts): readonly string[] {
  const { openedOn, delinquencyDate, circumstances } = account;
  const { lastPlacementEndedOn = openedOn } = circumstances;
  const all: readonly (readonly [boolean, string])[] = [
    [delinquencyDate > today, "DELINQUENT_IN_THE_FUTURE"],
    [openedOn !== undefined && openedOn > delinquencyDate, "OPENED_AFTER_DELINQUENCY"],
    [
      openedOn !== undefined && lastPlacementEndedOn !== undefined && lastPlacementEndedOn < openedOn,
      "PLACED_BEFORE_IT_WAS_OPENED",
    ],
    [policy.contactPointRequired && contactPointCount === 0, "NO_CONTACT_POINT"],
  ];
  return all.filter(([contradicts]) => contradicts).map(([, code]) => code);
}

const switchable: readonly string[] = switchableRules;

export const isSwitchable = (rule: string): boolean => switchable.includes(rule);

/** One verdict per rule, with what it looked at, what the policy asked for and, where time cures it, from when on. */
export function screen(facts: ScreeningFacts): readonly Verdict[] {
  const off: readonly string[] = facts.policy.rulesOff;
  return screeningRules.map(({ rule, code, says, finds }) => {
    const { pass, inputs, parameters = {}, curesOn } = finds(facts);
    const looked = { inputs, parameters, explanation: says };
    if (off.includes(rule) && isSwitchable(rule)) return { rule, outcome: "OFF", ...looked };
    if (pass) return { rule, outcome: "PASS", ...looked };
    return { rule, outcome: "FAIL", code, ...looked, ...(curesOn !== undefined && { curesOn }) };
  });
}

export const isEligible = (verdicts: readonly Verdict[]): boolean =>
  verdicts.every(({ outcome }) => outcome !== "FAIL");

/** The first day on which time alone has cured every rule that failed; undefined when it never does. */
export function curedOn(verdicts: readonly Verdict[]): LocalDate | undefined {
  const failed = verdicts.filter(({ outcome }) => outcome === "FAIL");
  const days = failed.flatMap(({ curesOn }) => curesOn ?? []);
  return days.length < failed.length ? undefined : days.toSorted().at(-1);
}
