import { describe, expect, it } from "vitest";
import {
  curedOn,
  isEligible,
  isSwitchable,
  screen,
  screeningRules,
  type ScreeningFacts,
} from "../../../shared/accounts/screen.ts";
import { AccountFacts } from "../../../shared/accounts/wire.ts";
import { policyFor } from "../../../shared/lenders/model.ts";
import { PolicyBody, switchableRules } from "../../../shared/lenders/wire.ts";
import { aLender, aRequest, cash, on, today, usd } from "../../support/builders.ts";

/** What a lender says of an account that nothing stands against, with these members instead. */
const said = (over: Parameters<typeof aRequest>[0] = {}) => {
  const { debtor: _sealed, ...account } = aRequest(over);
  return AccountFacts.parse(account);
};

const facts = (over: Partial<ScreeningFacts> = {}): ScreeningFacts => ({
  account: said(),
  region: "US-CT",
  contactPointCount: 1,
  outstanding: 100_000,
  policy: policy({}),
  today,
  licensedAgency: true,
  ...over,
});

const policyBody = (over: object) =>
  aLender({ policy: { balanceMin: usd(5_000), balanceMax: usd(5_000_000), ...over } }).policy;
const policy = (over: object) => policyFor(policyBody(over), "PERSONAL_LOAN");
const circumstances = (over: object) => said({ circumstances: over });

const verdict = (rule: string, given: ScreeningFacts) => screen(given).find((one) => one.rule === rule);

type Case = readonly [rule: string, when: string, given: ScreeningFacts, inputs: object];

const passing: readonly Case[] = [
  [
    "days-past-due",
    "overdue to the day",
    facts({ account: said({ delinquencyDate: "2026-01-31" }) }),
    { daysPastDue: 30 },
  ],
  ["balance-min", "at the minimum", facts({ outstanding: 5_000 }), { outstanding: 5_000, currency: "USD" }],
  [
    "balance-max",
    "at the maximum",
    facts({ outstanding: 5_000_000 }),
    { outstanding: 5_000_000, currency: "USD" },
  ],
  ["deceased", "alive", facts(), { deceased: false }],
  ["insolvent", "solvent", facts(), { insolvent: false }],
  ["disputed", "undisputed", facts(), { disputed: false }],
  ["limitation", "with no date known", facts(), { limitationDate: "unknown", today }],
  [
    "limitation",
    "on the eve of it",
    facts({ account: said({ limitationDate: "2026-03-03" }) }),
    { limitationDate: "2026-03-03", today },
  ],
  ["cooldown", "never placed before", facts(), { lastPlacementEndedOn: "never" }],
  [
    "cooldown",
    "rested to the day",
    facts({ account: circumstances({ lastPlacementEndedOn: "2026-01-31" }) }),
    { lastPlacementEndedOn: "2026-01-31" },
  ],
  ["limitation", "with a date long ahead", facts({ account: said({ limitationDate: "2030-01-01" }) }), {}],
  ["data", "with facts that fit", facts(), { contradictions: "none", contactPoints: 1 }],
  ["data", "with nobody to reach, where nobody asks", facts({ contactPointCount: 0 }), { contactPoints: 0 }],
  ["paid", "with a cent to pay", facts({ outstanding: 1, policy: policy({ balanceMin: usd(1) }) }), {}],
  ["moratorium", "without one", facts(), { moratorium: false }],
  [
    "moratorium",
    "the day after its last",
    facts({ account: circumstances({ moratorium: { until: "2026-03-01" } }) }),
    { moratorium: true, until: "2026-03-01" },
  ],
  ["complaint", "without one", facts(), { complaintOpen: false }],
  ["vulnerable", "without anything known", facts(), { vulnerability: "none" }],
  [
    "vulnerable",
    "in a way that agencies may handle",
    facts({
      account: circumstances({ vulnerability: { code: "HARD_OF_HEARING" } }),
      policy: policy({ vulnerabilitiesAllowed: ["HARD_OF_HEARING"] }),
    }),
    { vulnerability: "HARD_OF_HEARING" },
  ],
  ["duplicate", "with no other account of the debt", facts(), { openDuplicate: "none" }],
  ["licensed-agency", "with an agency where the debtor lives", facts(), { region: "US-CT" }],
];

const failing: readonly (readonly [...Case, string])[] = [
  [
    "days-past-due",
    "a day short",
    facts({ account: said({ delinquencyDate: "2026-02-01" }) }),
    { daysPastDue: 29 },
    "DPD_TOO_LOW",
  ],
  ["balance-min", "a cent below", facts({ outstanding: 4_999 }), { outstanding: 4_999 }, "BELOW_MIN"],
  ["balance-max", "a cent above", facts({ outstanding: 5_000_001 }), { outstanding: 5_000_001 }, "ABOVE_MAX"],
  ["deceased", "dead", facts({ account: circumstances({ deceased: true }) }), { deceased: true }, "DECEASED"],
  [
    "insolvent",
    "insolvent",
    facts({ account: circumstances({ insolvent: true }) }),
    { insolvent: true },
    "INSOLVENT",
  ],
  [
    "disputed",
    "disputed",
    facts({ account: circumstances({ disputed: true }) }),
    { disputed: true },
    "DISPUTE_OPEN",
  ],
  [
    "limitation",
    "on the very day",
    facts({ account: said({ limitationDate: "2026-03-02" }) }),
    { limitationDate: "2026-03-02" },
    "TIME_BARRED",
  ],
  [
    "cooldown",
    "a day too early",
    facts({ account: circumstances({ lastPlacementEndedOn: "2026-02-01" }) }),
    { lastPlacementEndedOn: "2026-02-01" },
    "COOLDOWN",
  ],
  [
    "licensed-agency",
    "with nobody where the debtor lives",
    facts({ licensedAgency: false }),
    { region: "US-CT" },
    "NO_LICENSED_AGENCY",
  ],
  [
    "data",
    "opened after it became overdue",
    facts({ account: said({ openedOn: "2025-12-03" }) }),
    { contradictions: "OPENED_AFTER_DELINQUENCY" },
    "DATA_INVALID",
  ],
  [
    "data",
    "with nobody to reach, where the policy asks for it",
    facts({ contactPointCount: 0, policy: policy({ contactPointRequired: true }) }),
    { contradictions: "NO_CONTACT_POINT" },
    "DATA_INVALID",
  ],
  [
    "moratorium",
    "on its last day",
    facts({ account: circumstances({ moratorium: { until: today } }) }),
    { until: today },
    "MORATORIUM",
  ],
  [
    "moratorium",
    "without an end",
    facts({ account: circumstances({ moratorium: {} }) }),
    { until: "open" },
    "MORATORIUM",
  ],
  [
    "complaint",
    "with one",
    facts({ account: circumstances({ complaintOpen: true }) }),
    { complaintOpen: true },
    "COMPLAINT_OPEN",
  ],
  [
    "vulnerable",
    "in a way that agencies may not handle",
    facts({
      account: circumstances({ vulnerability: { code: "GRIEF" } }),
      policy: policy({ vulnerabilitiesAllowed: ["HARD_OF_HEARING"] }),
    }),
    { vulnerability: "GRIEF" },
    "VULNERABLE_BLOCK",
  ],
  [
    "limitation",
    "with too few days left",
    facts({
      account: said({ limitationDate: "2026-04-01" }),
      policy: policy({ limitationDaysMin: 30 }),
    }),
    { limitationDate: "2026-04-01" },
    "TIME_BARRED",
  ],
  [
    "duplicate",
    "with another account of the debt open",
    facts({ account: said({ originalAccountRef: "O-1" }), openDuplicate: "LN-OTHER" }),
    { originalAccountRef: "O-1", openDuplicate: "LN-OTHER" },
    "DUPLICATE_OPEN",
  ],
];

const named = ([rule, when, given, inputs]: Case | readonly [...Case, string]) => ({
  rule,
  when,
  given,
  inputs,
});

describe("a rule that passes says what it looked at", () => {
  it.each(passing.map(named))("$rule: $when", ({ rule, given, inputs }) => {
    expect(verdict(rule, given)).toMatchObject({ outcome: "PASS", inputs });
    expect(verdict(rule, given)).not.toHaveProperty("code");
    expect(isEligible(screen(given))).toBe(true);
  });
});

describe("a rule that fails names its code, and the others go on", () => {
  it.each(failing.map((one) => ({ ...named(one), code: one[4] })))(
    "$rule: $when",
    ({ rule, given, inputs, code }) => {
      expect(verdict(rule, given)).toMatchObject({ outcome: "FAIL", code, inputs });
      expect(screen(given).filter(({ outcome }) => outcome === "FAIL")).toHaveLength(1);
      expect(isEligible(screen(given))).toBe(false);
    },
  );

  it("and an account in another currency than the policy's is neither above its minimum nor below its maximum", () => {
    const euros = facts({
      policy: policy({ balanceMin: cash(1, "EUR"), balanceMax: cash(9_000_000, "EUR") }),
    });
    expect(screen(euros).flatMap(({ code }) => code ?? [])).toEqual(["BELOW_MIN", "ABOVE_MAX"]);
  });

  it("and a lender sees every reason at once", () => {
    const hopeless = facts({
      account: said({
        circumstances: { deceased: true, insolvent: true, disputed: true },
        limitationDate: "2020-01-01",
      }),
      licensedAgency: false,
    });
    expect(screen(hopeless).flatMap(({ code }) => code ?? [])).toEqual([
      "DECEASED",
      "INSOLVENT",
      "DISPUTE_OPEN",
      "TIME_BARRED",
      "NO_LICENSED_AGENCY",
    ]);
  });
});

describe("a screening", () => {
  it("has one verdict per rule, in the rules' order, each with its sentence", () => {
    const verdicts = screen(facts());
    expect(verdicts.map(({ rule }) => rule)).toEqual(screeningRules.map(({ rule }) => rule));
    for (const { explanation } of verdicts) expect(explanation).toMatch(/^[A-Z].+\.$/u);
  });

  it("has rules and codes of which none is used twice", () => {
    expect(new Set(screeningRules.map(({ rule }) => rule)).size).toBe(screeningRules.length);
    expect(new Set(screeningRules.map(({ code }) => code)).size).toBe(screeningRules.length);
  });

  it("follows the policy's own numbers", () => {
    const strict = facts({ policy: policy({ daysPastDueMin: 91, cooldownDays: 0 }) });
    expect(verdict("days-past-due", strict)).toMatchObject({
      outcome: "FAIL",
      inputs: { daysPastDue: 90 },
      parameters: { daysPastDueMin: 91 },
    });
    expect(verdict("days-past-due", { ...strict, today: on("2026-03-03") })?.outcome).toBe("PASS");
  });
});

describe("contradicting facts", () => {
  it("are all named, and a date that lies ahead is too young besides", () => {
    const given = facts({
      account: said({
        delinquencyDate: "2026-04-01",
        openedOn: "2026-05-01",
        circumstances: { lastPlacementEndedOn: "2025-01-01" },
      }),
    });
    expect(verdict("data", given)?.inputs["contradictions"]).toBe(
      "DELINQUENT_IN_THE_FUTURE OPENED_AFTER_DELINQUENCY PLACED_BEFORE_IT_WAS_OPENED",
    );
    expect(screen(given).flatMap(({ code }) => code ?? [])).toEqual(["DATA_INVALID", "DPD_TOO_LOW"]);
  });
});

describe("a paid account", () => {
  it("is not placed, whatever the minimum is", () => {
    const given = facts({ outstanding: 0, policy: policy({ rulesOff: ["balance-min"] }) });
    expect(screen(given).flatMap(({ code }) => code ?? [])).toEqual(["PAID"]);
  });
});

describe("a rule that is switched off", () => {
  it.each(switchableRules.filter((rule) => failing.some(([name]) => name === rule)))(
    "%s keeps nobody back, and its verdict still says what it would have looked at",
    (rule) => {
      const given = failing.find(([name]) => name === rule)![2];
      const off = { ...given, policy: { ...given.policy, rulesOff: [rule] } };
      expect(verdict(rule, off)).toMatchObject({ outcome: "OFF", inputs: verdict(rule, given)?.inputs });
      expect(isEligible(screen(off))).toBe(true);
    },
  );

  it.each(["deceased", "insolvent", "moratorium", "data", "paid", "licensed-agency"])(
    "is never %s, not even when somebody put it into the table",
    (rule) => {
      expect(isSwitchable(rule)).toBe(false);
      expect(PolicyBody.safeParse({ ...policyBody({}), rulesOff: [rule] }).success).toBe(false);
      const forced = { ...policy({}), rulesOff: [rule] } as unknown as ScreeningFacts["policy"];
      const given = failing.find(([name]) => name === rule)?.[2] ?? facts({ outstanding: 0 });
      expect(
        verdict(rule, { ...given, policy: { ...given.policy, rulesOff: forced.rulesOff } })?.outcome,
      ).toBe("FAIL");
    },
  );
});

describe("a product's own policy", () => {
  const body = policyBody({
    daysPastDueMin: 30,
    products: { AUTO_LOAN: { daysPastDueMin: 60, rulesOff: ["cooldown"] } },
  });

  it("stands in the place of the general one, member by member", () => {
    expect(policyFor(body, "AUTO_LOAN")).toMatchObject({
      daysPastDueMin: 60,
      cooldownDays: 30,
      rulesOff: ["cooldown"],
    });
  });

  it("is nobody else's", () => {
    expect(policyFor(body, "OVERDRAFT")).toMatchObject({ daysPastDueMin: 30, rulesOff: [] });
  });

  it("must not make the two ends of a band differ in currency", () => {
    const mixed = { ...body, products: { AUTO_LOAN: { balanceMax: cash(9_000, "EUR") } } };
    expect(PolicyBody.safeParse(mixed).error?.issues.map(({ path }) => path.join("."))).toEqual([
      "products.AUTO_LOAN.balanceMax.currency",
    ]);
  });
});

describe("what time cures", () => {
  const young = said({ delinquencyDate: "2026-02-20" });

  it.each([
    ["days-past-due", facts({ account: young }), "2026-03-22"],
    ["moratorium", facts({ account: circumstances({ moratorium: { until: "2026-03-31" } }) }), "2026-04-01"],
    ["cooldown", facts({ account: circumstances({ lastPlacementEndedOn: "2026-02-20" }) }), "2026-03-22"],
  ])("%s says from which day on, and on that day it passes", (rule, given, day) => {
    expect(verdict(rule, given)).toMatchObject({ outcome: "FAIL", curesOn: day });
    expect(curedOn(screen(given))).toBe(day);
    expect(verdict(rule, { ...given, today: on(day) })?.outcome).toBe("PASS");
  });

  it("is the last of several days", () => {
    const account = said({
      delinquencyDate: "2026-02-20",
      circumstances: { moratorium: { until: "2026-05-31" } },
    });
    expect(curedOn(screen(facts({ account })))).toBe("2026-06-01");
  });

  it("is nothing when one of the reasons stays", () => {
    const account = said({ delinquencyDate: "2026-02-20", circumstances: { deceased: true } });
    expect(curedOn(screen(facts({ account })))).toBeUndefined();
  });

  it("is nothing at a moratorium without an end, or beyond the calendar", () => {
    expect(curedOn(screen(facts({ account: circumstances({ moratorium: {} }) })))).toBeUndefined();
    const never = facts({ account: circumstances({ moratorium: { until: "9999-12-31" } }) });
    expect(curedOn(screen(never))).toBeUndefined();
  });
});
