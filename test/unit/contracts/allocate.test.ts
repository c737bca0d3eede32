import { describe, expect, it } from "vitest";
import {
  allocate,
  hasLicensedAgency,
  type Candidate,
  type Placeable,
} from "../../../shared/contracts/allocate.ts";
import { candidatesOf } from "../../../shared/contracts/candidates.ts";
import { limitsOf } from "../../../shared/contracts/room.ts";
import { shardCountOf } from "../../../shared/contracts/usage.ts";
import { AgencyId } from "../../../shared/kernel/ids.ts";
import { aCandidate, aLender, anAgencyId, cash, today, usd } from "../../support/builders.ts";
import { aPlan } from "../../support/commissions.ts";

const placeable = (over: Partial<Placeable> = {}): Placeable => ({
  region: "US-CT",
  product: "PERSONAL_LOAN",
  currency: "USD",
  outstanding: 100_000,
  daysPastDue: 90,
  placementNumber: 1,
  formerHolders: [],
  mayReturn: false,
  arm: "CHAMPION",
  sameDebtor: [],
  spread: 0,
  ...over,
});

const lineOf = (candidate: Candidate, account = placeable()) =>
  allocate(account, [candidate], today).lines[0];

describe("an agency is left out", () => {
  const full = Array.from({ length: 4 }, (_, shard) => ({ shard, open: 1, placed: 1 }));
  const licence = (region: string, expiresOn = "2030-01-01") => ({
    licences: [{ region, number: "L", expiresOn }],
  });

  it.each([
    ["AGENCY_SUSPENDED", aCandidate({ agency: { status: "SUSPENDED" } })],
    ["CONTRACT_NOT_IN_FORCE", aCandidate({ contract: { validFrom: "2026-03-03" } })],
    ["CONTRACT_NOT_IN_FORCE", aCandidate({ contract: { validTo: "2026-03-01" } })],
    ["NOT_LICENSED", aCandidate({ agency: licence("US-NY") })],
    ["NOT_LICENSED", aCandidate({ agency: licence("US", "2026-03-01") })],
    ["NOT_LICENSED", aCandidate({ agency: { licences: [] } })],
    ["OTHER_CURRENCY", aCandidate({ contract: { currency: "EUR" } })],
    ["OTHER_PRODUCT", aCandidate({ contract: { products: ["CREDIT_CARD"] } })],
    ["BELOW_BALANCE_BAND", aCandidate({ contract: { balanceMin: usd(100_001) } })],
    ["ABOVE_BALANCE_BAND", aCandidate({ contract: { balanceMax: usd(99_999) } })],
    ["OTHER_SEGMENT", aCandidate({ contract: { segments: ["PRIME"] } })],
    ["OUTSIDE_AGE_BAND", aCandidate({ contract: { ageDaysMin: 91 } })],
    ["OUTSIDE_AGE_BAND", aCandidate({ contract: { ageDaysMax: 89 } })],
    ["OTHER_PLACEMENT_NUMBER", aCandidate({ contract: { placementNumbers: [2, 3] } })],
    ["NO_CAPACITY_TODAY", aCandidate({ contract: { capacityPerDay: 0 } })],
    [
      "NO_CAPACITY_TODAY",
      aCandidate({
        contract: { capacity: 8, capacityPerDay: 1 },
        usage: [{ shard: 0, open: 1, placed: 1, day: today, placedOnDay: 1 }],
      }),
    ],
    ["NO_CAPACITY", aCandidate({ contract: { capacity: 0 } })],
    ["NO_CAPACITY", aCandidate({ contract: { capacity: 4 }, usage: full })],
  ])("for %s", (reason, candidate) => {
    const allocation = allocate(placeable(), [candidate], today);
    expect(allocation.lines).toEqual([
      { agencyId: candidate.agency.agencyId, outcome: "EXCLUDED", reasons: [reason] },
    ]);
    expect(allocation.chosen).toBeUndefined();
  });

  it("for HELD_IT_BEFORE: an account never goes back", () => {
    const candidate = aCandidate();
    expect(lineOf(candidate, placeable({ formerHolders: [candidate.agency.agencyId] }))?.reasons).toEqual([
      "HELD_IT_BEFORE",
    ]);
  });

  it("with every reason at once, so that a lender sees them all", () => {
    const candidate = aCandidate({
      agency: { status: "SUSPENDED", licences: [] },
      contract: { capacity: 0, currency: "EUR" },
    });
    expect(lineOf(candidate)?.reasons).toEqual([
      "AGENCY_SUSPENDED",
      "NOT_LICENSED",
      "OTHER_CURRENCY",
      "NO_CAPACITY",
    ]);
  });

  it.each([
    ["a licence for the country covers its subdivisions", { agency: licence("US") }],
    ["a licence's last day counts", { agency: licence("US-CT", "2026-03-02") }],
    ["a contract's first day counts", { contract: { validFrom: "2026-03-02" } }],
    ["a contract's last day counts", { contract: { validTo: "2026-03-02" } }],
    ["a band includes its ends", { contract: { balanceMin: usd(100_000), balanceMax: usd(100_000) } }],
    ["an age band includes its ends", { contract: { ageDaysMin: 90, ageDaysMax: 90 } }],
    ["a contract takes first placements", { contract: { placementNumbers: [1] } }],
    [
      "yesterday's placements used up yesterday's capacity",
      {
        contract: { capacityPerDay: 1 },
        usage: [{ shard: 0, open: 0, placed: 1, day: "2026-03-01", placedOnDay: 1 }],
      },
    ],
    ["a contract without products takes all", { contract: { products: [] } }],
    ["a contract with the product takes it", { contract: { products: ["CREDIT_CARD", "PERSONAL_LOAN"] } }],
  ] as const)("but not when %s", (_why, over) => {
    expect(lineOf(aCandidate(over as Parameters<typeof aCandidate>[0]))?.outcome).toBe("CHOSEN");
  });

  it("for a licence of a region whose name only begins alike", () => {
    expect(lineOf(aCandidate({ agency: licence("US-C") }))?.reasons).toEqual(["NOT_LICENSED"]);
  });
});

describe("the choice", () => {
  const withShare = (share: number, placed: number): Candidate =>
    aCandidate({ contract: { share }, usage: [{ shard: 0, open: 0, placed }] });

  it("falls on the agency that is furthest behind its share", () => {
    const [behind, ahead] = [withShare(70, 6), withShare(30, 4)];
    const allocation = allocate(placeable(), [ahead, behind], today);
    expect(allocation.chosen?.candidate).toBe(behind);
    expect(allocation.lines).toContainEqual({
      agencyId: behind.agency.agencyId,
      outcome: "CHOSEN",
      reasons: ["FURTHEST_BEHIND_SHARE"],
      shortfall: 1.7,
    });
    expect(allocation.lines).toContainEqual({
      agencyId: ahead.agency.agencyId,
      outcome: "OUTRANKED",
      reasons: ["ANOTHER_IS_FURTHER_BEHIND"],
      shortfall: -0.7,
    });
  });

  it("falls on the smaller agency id when two are equally far behind, however they are listed", () => {
    const two = [withShare(1, 0), withShare(1, 0)];
    const smaller = two.map(({ agency }) => agency.agencyId).sort()[0];
    expect(allocate(placeable(), two, today).chosen?.candidate.agency.agencyId).toBe(smaller);
    expect(allocate(placeable(), two.toReversed(), today).chosen?.candidate.agency.agencyId).toBe(smaller);
  });

  it("counts only the agencies that may take the account", () => {
    const excluded = aCandidate({ agency: { status: "SUSPENDED" }, contract: { share: 1_000_000 } });
    const eligible = withShare(1, 0);
    expect(allocate(placeable(), [excluded, eligible], today).lines).toContainEqual({
      agencyId: eligible.agency.agencyId,
      outcome: "CHOSEN",
      reasons: ["FURTHEST_BEHIND_SHARE"],
      shortfall: 1,
    });
  });

  it("has a line for every contract that was looked at, in the order of the agencies' ids", () => {
    const candidates = [withShare(1, 0), withShare(2, 0), withShare(3, 0)];
    const { lines } = allocate(placeable(), candidates, today);
    expect(lines.map(({ agencyId }) => agencyId)).toEqual(
      candidates.map(({ agency }) => agency.agencyId).sort(),
    );
    expect(lines.filter(({ outcome }) => outcome === "CHOSEN")).toHaveLength(1);
  });

  it("is nobody when there is nobody", () => {
    expect(allocate(placeable(), [], today)).toEqual({ lines: [] });
  });
});

describe("a contract's capacity", () => {
  it.each([0, 1, 2, 3, 4, 5, 7, 100, 1_001])(
    "of %i is spread over its counters without gain or loss",
    (capacity) => {
      const parts = Array.from(
        { length: shardCountOf(capacity) },
        (_, shard) => limitsOf({ capacity }, shard).open,
      );
      expect(parts.reduce((total, part) => total + part, 0)).toBe(capacity);
      expect(Math.max(...parts) - Math.min(...parts)).toBeLessThanOrEqual(1);
    },
  );

  it("is looked for beginning at the account's own counter", () => {
    const candidate = aCandidate({ contract: { capacity: 8 } });
    for (const spread of [0, 1, 2, 3, 4, 65, 90])
      expect(allocate(placeable({ spread }), [candidate], today).chosen?.usageShard).toBe(spread % 4);
  });

  it("is found in the last counter that has any", () => {
    const candidate = aCandidate({
      contract: { capacity: 8 },
      usage: [0, 1, 3].map((shard) => ({ shard, open: 2, placed: 2 })),
    });
    expect(allocate(placeable({ spread: 3 }), [candidate], today).chosen?.usageShard).toBe(2);
  });

  it("smaller than the number of counters is not multiplied by them", () => {
    const candidate = aCandidate({ contract: { capacity: 1 } });
    expect(allocate(placeable({ spread: 3 }), [candidate], today).chosen?.usageShard).toBe(0);
  });
});

describe("an agency licensed where the debtor lives", () => {
  it("is there whatever its capacity, but not when it is suspended or its licence ran out", () => {
    expect(hasLicensedAgency("US-CT", [aCandidate({ contract: { capacity: 0 } })], today)).toBe(true);
    expect(hasLicensedAgency("US-CT", [aCandidate({ agency: { status: "SUSPENDED" } })], today)).toBe(false);
    expect(hasLicensedAgency("GB", [aCandidate()], today)).toBe(false);
    expect(hasLicensedAgency("US-CT", [], today)).toBe(false);
  });
});

describe("the candidates of a lender", () => {
  it("are its contracts whose agency is set up, each with its own counters", () => {
    const [one, two] = [aCandidate(), aCandidate()];
    const lonely = aCandidate({ contract: { agencyId: AgencyId.parse(anAgencyId()) } });
    const usage = [one, two].map(({ agency }, n) => ({
      agencyId: agency.agencyId,
      shard: n,
      open: n,
      placed: n,
    }));
    const plan = aPlan();
    const { planRef: commissionPlanRef } = plan;
    const paid = { ...one, contract: { ...one.contract, commissionPlanRef } };
    const portfolio = {
      lender: aLender(),
      contracts: [paid, two, lonely].map(({ contract }) => contract),
      plans: [aPlan({ tailRateBp: 0 }), plan].map((any, n) => (n === 0 ? { ...any, planRef: "other" } : any)),
      usage,
    };
    expect(candidatesOf(portfolio, [one.agency, two.agency])).toEqual([
      { ...paid, usage: [usage[0]], plan },
      { ...two, usage: [usage[1]] },
    ]);
  });

  it("are compared in one currency", () => {
    const candidate = aCandidate({ contract: { currency: "EUR", balanceMin: cash(1, "EUR") } });
    expect(lineOf(candidate, placeable({ currency: "EUR" }))?.outcome).toBe("CHOSEN");
  });
});

describe("an account that was placed before", () => {
  const [first, last] = [aCandidate(), aCandidate()];
  const holders = [first, last].map(({ agency }) => agency.agencyId);
  const chosen = (over: Partial<Placeable>) =>
    allocate(placeable({ formerHolders: holders, ...over }), [first, last], today).chosen?.candidate;

  it("goes back to nobody, unless the lender lets it", () => {
    expect(chosen({})).toBeUndefined();
    expect(chosen({ mayReturn: true })).toBe(first);
  });

  it("does not go back at once to whoever had it last", () => {
    expect(lineOf(last, placeable({ formerHolders: holders, mayReturn: true }))?.reasons).toEqual([
      "HELD_IT_BEFORE",
    ]);
  });

  it("goes to a contract for its placement number", () => {
    const tertiary = aCandidate({ contract: { placementNumbers: [3] } });
    const placed = { formerHolders: holders, placementNumber: 3 };
    expect(lineOf(tertiary, placeable(placed))?.outcome).toBe("CHOSEN");
    expect(lineOf(tertiary, placeable({ ...placed, placementNumber: 2 }))?.reasons).toEqual([
      "OTHER_PLACEMENT_NUMBER",
    ]);
  });
});

describe("champion and challenger", () => {
  const champion = aCandidate();
  const challenger = aCandidate({ contract: { arm: "CHALLENGER" } });
  const both = [champion, challenger];
  const linesOf = (arm: Placeable["arm"], candidates = both) =>
    new Map(
      allocate(placeable({ arm }), candidates, today).lines.map(({ agencyId, outcome, reasons }) => [
        agencyId,
        [outcome, ...reasons],
      ]),
    );

  it.each([
    ["CHAMPION", champion, challenger],
    ["CHALLENGER", challenger, champion],
  ] as const)(
    "an account of the %s arm goes there, and the other's line says why not",
    (arm, mine, other) => {
      expect(linesOf(arm).get(mine.agency.agencyId)).toEqual(["CHOSEN", "FURTHEST_BEHIND_SHARE"]);
      expect(linesOf(arm).get(other.agency.agencyId)).toEqual(["OUTRANKED", "OTHER_ARM"]);
    },
  );

  it("falls back to the other arm when nobody in its own may take it, and says so", () => {
    const full = aCandidate({ contract: { arm: "CHALLENGER", capacity: 0 } });
    expect(linesOf("CHALLENGER", [champion, full]).get(champion.agency.agencyId)).toEqual([
      "CHOSEN",
      "NO_CHALLENGER_COULD_TAKE_IT",
      "FURTHEST_BEHIND_SHARE",
    ]);
    expect(linesOf("CHAMPION", [challenger]).get(challenger.agency.agencyId)).toEqual([
      "CHOSEN",
      "NO_CHAMPION_COULD_TAKE_IT",
      "FURTHEST_BEHIND_SHARE",
    ]);
  });
});

describe("a debtor whom an agency works already", () => {
  const [knows, other] = [
    aCandidate({ contract: { share: 1 }, usage: [{ shard: 0, open: 9, placed: 9 }] }),
    aCandidate({ contract: { share: 99, arm: "CHALLENGER" } }),
  ];
  const account = (over: Partial<Placeable> = {}) =>
    placeable({ sameDebtor: [knows.agency.agencyId], arm: "CHALLENGER", ...over });

  it("stays with that agency, before arms and shares", () => {
    const { chosen, lines } = allocate(account(), [knows, other], today);
    expect(chosen?.candidate).toBe(knows);
    expect(lines.map(({ reasons }) => reasons).toSorted()).toEqual([
      ["ANOTHER_HAS_THE_DEBTOR"],
      ["SAME_AGENCY_FOR_DEBTOR", "FURTHEST_BEHIND_SHARE"],
    ]);
  });

  it("goes elsewhere when that agency may not take the account", () => {
    const product = account({ formerHolders: [knows.agency.agencyId] });
    expect(allocate(product, [knows, other], today).chosen?.candidate).toBe(other);
  });
});

describe("counters", () => {
  it("are more for a larger contract", () => {
    expect([0, 63, 64, 2_047, 2_048, 10_000_000].map(shardCountOf)).toEqual([4, 4, 16, 16, 32, 32]);
  });

  it("that a lowered capacity no longer uses still count what they hold", () => {
    const usage = Array.from({ length: 16 }, (_, shard) => ({ shard, open: 2, placed: 2 }));
    const lowered = aCandidate({
      contract: { capacity: 32 },
      usage: usage.map((one, n) => ({ ...one, open: n < 4 ? 0 : 3 })),
    });
    expect(lineOf(lowered)?.reasons).toEqual(["NO_CAPACITY"]);
  });
});
