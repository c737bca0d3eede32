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

const placeable = (over: Partial<Placeable> = {}): Placeable => ({
  region: "US-CT",
  product: "PERSONAL_LOAN",
  currency: "USD",
  outstanding: 100_000,
  daysPastDue: 90,
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
    const portfolio = {
      lender: aLender(),
      contracts: [one, two, lonely].map(({ contract }) => contract),
      usage,
    };
    expect(candidatesOf(portfolio, [one.agency, two.agency])).toEqual([
      { ...one, usage: [usage[0]] },
      { ...two, usage: [usage[1]] },
    ]);
  });

  it("are compared in one currency", () => {
    const candidate = aCandidate({ contract: { currency: "EUR", balanceMin: cash(1, "EUR") } });
    expect(lineOf(candidate, placeable({ currency: "EUR" }))?.outcome).toBe("CHOSEN");
  });
});
