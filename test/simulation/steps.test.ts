import { describe, it } from "vitest";
import { placeHold } from "../../shared/compliance/place-hold.ts";
import { PlaceHoldRequest } from "../../shared/compliance/wire.ts";
import { requestRecall } from "../../shared/placements/recall.ts";
import { returnAccount } from "../../shared/placements/reopen.ts";
import { screenAgain } from "../../shared/placements/screen-again.ts";
import { RecallRequest } from "../../shared/placements/wire.ts";
import { survivesEveryCrash } from "../support/survives.ts";
import { usd } from "../support/tenant.ts";
import type { World } from "../support/world.ts";

type Cases = ReturnType<World["useCases"]>;

const placed = async (world: World, cases: Cases) => {
  const account = await cases.place();
  world.knows(account.accountId);
  return {
    accountId: account.accountId,
    agencyId: world.holder(account),
    placementId: account.placements[0]!.placementId,
  };
};

const says =
  (cases: Cases, { agencyId, placementId }: Awaited<ReturnType<typeof placed>>, eventId: string) =>
  (eventType: string, data: object) =>
    cases.callback(agencyId, { eventId, placementId, eventType, data });

const disputed = async (world: World, cases: Cases) => {
  const one = await placed(world, cases);
  const { answer } = await says(cases, one, "e-2")("dispute.raised", { type: "OTHER" });
  return {
    ...one,
    disputeId: answer.disputeId!,
    raised: await world.event(one.accountId, "dispute.raised"),
    /** Half a day and a little later the agency is told again. */
    remind: async (by: Cases): Promise<void> => {
      world.pass(13);
      await by.fire();
    },
  };
};

const declined = async (world: World, cases: Cases) => {
  const one = await placed(world, cases);
  await says(cases, one, "e-2")("placement.declined", { code: "CAPACITY" });
  return world.event(one.accountId, "placement.declined");
};

describe("a step that crashes anywhere and is taken again ends as if nothing had crashed:", () => {
  it.each([
    ["an eligible account", {}, 100],
    ["a rejected account", { circumstances: { deceased: true } }, 100],
    ["an account that nobody has room for", {}, 0],
  ])("placing %s under an Idempotency-Key", async (_name, changes, capacity) => {
    await survivesEveryCrash({
      capacity,
      before: async () => undefined,
      step: async (cases, _known, world) => {
        const { accountId } = await cases.place(changes, "key-1");
        world.knows(accountId);
      },
    });
  });

  it("placing an account without a key: a repeat is told that it is there", async () => {
    await survivesEveryCrash({
      before: async () => undefined,
      step: (cases) => cases.place(),
      repeatIsRefused: "account-already-exists",
    });
  });

  it("taking a dispute on", async () => {
    await survivesEveryCrash({ before: disputed, step: (cases, { raised }) => cases.dispute(raised) });
  });

  it("answering a dispute that repeats another", async () => {
    await survivesEveryCrash({
      before: async (world, cases) => {
        const one = await disputed(world, cases);
        await cases.dispute(one.raised);
        await cases.resolve(one.disputeId, { outcome: "REJECTED", explanation: "Checked." });
        const { answer } = await says(cases, one, "e-3")("dispute.raised", { type: "OTHER" });
        const sequence = Number(answer.disputeId!.split("_")[2]);
        return { ...one.raised, sequence, eventId: one.raised.eventId.replace(/_[0-9]+$/u, `_${sequence}`) };
      },
      step: (cases, raised) => cases.dispute(raised),
    });
  });

  it.each([
    ["UPHELD", {}],
    ["PARTLY_UPHELD", { adjustment: { component: "INTEREST", amount: usd(100) } }],
    ["REJECTED", {}],
    ["WITHDRAWN", {}],
  ])("resolving a dispute as %s", async (outcome, more) => {
    await survivesEveryCrash({
      before: async (world, cases) => {
        const one = await disputed(world, cases);
        await cases.dispute(one.raised);
        return one;
      },
      step: (cases, { disputeId }) => cases.resolve(disputeId, { outcome, explanation: "Checked.", ...more }),
      repeatIsRefused: "invalid-transition",
    });
  });

  it("offering a declined account to the next agency", async () => {
    await survivesEveryCrash({ before: declined, step: (cases, message) => cases.again(message) });
  });

  it("letting a declined account wait when nobody is left", async () => {
    await survivesEveryCrash({
      before: async (world, cases) => {
        const first = await declined(world, cases);
        await cases.again(first);
        const { actor } = await world.event(first.accountId, "placement.declined");
        const next = {
          agencyId: world.agencyIds.find((id) => id !== actor.id)!,
          placementId: `plc_${first.accountId.slice(4)}_2`,
        };
        await cases.callback(next.agencyId, {
          eventId: "e-3",
          eventType: "placement.declined",
          placementId: next.placementId,
          data: { code: "CAPACITY" },
        });
        return world.event(first.accountId, "placement.declined", 1);
      },
      step: (cases, message) => cases.again(message),
    });
  });

  it.each([
    ["an offer that nobody answered", 49, async () => undefined],
    [
      "a hold that nobody acknowledged yet",
      13,
      async (cases: Cases, { raised }: Awaited<ReturnType<typeof disputed>>) => cases.dispute(raised),
    ],
    [
      "a dispute that the lender did not answer",
      200,
      async (cases: Cases, { raised }: Awaited<ReturnType<typeof disputed>>) => cases.dispute(raised),
    ],
    [
      "a hold that nobody acknowledged in spite of a reminder",
      12,
      async (cases: Cases, { raised, remind }: Awaited<ReturnType<typeof disputed>>) => {
        await cases.dispute(raised);
        await remind(cases);
      },
    ],
  ])("firing the clock of %s", async (_name, hours, before) => {
    await survivesEveryCrash({
      before: async (world, cases) => {
        await before(cases, await disputed(world, cases));
        world.pass(hours);
      },
      step: (cases) => cases.fire(),
    });
  });

  it("firing the clock of an account that waits for room", async () => {
    await survivesEveryCrash({
      capacity: 0,
      before: async (world, cases) => {
        world.knows((await cases.place()).accountId);
        world.pass(25);
      },
      step: (cases) => cases.fire(),
    });
  });

  it("answering what the agency asked", async () => {
    await survivesEveryCrash({
      before: async (world, cases) => {
        const one = await placed(world, cases);
        await says(cases, one, "e-2")("placement.info_requested", { code: "MORE" });
        return one;
      },
      step: (cases, { accountId }) => cases.inform(accountId, "Here."),
      repeatIsRefused: "invalid-transition",
    });
  });

  it("delivering that answer to its agency: heard at least once, under one id", async () => {
    await survivesEveryCrash({
      before: async (world, cases) => {
        const one = await placed(world, cases);
        await says(cases, one, "e-2")("placement.info_requested", { code: "MORE" });
        await cases.inform(one.accountId, "Here.");
        return world.event(one.accountId, "placement.information_provided");
      },
      step: (cases, event) => cases.deliver(event),
    });
  });

  const active = async (world: World, cases: Cases) => {
    const one = await placed(world, cases);
    await says(cases, one, "e-2")("placement.acknowledged", { balance: usd(105_000) });
    return one;
  };
  const recall = (cases: Cases, accountId: string, request: object) =>
    cases.command(accountId, "recall", (known, by) =>
      requestRecall(known, RecallRequest.parse({ code: "STRATEGY", ...request }), by),
    );
  const recalling = async (world: World, cases: Cases) => {
    const one = await active(world, cases);
    await recall(cases, one.accountId, {});
    const { sequence } = await world.event(one.accountId, "recall.requested");
    const recallId = `rcl_${one.accountId.slice(4)}_${sequence}`;
    return { ...one, recallId };
  };

  it.each([
    ["giving notice", {}],
    ["at once", { code: "FRAUD" }],
  ])("recalling an account: %s", async (_name, request) => {
    await survivesEveryCrash({
      before: active,
      step: (cases, { accountId }) => recall(cases, accountId, request),
    });
  });

  it.each([
    ["recall.acknowledged", {}],
    ["recall.objected", { reason: "PROMISE_TO_PAY" }],
  ])("an agency's %s", async (type, data) => {
    await survivesEveryCrash({
      before: recalling,
      step: (cases, one) => says(cases, one, "e-9")(type, { recallId: one.recallId, ...data }),
    });
  });

  it("firing the clock of a notice that is over", async () => {
    await survivesEveryCrash({
      before: async (world, cases) => {
        await recalling(world, cases);
        world.pass(24 * 8);
      },
      step: (cases) => cases.fire(),
    });
  });

  it("putting a hold on an account", async () => {
    await survivesEveryCrash({
      before: active,
      step: (cases, { accountId }) =>
        cases.command(accountId, "hold", (known, by) =>
          placeHold(known, PlaceHoldRequest.parse({ type: "COMPLAINT", reason: "x" }), by),
        ),
    });
  });

  it("answering an offer to settle", async () => {
    await survivesEveryCrash({
      before: async (world, cases) => {
        const one = await active(world, cases);
        const offer = { settlementRef: "S-1", offer: usd(60_000), expiresOn: "2099-12-31" };
        await says(cases, one, "e-3")("settlement.requested", offer);
        return one;
      },
      step: (cases, { accountId }) => cases.settle(accountId, { settlementRef: "S-1", decision: "APPROVED" }),
    });
  });

  it("returning a recalled account to the allocation", async () => {
    await survivesEveryCrash({
      before: async (world, cases) => {
        const one = await active(world, cases);
        await recall(cases, one.accountId, { code: "FRAUD" });
        return one;
      },
      step: (cases, { accountId }) =>
        cases.command(accountId, "return", (known, by) => returnAccount(known, { ...by, reason: "x" })),
    });
  });

  it("asking for another screening", async () => {
    await survivesEveryCrash({
      before: async (world, cases) => {
        const { accountId } = await cases.place({ circumstances: { disputed: true } });
        world.knows(accountId);
        return accountId;
      },
      step: (cases, accountId) => cases.command(accountId, "screen-again", screenAgain),
    });
  });

  it("attesting that a debtor's data were deleted", async () => {
    await survivesEveryCrash({
      before: async (world, cases) => {
        const one = await active(world, cases);
        await recall(cases, one.accountId, { code: "FRAUD" });
        return one;
      },
      step: (cases, one) =>
        says(cases, one, "e-9")("data.deleted", { attestation: "A", deletedAt: "2026-03-02T12:00:00Z" }),
    });
  });

  it("following up the payment of the last that was owed, and closing the account when it stayed", async () => {
    const paid = async (world: World, cases: Cases) => {
      const one = await active(world, cases);
      await says(cases, one, "e-3")("payment.received", { paymentRef: "P-1", amount: usd(105_000) });
      return world.event(one.accountId, "payment.received");
    };
    await survivesEveryCrash({ before: paid, step: (cases, message) => cases.after(message) });
    await survivesEveryCrash({
      before: async (world, cases) => {
        await cases.after(await paid(world, cases));
        world.pass(24 * 61);
      },
      step: (cases) => cases.fire(),
    });
  });

  it("routing an event to its queue", async () => {
    await survivesEveryCrash({
      before: async (world, cases) =>
        world.event((await placed(world, cases)).accountId, "placement.offered"),
      step: (cases, event) => cases.route(event),
    });
  });

  it("delivering an offer to its agency: heard at least once, under one id", async () => {
    await survivesEveryCrash({
      before: async (world, cases) =>
        world.event((await placed(world, cases)).accountId, "placement.offered"),
      step: (cases, event) => cases.deliver(event),
    });
  });
});
