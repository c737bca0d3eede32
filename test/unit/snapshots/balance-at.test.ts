import { describe, expect, it } from "vitest";
import { AgencyId } from "../../../shared/kernel/ids.ts";
import { Instant } from "../../../shared/kernel/time.ts";
import { movement, type Owed } from "../../../shared/ledger/balance.ts";
import { outstandingAt } from "../../../shared/snapshots/balance-at.ts";

const agencyId = AgencyId.parse("agy_01JB4Q6N7VB7Y2K0FQZ4S6T8ND");
const at = (hour: number) => Instant.parse(`2026-04-02T${hour}:00:00.000Z`);
const asOf = { agencyId, asOf: at(12) };

const owed = (due: number, paid: number): Owed => ({ due: { PRINCIPAL: due }, paid });

const event = (
  kind: "AGENCY" | "LENDER",
  [effectiveAt, postedAt]: readonly [Instant, Instant],
  legs: readonly [Owed, Owed],
) => ({
  actor: { kind, id: kind === "AGENCY" ? agencyId : "lnd_1" },
  effectiveAt,
  postedAt,
  postings: [...movement(...legs), { account: "suspense", amount: 7 }],
});

describe("what was owed when an inventory was taken", () => {
  it("is what is owed now where nothing happened since", () => {
    expect(outstandingAt(owed(100, 30), [], asOf)).toBe(70);
  });

  it("has what the agency did before it, however late it said so", () => {
    const said = event("AGENCY", [at(10), at(14)], [owed(100, 0), owed(100, 30)]);
    expect(outstandingAt(owed(100, 30), [said], asOf)).toBe(70);
  });

  it("has nothing of what the agency did after it", () => {
    const done = event("AGENCY", [at(13), at(14)], [owed(100, 0), owed(100, 30)]);
    expect(outstandingAt(owed(100, 30), [done], asOf)).toBe(100);
  });

  it("has nothing of what the agency could not know: what others said after it", () => {
    const direct = event("LENDER", [at(10), at(14)], [owed(100, 0), owed(100, 30)]);
    expect(outstandingAt(owed(100, 30), [direct], asOf)).toBe(100);
  });

  it("takes back what was charged since", () => {
    const charged = event("LENDER", [at(13), at(13)], [owed(100, 0), owed(125, 0)]);
    expect(outstandingAt(owed(125, 0), [charged], asOf)).toBe(100);
  });

  it("is exact where what came since was more than was owed, whatever the order", () => {
    const before = owed(100, 0);
    const direct = event("LENDER", [at(13), at(13)], [before, owed(100, 80)]);
    const own = event("AGENCY", [at(11), at(14)], [owed(100, 80), owed(100, 130)]);
    expect(outstandingAt(owed(100, 130), [own, direct], asOf)).toBe(50);
    expect(outstandingAt(owed(100, 130), [direct, own], asOf)).toBe(50);
  });

  it("is the same whether it is disputed since, or was until then", () => {
    const apart = { ...owed(100, 30), disputedApart: true as const };
    const raised = event("AGENCY", [at(13), at(13)], [owed(100, 30), apart]);
    expect(outstandingAt(apart, [raised], asOf)).toBe(70);
    const paid = event("AGENCY", [at(13), at(14)], [{ ...apart, paid: 0 }, apart]);
    expect(outstandingAt(apart, [paid, raised], asOf)).toBe(100);
  });

  it("is nothing where more had come than was owed", () => {
    const more = event("LENDER", [at(13), at(13)], [owed(100, 120), owed(100, 150)]);
    expect(outstandingAt(owed(100, 150), [more], asOf)).toBe(0);
  });
});
