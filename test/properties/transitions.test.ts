import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideAgain, type AgainFacts } from "../../shared/accounts/decide-again.ts";
import {
  lifecycleTransitions,
  openLifecycles,
  type Account,
  type Lifecycle,
} from "../../shared/accounts/model.ts";
import { decide } from "../../shared/callbacks/decide.ts";
import { outstandingOf } from "../../shared/callbacks/outcome.ts";
import { fire } from "../../shared/clocks/fire.ts";
import { disputeTransitions, type DisputeState } from "../../shared/disputes/model.ts";
import { resolution } from "../../shared/disputes/resolution.ts";
import { AgencyId } from "../../shared/kernel/ids.ts";
import type { Refusal } from "../../shared/kernel/problems.ts";
import { ok, type Result } from "../../shared/kernel/result.ts";
import { allowedEvents, next } from "../../shared/kernel/transitions.ts";
import { finalize } from "../../shared/placements/finish.ts";
import { offer } from "../../shared/placements/offer.ts";
import { requestRecall } from "../../shared/placements/recall.ts";
import { reopen, returnAccount } from "../../shared/placements/reopen.ts";
import {
  aKeyId,
  aCandidate,
  aClock,
  aDispute,
  aLenderActor,
  aLender,
  anAccount,
  known,
  aRequest,
  aScreening,
  now,
  placementOf,
  received,
  refusalOf,
  today,
  usd,
  valueOf,
  withoutAgency,
} from "../support/builders.ts";

type Event = keyof typeof lifecycleTransitions;
const events = Object.keys(lifecycleTransitions) as Event[];
const by = { actor: aLenderActor, now };

const accountAfter = (decision: Result<{ readonly account: Account }, Refusal>): Result<Account, Refusal> =>
  decision.ok ? ok(decision.value.account) : decision;

const lookedAtAgain = (account: Account, over: Partial<AgainFacts>) =>
  decideAgain({
    account,
    screening: aScreening(),
    circumstances: undefined,
    lender: aLender(),
    candidates: [],
    siblings: [],
    siblingHolds: [],
    lastWorked: undefined,
    ...by,
    ...over,
  });

/** What the gateway does on each event of the table, by the decision that really makes it. */
const happens: { readonly [E in Event]: (account: Account) => Result<Account, Refusal> } = {
  acknowledge: (account) =>
    accountAfter(
      decide(
        known(account),
        received("placement.acknowledged", account, { data: { balance: usd(outstandingOf(account)) } }),
      ),
    ),
  "request-information": (account) =>
    accountAfter(decide(known(account), received("placement.info_requested", account))),
  decline: (account) => accountAfter(decide(known(account), received("placement.declined", account))),
  close: (account) => accountAfter(decide(known(account), received("placement.closed", account))),
  "provide-information": (account) => {
    const lifecycle = next(lifecycleTransitions, account.lifecycle, "provide-information");
    return lifecycle.ok ? ok({ ...account, lifecycle: lifecycle.value }) : lifecycle;
  },
  rescreen: (account) => {
    const state = next(lifecycleTransitions, account.lifecycle, "rescreen");
    const full = aCandidate({ contract: { capacity: 0 } });
    return state.ok ? ok(lookedAtAgain(account, { candidates: [full] }).account) : state;
  },
  reject: (account) => {
    const state = next(lifecycleTransitions, account.lifecycle, "reject");
    const { circumstances } = aRequest({ circumstances: { deceased: true } });
    return state.ok ? ok(lookedAtAgain(account, { circumstances }).account) : state;
  },
  offer: (account) => {
    const state = next(lifecycleTransitions, account.lifecycle, "offer");
    const made = offer(
      account,
      { lines: [], chosen: { candidate: aCandidate(), usageShard: 0 } },
      { ...by, delinquencyDate: today },
    );
    return state.ok && made ? ok(made.account) : (state as Result<never, Refusal>);
  },
  "time-out": (account) => {
    const fired = fire(
      aClock(account, { kind: "ACKNOWLEDGEMENT", ref: placementOf(account) }),
      known(account),
      now,
    );
    return fired
      ? ok(fired.account)
      : (next(lifecycleTransitions, account.lifecycle, "time-out") as Result<never, Refusal>);
  },
  recall: (account) => {
    const request = { code: "FRAUD", final: false, force: false } as const;
    const step = requestRecall(known(account), request, by);
    return step.ok ? ok(step.value!.account) : step;
  },
  reopen: (account) => accountAfter(reopen(known(account), aCandidate().contract, { ...by, reason: "x" })),
  return: (account) => accountAfter(returnAccount(known(account), { ...by, reason: "x" })),
  finalize: (account) => {
    const settled = known(account, { deletedAt: now });
    const step = finalize(account.holders.length > 0 ? settled : { account }, by);
    return step
      ? ok(step.account)
      : (next(lifecycleTransitions, account.lifecycle, "finalize") as Result<never, Refusal>);
  },
};

describe("an account's life", () => {
  it("takes only the steps of the table, and a refused step says which are possible", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events), { maxLength: 30 }), (story) => {
        let account = withoutAgency(anAccount({ holders: [] }), { lifecycle: "ELIGIBLE" });
        for (const event of story) {
          // Withdrawn before any agency had it: nobody could go on with it.
          if (event === "reopen" && account.holders.length === 0) continue;
          const { lifecycle } = account;
          const { from, to } = lifecycleTransitions[event];
          const outcome = happens[event](account);
          if ((from as readonly Lifecycle[]).includes(lifecycle)) {
            account = valueOf(outcome);
            expect(account.lifecycle).toBe(to);
          } else
            expect(refusalOf(outcome)).toMatchObject({
              code: "invalid-transition",
              extra: {
                from: lifecycle,
                event,
                allowed: allowedEvents<Lifecycle>(lifecycleTransitions, lifecycle),
              },
            });
          expect(account.placement !== undefined).toBe(openLifecycles.includes(account.lifecycle));
        }
      }),
      { numRuns: 300 },
    );
  });

  it("never brings it back to an agency that had it: every holder stands once", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("offer", "decline", "time-out", "acknowledge"), { maxLength: 30 }),
        (story) => {
          let account = withoutAgency(anAccount({ holders: [] }), { lifecycle: "ELIGIBLE" });
          for (const event of story as Event[]) {
            const outcome = happens[event](account);
            const before = account.holders;
            if (outcome.ok) account = outcome.value;
            expect(account.holders.slice(0, before.length)).toEqual(before);
            expect(account.placement?.number ?? account.holders.length).toBe(account.holders.length);
          }
          expect(new Set(account.holders.map((id) => AgencyId.parse(id))).size).toBe(account.holders.length);
        },
      ),
      { numRuns: 100 },
    );
  });

  it("is not moved by money, contact or holds", () => {
    const harmless = fc.constantFrom(
      "payment.received",
      "payment.reversed",
      "contact.attempted",
      "dispute.raised",
      "hold.acknowledged",
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...openLifecycles),
        fc.array(harmless, { maxLength: 12 }),
        (lifecycle, story) => {
          let account = anAccount({ lifecycle });
          for (const type of story) {
            const outcome = decide(known(account), received(type as "payment.received", account));
            if (outcome.ok) account = { ...outcome.value.account, sequence: account.sequence + 1 };
            expect(account.lifecycle).toBe(lifecycle);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe("a dispute's life", () => {
  it("has one answer, whatever is answered afterwards", () => {
    const outcome = fc.constantFrom("UPHELD", "REJECTED", "WITHDRAWN");
    fc.assert(
      fc.property(
        fc.array(outcome, { minLength: 1, maxLength: 5 }),
        fc.constantFrom("RAISED", "AWAITING_LENDER", "INVESTIGATING", "AWAITING_CUSTOMER"),
        (answers, state) => {
          const account = anAccount();
          let dispute = aDispute(account, { state: state as DisputeState });
          for (const [index, answer] of answers.entries()) {
            const decision = resolution(
              { account, dispute },
              { outcome: answer, explanation: "x" },
              { ...by, keyId: aKeyId },
            );
            expect(decision.ok).toBe(index === 0);
            if (decision.ok) ({ dispute } = decision.value);
            else
              expect(decision.error.extra?.["allowed"]).toEqual(
                allowedEvents<DisputeState>(disputeTransitions, dispute.state),
              );
          }
          expect(dispute.outcome).toBe(answers[0]);
        },
      ),
      { numRuns: 100 },
    );
  });
});
