import { describe, expect, it } from "vitest";
import { history } from "../../../docs/generators/story.ts";
import { eventView } from "../../../shared/accounts/event-view.ts";
import { eventData } from "../../../shared/callbacks/event-data.ts";
import { laneEventOf, type LenderEvent } from "../../../shared/deliveries/lane-event.ts";
import { lenderPayload } from "../../../shared/deliveries/lender-payload.ts";
import { LenderBody } from "../../../shared/deliveries/lender-wire.ts";
import { emptyChain } from "../../../shared/kernel/event.ts";
import { EndpointId, type LenderId } from "../../../shared/kernel/ids.ts";
import { isForLender, lenderEventTypes } from "../../../shared/kernel/lender-events.ts";
import { recorded } from "../../../shared/platform/events.ts";
import { aDraft, aLenderId, anAccount, now, placementOf } from "../../support/builders.ts";

const endpointId = EndpointId.parse("end_01JB5A3W9ZK6R8T2V4X7Y1C3D5");

const itemOf = (over: Parameters<typeof aDraft>[0], lenderId?: LenderId) => {
  const { accountId } = anAccount();
  const about = { accountId, chain: emptyChain, ...(lenderId && { lenderId }) };
  return { accountId, item: recorded(about, [aDraft(over)], now).items[0]!.item };
};

describe("an event that a lender is told of", () => {
  it.each(lenderEventTypes)("%s says what the lender's list of events shows, and nothing besides", (type) => {
    const lenderId = aLenderId();
    const data = { disputeId: "dsp_1", violations: ["CONTACT_DURING_HOLD"] };
    const { accountId, item } = itemOf({ type, data }, lenderId);
    const event = laneEventOf({ accountId, lenderId, endpointId }, item);
    const body = lenderPayload(event as LenderEvent);
    expect(body.data).toEqual(eventView(item));
    expect(JSON.stringify(body)).not.toContain(lenderId);
    expect(LenderBody.parse(body)).toEqual(body);
  });

  it("is in the lanes of its own lender and of no other, and in none of an agency", () => {
    const lenderId = aLenderId();
    const { accountId, item } = itemOf({ type: "dispute.raised" }, lenderId);
    expect(laneEventOf({ accountId, lenderId, endpointId }, item)).toBeDefined();
    expect(laneEventOf({ accountId, lenderId: aLenderId(), endpointId }, item)).toBeUndefined();
    const account = anAccount();
    const agencyId = account.placement!.agencyId;
    const lane = { accountId, placementId: placementOf(account), agencyId, endpointId };
    expect(laneEventOf(lane, item)).toBeUndefined();
  });

  it("is marked for it whether or not it goes to somebody else, and is not changed by the mark", () => {
    const lenderId = aLenderId();
    const route = { queue: "deliveries", group: "plc_1" } as const;
    const alone = itemOf({ type: "hold.acknowledged" }, lenderId).item;
    expect(alone).toMatchObject({ routes: "lender", lenderId, list: expect.any(String) });
    const both = itemOf({ type: "hold.ordered", route }, lenderId).item;
    expect(both).toMatchObject({ routes: "deliveries", group: "plc_1", lenderId });
    expect(eventView(both)).not.toHaveProperty("lenderId");
  });
});

describe("what a lender is not told of", () => {
  it.each([
    ["a payment", "payment.received", {}],
    ["a reversal", "payment.reversed", {}],
    ["an attempt to reach the debtor that broke no rule", "contact.attempted", { violations: [] }],
  ])("%s is marked for nobody and costs nothing more", (_what, type, data) => {
    expect(isForLender({ type, data })).toBe(false);
    const { item } = itemOf({ type, data }, aLenderId());
    for (const mark of ["routes", "lenderId", "list", "at"]) expect(item).not.toHaveProperty(mark);
  });

  it("is nothing of what agencies report but money, deletions, advices, inventories and contacts that are in order", () => {
    const renamed: Readonly<Record<string, string>> = {
      "placement.info_requested": "placement.information_requested",
    };
    const told = new Set<string>(lenderEventTypes);
    const silent = Object.keys(eventData).filter((type) => !told.has(renamed[type] ?? type));
    expect(silent).toEqual([
      "payment.received",
      "payment.reversed",
      "payment.corrected",
      "data.deleted",
      "remittance.advised",
      "reconciliation.snapshot",
    ]);
  });
});

describe("the account of the documented examples", () => {
  it("has events for its lender, and each fits the catalogue", () => {
    const events = history.filter(isForLender);
    expect(events.length).toBeGreaterThan(3);
    const bodies = events.map((event) => ({
      type: event.type,
      body: lenderPayload({ ...event, lenderId: aLenderId(), view: eventView(event) } as never),
    }));
    for (const { type, body } of bodies) expect(LenderBody.safeParse(body).error, type).toBeUndefined();
  });
});
