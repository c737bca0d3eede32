import { describe, expect, it } from "vitest";
import {
  lifecycles,
  lifecycleTransitions,
  openLifecycles,
  type Lifecycle,
} from "../../../shared/accounts/model.ts";
import { DisputeState, disputeTransitions } from "../../../shared/disputes/model.ts";
import { allowedEvents, guard, next } from "../../../shared/kernel/transitions.ts";
import { placementTransitions } from "../../../shared/placements/model.ts";
import { refusalOf, valueOf } from "../../support/builders.ts";

type Event = keyof typeof lifecycleTransitions;
const events = Object.keys(lifecycleTransitions) as Event[];
const everyPair = lifecycles.flatMap((from) => events.map((event) => [from, event] as const));

describe("the life of an account", () => {
  it.each(everyPair)("%s takes %s only where the table says so", (from, event) => {
    const { from: allowedFrom, to } = lifecycleTransitions[event];
    const outcome = next(lifecycleTransitions, from, event);
    if ((allowedFrom as readonly string[]).includes(from)) expect(valueOf(outcome)).toBe(to);
    else
      expect(refusalOf(outcome)).toMatchObject({
        code: "invalid-transition",
        extra: { from, event, allowed: allowedEvents<Lifecycle>(lifecycleTransitions, from) },
      });
  });

  it.each(["FINALIZED"] as const)("ends in %s", (state) => {
    expect(allowedEvents<Lifecycle>(lifecycleTransitions, state)).toEqual([]);
    expect(
      refusalOf(next<Lifecycle, typeof lifecycleTransitions>(lifecycleTransitions, state, "acknowledge"))
        .detail,
    ).toMatch(/possible are: none/u);
  });

  it("goes on from REJECTED only by another screening", () => {
    expect(allowedEvents<Lifecycle>(lifecycleTransitions, "REJECTED")).toEqual(["rescreen"]);
  });

  it("can be recalled from every state in which an agency holds the account", () => {
    expect(lifecycleTransitions.recall.from).toEqual(expect.arrayContaining([...openLifecycles]));
  });

  it("can go on after an agency ended its work, until it is final", () => {
    for (const state of ["CLOSED", "RECALLED"] as const)
      expect(allowedEvents<Lifecycle>(lifecycleTransitions, state)).toEqual(["reopen", "return", "finalize"]);
  });
});

describe("the life of a dispute", () => {
  const outcomes = ["UPHELD", "PARTLY_UPHELD", "REJECTED", "WITHDRAWN", "DUPLICATIVE"] as const;

  it.each(outcomes)("is over once it is %s", (state) => {
    expect(allowedEvents<DisputeState>(disputeTransitions, state)).toEqual([]);
  });

  it("can reach every state", () => {
    const reached = new Set(["RAISED", ...Object.values(disputeTransitions).map(({ to }) => to)]);
    expect([...reached].sort()).toEqual([...DisputeState.options].sort());
  });

  it("leaves the lender's four answers open after the hold was ordered", () => {
    expect(allowedEvents<DisputeState>(disputeTransitions, "AWAITING_LENDER")).toEqual([
      "investigate",
      "ask-customer",
      "uphold",
      "partly-uphold",
      "reject",
      "withdraw",
    ]);
  });
});

describe("a table as the condition of a write", () => {
  it("lets an item pass only from where a transition leads to the wanted state", () => {
    expect(guard(placementTransitions, { attribute: "state", to: "DECLINED" })).toEqual({
      attribute: "state",
      is: "in",
      value: ["OFFERED", "INFO_REQUIRED"],
    });
    expect(guard(disputeTransitions, { attribute: "state", to: "UPHELD" })).toMatchObject({
      value: ["RAISED", "AWAITING_LENDER", "INVESTIGATING", "AWAITING_CUSTOMER"],
    });
  });

  it("says for every transition what its own table says", () => {
    for (const { from, to } of Object.values(placementTransitions)) {
      const { value } = guard(placementTransitions, { attribute: "state", to }) as {
        value: readonly string[];
      };
      expect(from.every((state) => value.includes(state))).toBe(true);
    }
  });
});
