import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decidePlacement } from "../../shared/accounts/decide-placement.ts";
import { curedOn, isEligible, screen, screeningRules } from "../../shared/accounts/screen.ts";
import { accountView } from "../../shared/accounts/view.ts";
import { AccountFacts, AccountView, PlaceAccountRequest, Verdict } from "../../shared/accounts/wire.ts";
import { AMOUNT_MINOR_MAX } from "../../shared/kernel/money.ts";
import { LocalDate } from "../../shared/kernel/time.ts";
import { policyFor } from "../../shared/lenders/model.ts";
import { isBalanced } from "../../shared/ledger/balance.ts";
import { components } from "../../shared/ledger/model.ts";
import { aCandidate, aLender, aLenderActor, anAccountId, aRequest, cash, now } from "../support/builders.ts";

const date = fc
  .date({ min: new Date("0001-01-01T00:00:00Z"), max: new Date("9999-12-31T00:00:00Z"), noInvalidDate: true })
  .map((one) => LocalDate.parse(one.toISOString().slice(0, 10)));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const currency = fc.constantFrom("USD", "JPY", "KWD");

const request = fc
  .record({
    delinquencyDate: date,
    limitationDate: maybe(date),
    lastPlacementEndedOn: maybe(date),
    deceased: fc.boolean(),
    insolvent: fc.boolean(),
    disputed: fc.boolean(),
    currency,
    parts: fc.dictionary(
      fc.constantFrom(...components),
      fc.integer({ min: 1, max: Math.floor(AMOUNT_MINOR_MAX / components.length) }),
      { minKeys: 1 },
    ),
    until: maybe(date),
    region: fc.constantFrom("US", "US-CT", "GB", "DE-BY"),
  })
  .map((one) =>
    PlaceAccountRequest.parse({
      ...aRequest(),
      delinquencyDate: one.delinquencyDate,
      ...(one.limitationDate !== undefined && { limitationDate: one.limitationDate }),
      balance: Object.entries(one.parts).map(([component, amount]) => ({
        component,
        amount: cash(amount, one.currency),
      })),
      circumstances: {
        deceased: one.deceased,
        insolvent: one.insolvent,
        disputed: one.disputed,
        ...(one.until !== undefined && { moratorium: { until: one.until } }),
        ...(one.lastPlacementEndedOn !== undefined && { lastPlacementEndedOn: one.lastPlacementEndedOn }),
      },
      debtor: { ...aRequest().debtor, region: one.region },
    }),
  );

const policy = fc
  .record({
    currency,
    min: fc.integer({ min: 1, max: 10_000 }),
    max: fc.integer({ min: 10_000, max: AMOUNT_MINOR_MAX }),
    days: fc.nat({ max: 3_650 }),
  })
  .map(
    (one) =>
      aLender({
        policy: {
          balanceMin: cash(one.min, one.currency),
          balanceMax: cash(one.max, one.currency),
          daysPastDueMin: one.days,
          cooldownDays: one.days,
        },
      }).policy,
  );

const account = request.map(({ debtor: _sealed, ...said }) => AccountFacts.parse(said));

const facts = fc.record({
  account,
  region: fc.constantFrom("US", "US-CT", "GB", "DE-BY"),
  contactPointCount: fc.nat({ max: 10 }),
  policy: policy.map((body) => policyFor(body, "PERSONAL_LOAN")),
  today: date,
  licensedAgency: fc.boolean(),
  outstanding: fc.nat(),
});

describe("screening", () => {
  it("has an answer to every account that its schema lets pass: one verdict per rule, each explained", () => {
    fc.assert(
      fc.property(facts, (given) => {
        const verdicts = screen(given);
        expect(verdicts.map(({ rule }) => rule)).toEqual(screeningRules.map(({ rule }) => rule));
        for (const verdict of verdicts) {
          expect(Verdict.parse(verdict)).toEqual(verdict);
          expect(verdict.code !== undefined).toBe(verdict.outcome === "FAIL");
          expect(Object.keys(verdict.inputs).length).toBeGreaterThan(0);
        }
        expect(isEligible(verdicts)).toBe(verdicts.every(({ code }) => code === undefined));
      }),
      { numRuns: 300 },
    );
  });
});

describe("what time cures", () => {
  it("is cured on the very day that was named, and not a day before", () => {
    fc.assert(
      fc.property(facts, (given) => {
        const day = curedOn(screen(given));
        if (day === undefined) return;
        expect(day > given.today).toBe(true);
        const failedAt = (today: LocalDate) =>
          screen({ ...given, today }).flatMap(({ rule, outcome, curesOn }) =>
            outcome === "FAIL" && curesOn !== undefined ? [rule] : [],
          );
        expect(failedAt(day)).toEqual([]);
        const eve = new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
        expect(failedAt(LocalDate.parse(eve)).length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });
});

describe("a placement decision", () => {
  it("is total: an account is offered, waits, or is kept as rejected, with a balanced opening and an answer that fits its schema", () => {
    const agencies = fc.array(
      fc.record({ capacity: fc.integer({ min: 0, max: 2 }), share: fc.integer({ min: 1, max: 5 }) }),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(request, policy, agencies, (body, rules, contracts) => {
        const lender = { ...aLender(), policy: rules };
        const candidates = contracts.map((contract) =>
          aCandidate({ contract: { ...contract, currency: body.balance[0]!.amount.currency } }),
        );
        const decision = decidePlacement({
          accountId: anAccountId(),
          lender,
          request: body,
          candidates,
          actor: aLenderActor,
          now,
        });
        const { lifecycle } = decision.account;
        expect(lifecycle).toBe(decision.offer ? "OFFERED" : decision.waits ? "ELIGIBLE" : "REJECTED");
        expect(decision.events.map(({ type }) => type)).toEqual([
          "account.received",
          "account.screened",
          ...(decision.offer ? ["placement.offered"] : []),
        ]);
        for (const { postings = [] } of decision.events) expect(isBalanced(postings)).toBe(true);
        const placements = decision.offer ? [decision.offer.placement] : [];
        const view = accountView(decision.account, { verdicts: decision.verdicts, placements });
        expect(AccountView.parse(view)).toEqual(view);
      }),
      { numRuns: 200 },
    );
  });
});
