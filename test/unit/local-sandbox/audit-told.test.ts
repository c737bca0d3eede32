import { describe, expect, it } from "vitest";
import type { PeriodsMoney } from "../../../infra/local/audit/audit-facts.ts";
import { toldAtOdds } from "../../../infra/local/audit/audit-told.ts";
import { livelySeeds } from "../../../infra/local/sandbox/sandbox-seed.ts";
import { agencyId, aHistory, anEvent, aSent, someFacts, usd } from "./some-facts.ts";

const actor = { kind: "AGENCY", id: agencyId };
const money = { lenderId: "lnd_1" } as PeriodsMoney;

const told = (
  events: Parameters<typeof aHistory>[0],
  view: Parameters<typeof aHistory>[1] = {},
): readonly unknown[] =>
  toldAtOdds(someFacts({ histories: [aHistory(events, view)], sent: [] }), money).map(({ code, about }) => [
    code,
    about,
  ]);

const owed = anEvent(1, {
  type: "account.received",
  postings: [{ account: "receivable/PRINCIPAL", amount: 500 }],
});

describe("what agencies did that must be a break", () => {
  it("is every attempt while a hold stood, and no other", () => {
    const attempt = (n: number, violations: readonly string[]) =>
      anEvent(n, { type: "contact.attempted", actor, data: { attemptRef: `A-${n}`, violations } });
    expect(told([attempt(1, ["CONTACT_DURING_HOLD"]), attempt(2, [])])).toEqual([
      ["CONTACT_DURING_HOLD", ["acc_1", "A-1"]],
    ]);
  });

  it("is a hold that was not acknowledged in time", () => {
    const event = anEvent(1, { type: "hold.escalated", data: { holdId: "hld_1", agencyId } });
    expect(told([event])).toEqual([["HOLD_NOT_ACKED", ["acc_1", "hld_1"]]]);
  });

  it.each([
    ["OFFERED", 1],
    ["ACTIVE", 0],
  ])("is an acknowledgement of another balance while the placement is %s", (state, count) => {
    const event = anEvent(1, {
      type: "placement.acknowledgement_mismatched",
      actor,
      data: { placementId: "plc_1" },
    });
    const placements = [{ placementId: "plc_1", agencyId, state }];
    expect(told([event], { placements })).toHaveLength(count);
  });

  it.each([
    [500, 0],
    [499, 1],
  ])("is a closing with %i owed where 500 are", (amount, count) => {
    const data = { placementId: "plc_1", finalBalance: { amount, currency: "USD" } };
    expect(told([owed, anEvent(2, { type: "placement.closed", actor, data })])).toHaveLength(count);
  });

  it("is a debt that was closed as paid and is owed again", () => {
    const data = { placementId: "plc_1", finalBalance: { amount: 500, currency: "USD" } };
    const events = [
      owed,
      anEvent(2, { type: "placement.closed", actor, data }),
      anEvent(3, { type: "payment.reversed", actor }),
    ];
    const balance = { currency: "USD", outstanding: usd(500), creditBalance: usd(0), components: [] };
    const closed = { lifecycle: "CLOSED", attention: ["REOPEN_REQUIRED"], balance };
    expect(told(events, closed)).toEqual([["CLOSE_CODE_INCONSISTENT", ["acc_1"]]]);
    expect(told(events, { ...closed, attention: [] })).toEqual([]);
  });

  it("is a version that nobody has, of the lenders that its agency works for, once", () => {
    const sly = livelySeeds.at(-1)!;
    const answer = { receiptId: "r", eventId: "e", disposition: "QUARANTINED", reason: "unknown-version" };
    const outcomes = [{ status: 202, replayed: false, attempts: 1, answer }] as const;
    const sent = [aSent({ agencyId: sly.id, outcomes }), aSent({ agencyId: sly.id, outcomes })];
    const of = (lenderId: string) =>
      toldAtOdds(someFacts({ histories: [], sent }), { ...money, lenderId }).map(({ code }) => code);
    expect([of(sly.lenders[0]!), of("lnd_of_nobody")]).toEqual([["SCHEMA_DRIFT"], []]);
  });
});
