import { describe, it } from "vitest";
import { survivesEveryCrash, type Scenario } from "../support/survives.ts";
import { usd } from "../support/tenant.ts";
import { began } from "../support/world.ts";

type Body = Readonly<Record<string, unknown>>;
type Known = {
  readonly agencyId: never;
  readonly placementId: string;
  readonly accountId: string;
  readonly holdId?: string;
};

const payment = { eventType: "payment.received", data: { paymentRef: "p-1", amount: usd(10_000) } };
const reversal = {
  eventType: "payment.reversed",
  data: { reversalRef: "r-1", originalPaymentRef: "p-1", amount: usd(10_000), reason: "NSF" },
};
const correction = {
  eventType: "payment.corrected",
  data: { paymentRef: "p-1", supersedesEventId: "e-2", amount: usd(9_000) },
};
const partBack = { ...reversal, data: { ...reversal.data, amount: usd(4_000) } };
const cost = {
  eventType: "cost.incurred",
  data: { costRef: "c-1", type: "TRACING", amount: usd(500), authorisationRef: "A" },
};
const courtFee = {
  eventType: "fee.added",
  data: { feeRef: "f-1", type: "COURT_COST", amount: usd(500), authorisationRef: "A" },
};
const agreement = { eventType: "arrangement.activated", data: { arrangementRef: "plan-1", instalments: 6 } };
const proposal = {
  eventType: "arrangement.proposed",
  effectiveAt: "2026-01-01T00:00:00Z",
  data: { arrangementRef: "plan-1" },
};
const offer = {
  eventType: "settlement.requested",
  data: { settlementRef: "s-1", offer: usd(60_000), expiresOn: "2099-12-31" },
};
const acknowledgement = { eventType: "placement.acknowledged", data: { balance: usd(105_000) } };
const dispute = { eventType: "dispute.raised", data: { type: "OTHER", narrative: "No." } };
const nowhere = "plc_01ARZ3NDEKTSV4RRFFQ69G5FAV_1";

/** A callback after some others, each crash of which must change nothing in the end. */
const callback = (body: Body | ((known: Known) => Body), before: readonly Body[] = []): Scenario<Known> => ({
  before: async (world, cases) => {
    const account = await cases.place();
    world.knows(account.accountId);
    const agencyId = world.holder(account);
    const known = {
      agencyId: agencyId as never,
      placementId: account.placements[0]!.placementId,
      accountId: account.accountId,
    };
    let holdId: string | undefined;
    for (const [index, one] of before.entries()) {
      const { answer } = await cases.callback(agencyId, {
        eventId: `e-${index + 2}`,
        placementId: known.placementId,
        ...one,
      });
      holdId = answer.holdId ?? holdId;
    }
    return holdId === undefined ? known : { ...known, holdId };
  },
  step: (cases, known) =>
    cases.callback(known.agencyId, {
      eventId: "e-1",
      placementId: known.placementId,
      ...(typeof body === "function" ? body(known) : body),
    }),
});

describe("a callback that crashes anywhere and is sent again ends as if nothing had crashed", () => {
  it.each<readonly [string, Scenario<Known>]>([
    ["a payment", callback(payment)],
    ["a payment that overpays", callback({ ...payment, data: { paymentRef: "p-1", amount: usd(200_000) } })],
    ["a payment whose reversal waits", callback(payment, [reversal])],
    ["a payment for an unknown placement", callback({ ...payment, placementId: nowhere })],
    [
      "a payment for an unknown placement whose reversal waits",
      callback({ ...payment, placementId: nowhere }, [reversal]),
    ],
    ["a payment reported before under another event", callback(payment, [payment])],
    [
      "a payment under a reference that is taken",
      callback({ ...payment, data: { paymentRef: "p-1", amount: usd(1) } }, [payment]),
    ],
    ["a reversal", callback(reversal, [payment])],
    ["a reversal before its payment", callback(reversal)],
    ["a reversal reported before under another event", callback(reversal, [payment, reversal])],
    [
      "a reversal in suspense",
      callback({ ...reversal, placementId: nowhere }, [{ ...payment, placementId: nowhere }]),
    ],
    ["a reversal of nothing that is known", callback({ ...reversal, placementId: nowhere })],
    ["a correction", callback(correction, [payment])],
    ["a correction before its payment", callback(correction)],
    ["a payment whose correction and reversal wait", callback(payment, [correction, partBack])],
    ["a cost", callback(cost, [acknowledgement])],
    ["a cost reported before under another event", callback(cost, [acknowledgement, cost])],
    ["a fee of the court", callback(courtFee, [acknowledgement])],
    [
      "a stage",
      callback({ eventType: "placement.stage_changed", data: { legalStage: "LEGAL" } }, [acknowledgement]),
    ],
    ["an agreement", callback(agreement, [acknowledgement])],
    ["an older step of an agreement", callback(proposal, [acknowledgement, agreement])],
    ["an offer to settle", callback(offer, [acknowledgement])],
    ["an acknowledgement", callback(acknowledgement)],
    ["an acknowledgement a cent off", callback({ ...acknowledgement, data: { balance: usd(1) } })],
    ["a decline", callback({ eventType: "placement.declined", data: { code: "CAPACITY" } })],
    ["a question", callback({ eventType: "placement.info_requested", data: { code: "MORE" } })],
    [
      "a close",
      callback({ eventType: "placement.closed", data: { code: "EXHAUSTED", finalBalance: usd(105_000) } }, [
        acknowledgement,
      ]),
    ],
    ["a dispute", callback(dispute, [acknowledgement])],
    [
      "a hold's acknowledgement",
      callback(
        ({ holdId }) => ({ eventType: "hold.acknowledged", data: { holdId, appliedAt: began } }),
        [dispute],
      ),
    ],
    [
      "a contact",
      callback({
        eventType: "contact.attempted",
        data: { attemptRef: "a-1", channel: "SMS", startedAt: began, outcome: "DELIVERED" },
      }),
    ],
  ])("%s", async (_name, scenario) => {
    await survivesEveryCrash(scenario);
  });
});
