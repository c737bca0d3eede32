import { describe, expect, it } from "vitest";
import { balanceView } from "../../../shared/accounts/view.ts";
import { defaultFields } from "../../../shared/disclosure/wire.ts";
import { placementIdOf } from "../../../shared/kernel/ids.ts";
import { PlacementTerms } from "../../../shared/placements/wire.ts";
import { offer } from "../../../shared/placements/offer.ts";
import {
  aCandidate,
  aLenderActor,
  anAccount,
  anAgencyId,
  now,
  on,
  withoutAgency,
} from "../../support/builders.ts";
import { aPlan } from "../../support/commissions.ts";

/** Ninety days past due. */
const by = { actor: aLenderActor, now, delinquencyDate: on("2025-12-02") };

describe("an offer", () => {
  const candidate = aCandidate({ contract: { version: 3, acknowledgeWithinHours: 72 } });
  const { agencyId } = candidate.agency;
  const lines = [{ agencyId, outcome: "CHOSEN" as const, reasons: ["FURTHEST_BEHIND_SHARE"], shortfall: 1 }];
  const allocation = { lines, chosen: { candidate, usageShard: 2 } };
  const fresh = withoutAgency(anAccount({ holders: [], paid: 40_000 }), { lifecycle: "ELIGIBLE" });

  it("fixes the order in which payments fill the debt, the first time and as long as nothing came in", () => {
    const { contract } = candidate;
    const ordering = { ...candidate, contract: { ...contract, fillFirst: ["PRINCIPAL" as const] } };
    const to = { lines, chosen: { candidate: ordering, usageShard: 2 } };
    const unpaid = { ...fresh, paid: 0 };
    expect(offer(unpaid, to, by)!.account.fillFirst).toEqual(["PRINCIPAL"]);
    const made = [
      offer(fresh, to, by),
      offer({ ...unpaid, holders: [agencyId] }, to, by),
      offer(unpaid, allocation, by),
    ];
    for (const one of made) expect(one!.account).not.toHaveProperty("fillFirst");
  });

  it("gives the account to the agency that the allocation chose and keeps why", () => {
    const made = offer(fresh, allocation, by)!;
    const placementId = placementIdOf(fresh.accountId, 1);
    expect(made.account).toMatchObject({
      lifecycle: "OFFERED",
      placement: { number: 1, agencyId, usageShard: 2 },
      holders: [agencyId],
    });
    expect(made.placement).toEqual({
      placementId,
      accountId: fresh.accountId,
      lenderId: fresh.lenderId,
      number: 1,
      agencyId,
      contractVersion: 3,
      usageShard: 2,
      state: "OFFERED",
      placedBalance: 60_000,
      offeredAt: now,
      acknowledgeBy: "2026-03-05T12:00:00.000Z",
      allocation: lines,
      terms: PlacementTerms.parse(candidate.contract),
    });
  });

  it("starts the agency's clock and tells the agency, in the order of the placement", () => {
    const made = offer(fresh, allocation, by)!;
    const { placementId } = made.placement;
    expect(made.clock).toEqual({
      accountId: fresh.accountId,
      kind: "ACKNOWLEDGEMENT",
      ref: placementId,
      dueAt: made.placement.acknowledgeBy,
    });
    expect(made.event).toMatchObject({
      type: "placement.offered",
      actor: aLenderActor,
      data: { placementId, agencyId, contractVersion: 3, acknowledgeBy: made.placement.acknowledgeBy },
      route: { queue: "deliveries", group: placementId },
    });
  });

  it("explains itself: the balance, the holds and the disclosure profile of that moment are in its event", () => {
    const profile = { fields: [...defaultFields, "dateOfBirth" as const].toReversed() };
    const granting = aCandidate({ contract: { disclosure: profile } });
    const { data } = offer(fresh, { lines, chosen: { candidate: granting, usageShard: 2 } }, by)!.event;
    expect(data).toMatchObject({ balance: balanceView(fresh), holds: [] });
    expect(data["disclosure"]).toEqual([...defaultFields, "dateOfBirth"]);
  });

  it("keeps the contract's commission plan as it is now, and what it is calculated by", () => {
    const plan = aPlan({ tailRateBp: 500 });
    const chosen = { candidate: { ...candidate, plan }, usageShard: 2 };
    const { placement, account } = offer(fresh, { lines, chosen }, by)!;
    expect(placement.commission).toEqual({ plan, ageDays: 90, region: "US-CT" });
    expect(JSON.stringify(account), "every callback writes the account").not.toContain(plan.planRef);
  });

  it("after another one has the next number, and the former holder stays on record", () => {
    const former = anAgencyId();
    const again = withoutAgency(anAccount({ holders: [former] }), { lifecycle: "ELIGIBLE" });
    const made = offer(again, allocation, by)!;
    expect(made.placement.number).toBe(2);
    expect(made.account.holders).toEqual([former, agencyId]);
  });

  it("is not made when nobody was chosen", () => {
    expect(offer(fresh, { lines }, by)).toBeUndefined();
  });
});
