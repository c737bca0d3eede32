import { describe, expect, it } from "vitest";
import { isEligible, screen, screeningRules, type ScreeningFacts } from "../../../shared/accounts/screen.ts";
import { aLender, aRequest, cash, on, today, usd } from "../../support/builders.ts";

const facts = (over: Partial<ScreeningFacts> = {}): ScreeningFacts => ({
  request: aRequest(),
  outstanding: 100_000,
  policy: aLender().policy,
  today,
  licensedAgency: true,
  ...over,
});

const policy = (over: object) =>
  aLender({ policy: { balanceMin: usd(5_000), balanceMax: usd(5_000_000), ...over } }).policy;
const circumstances = (over: object) => aRequest({ circumstances: over });

const verdict = (rule: string, given: ScreeningFacts) => screen(given).find((one) => one.rule === rule);

type Case = readonly [rule: string, when: string, given: ScreeningFacts, inputs: object];

const passing: readonly Case[] = [
  [
    "days-past-due",
    "overdue to the day",
    facts({ request: aRequest({ delinquencyDate: "2026-01-31" }) }),
    { daysPastDue: 30, daysPastDueMin: 30 },
  ],
  [
    "balance-min",
    "at the minimum",
    facts({ outstanding: 5_000 }),
    { outstanding: 5_000, currency: "USD", balanceMin: 5_000 },
  ],
  [
    "balance-max",
    "at the maximum",
    facts({ outstanding: 5_000_000 }),
    { outstanding: 5_000_000, currency: "USD", balanceMax: 5_000_000 },
  ],
  ["deceased", "alive", facts(), { deceased: false }],
  ["insolvent", "solvent", facts(), { insolvent: false }],
  ["disputed", "undisputed", facts(), { disputed: false }],
  ["limitation", "with no date known", facts(), { limitationDate: "unknown", today }],
  [
    "limitation",
    "on the eve of it",
    facts({ request: aRequest({ limitationDate: "2026-03-03" }) }),
    { limitationDate: "2026-03-03", today },
  ],
  ["cooldown", "never placed before", facts(), { lastPlacementEndedOn: "never", cooldownDays: 30 }],
  [
    "cooldown",
    "rested to the day",
    facts({ request: circumstances({ lastPlacementEndedOn: "2026-01-31" }) }),
    { lastPlacementEndedOn: "2026-01-31", cooldownDays: 30 },
  ],
  ["licensed-agency", "with an agency where the debtor lives", facts(), { region: "US-CT" }],
];

const failing: readonly (readonly [...Case, string])[] = [
  [
    "days-past-due",
    "a day short",
    facts({ request: aRequest({ delinquencyDate: "2026-02-01" }) }),
    { daysPastDue: 29 },
    "DPD_TOO_LOW",
  ],
  [
    "days-past-due",
    "due in the future",
    facts({ request: aRequest({ delinquencyDate: "2026-04-01" }) }),
    { daysPastDue: -30 },
    "DPD_TOO_LOW",
  ],
  ["balance-min", "a cent below", facts({ outstanding: 4_999 }), { outstanding: 4_999 }, "BELOW_MIN"],
  ["balance-max", "a cent above", facts({ outstanding: 5_000_001 }), { outstanding: 5_000_001 }, "ABOVE_MAX"],
  ["deceased", "dead", facts({ request: circumstances({ deceased: true }) }), { deceased: true }, "DECEASED"],
  [
    "insolvent",
    "insolvent",
    facts({ request: circumstances({ insolvent: true }) }),
    { insolvent: true },
    "INSOLVENT",
  ],
  [
    "disputed",
    "disputed",
    facts({ request: circumstances({ disputed: true }) }),
    { disputed: true },
    "DISPUTE_OPEN",
  ],
  [
    "limitation",
    "on the very day",
    facts({ request: aRequest({ limitationDate: "2026-03-02" }) }),
    { limitationDate: "2026-03-02" },
    "TIME_BARRED",
  ],
  [
    "cooldown",
    "a day too early",
    facts({ request: circumstances({ lastPlacementEndedOn: "2026-02-01" }) }),
    { cooldownDays: 30 },
    "COOLDOWN",
  ],
  [
    "licensed-agency",
    "with nobody where the debtor lives",
    facts({ licensedAgency: false }),
    { region: "US-CT" },
    "NO_LICENSED_AGENCY",
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
      request: aRequest({
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
      inputs: { daysPastDue: 90, daysPastDueMin: 91 },
    });
    expect(verdict("days-past-due", { ...strict, today: on("2026-03-03") })?.outcome).toBe("PASS");
  });
});
