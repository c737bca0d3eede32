import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Account } from "../../shared/accounts/model.ts";
import { decide } from "../../shared/callbacks/decide.ts";
import type { Outcome } from "../../shared/callbacks/outcome.ts";
import type { EventType } from "../../shared/callbacks/wire.ts";
import type { Clock } from "../../shared/clocks/model.ts";
import type { Dispute } from "../../shared/disputes/model.ts";
import { orderHold } from "../../shared/disputes/start.ts";
import type { EventDraft } from "../../shared/kernel/event.ts";
import { balancesOf } from "../../shared/ledger/balance.ts";
import { requestRecall } from "../../shared/placements/recall.ts";
import { RecallRequest } from "../../shared/placements/wire.ts";
import { endingOrAnswering } from "../support/event-types.ts";
import { aLenderActor, anAccount, aPlacement, now, received, usd, valueOf } from "../support/builders.ts";
import { after as afterStep, aWorld, type World } from "../support/builders-world.ts";

/** A placement from its offer to its end: what an agency reports, and what it answers to orders. */
type Life = {
  readonly world: World;
  readonly dispute?: Dispute;
  /** Clocks that run, and when they are due. */
  readonly running: ReadonlyMap<string, string>;
  /** The ids that events gave out, by the deed that asked for them. */
  readonly ids: ReadonlyMap<string, string>;
};

type Deed = {
  readonly name: string;
  /** What the agency reports; the gateway and the lender act without. */
  readonly type?: EventType;
  /** Without these it would be about nothing, or be refused. */
  readonly after: readonly string[];
  readonly does: (life: Life) => Life;
};

const keyOf = ({ kind, ref }: Pick<Clock, "kind" | "ref">): string => `${kind} ${ref}`;

function ticking(
  life: Life,
  { clocksStarted = [], clocksStopped = [] }: Partial<Pick<Outcome, "clocksStarted" | "clocksStopped">>,
): Life["running"] {
  const running = new Map(life.running);
  for (const clock of clocksStopped) running.delete(keyOf(clock));
  for (const clock of clocksStarted) running.set(keyOf(clock), clock.dueAt);
  return running;
}

/** An agency's callback, decided as it is; `data` may need what earlier deeds gave out. */
const tells = (
  [name, type, after]: readonly [string, EventType, readonly string[]],
  data: (life: Life) => Readonly<Record<string, unknown>> = () => ({}),
): Deed => ({
  name,
  type,
  after,
  does: (life) => {
    const { account, placement, arrangements, settlements } = life.world;
    const disputed = life.dispute ? { dispute: life.dispute } : {};
    const known = { account, placement, arrangements, settlements, ...disputed };
    const outcome = valueOf(decide(known, received(type, account, { eventId: name, data: data(life) })));
    return {
      ...disputed,
      ...disputeAfter(life, outcome),
      world: worldAfter(life.world, outcome),
      running: ticking(life, outcome),
      ids: new Map([...life.ids, ...givenBy(outcome).map((id) => [name, id] as const)]),
    };
  },
});

const givenBy = ({ answer }: Outcome): readonly string[] =>
  [answer?.disputeId ?? answer?.holdId].filter((id) => id !== undefined);

function worldAfter(world: World, outcome: Outcome): World {
  const moved = afterStep(world, outcome);
  const { attested } = outcome;
  if (attested === undefined) return moved;
  return { ...moved, placement: { ...moved.placement, deletedAt: attested.deletedAt } };
}

function disputeAfter(life: Life, outcome: Outcome): Pick<Life, "dispute"> {
  const dispute = outcome.dispute ?? outcome.disputeChanged?.after ?? life.dispute;
  if (dispute === undefined) return {};
  const { disputeHeld } = outcome;
  return { dispute: disputeHeld ? { ...dispute, heldAt: disputeHeld.heldAt } : dispute };
}

type Step = { readonly account: Account; readonly events: readonly EventDraft[] };

const stepped = (
  life: Life,
  step: Step & Partial<Pick<Outcome, "clocksStarted" | "clocksStopped">>,
): Life => ({
  ...life,
  world: afterStep(life.world, { account: step.account, events: step.events }),
  running: ticking(life, step),
});

const idOf = ({ ids }: Life, deed: string): string => ids.get(deed)!;

/** The worker orders the agency to stop. */
const orders: Deed = {
  name: "order",
  after: ["raise"],
  does: (life) => {
    const { account, dispute, events, clocks } = orderHold(life.world.account, life.dispute!, now);
    return { ...stepped(life, { account, events, clocksStarted: clocks }), dispute };
  },
};

/** The lender wants the account back. */
const recalls: Deed = {
  name: "recall",
  after: ["take"],
  does: (life) => {
    const { account, placement } = life.world;
    const request = RecallRequest.parse({ code: "STRATEGY", force: true });
    const step = valueOf(requestRecall({ account, placement }, request, { actor: aLenderActor, now }))!;
    const { recallId } = step.account.recall!;
    return { ...stepped(life, step), ids: new Map([...life.ids, ["recall", recallId]]) };
  },
};

const plan = { arrangementRef: "PLAN-1" };

/** Whatever may happen while the agency has the account, in the order of its causes. */
const middle: readonly Deed[] = [
  tells(["raise", "dispute.raised", ["take"]]),
  orders,
  tells(["stop", "hold.acknowledged", ["order"]], (life) => ({
    holdId: life.dispute!.holdId,
    appliedAt: now,
  })),
  tells(["show", "dispute.evidence_added", ["order"]], (life) => ({
    disputeId: idOf(life, "raise"),
    text: "A statement.",
  })),
  tells(["withdraw", "dispute.withdrawn", ["show", "stop"]], (life) => ({
    disputeId: idOf(life, "raise"),
  })),
  tells(["pause", "hold.applied", ["take"]]),
  tells(["resume", "hold.released", ["pause"]], (life) => ({ holdId: idOf(life, "pause") })),
  tells(["propose", "arrangement.proposed", ["take"]], () => plan),
  tells(["agree", "arrangement.activated", ["take"]], () => plan),
  tells(["drop", "arrangement.cancelled", ["propose", "agree"]], () => plan),
  tells(["pay", "payment.received", ["take"]], () => ({ paymentRef: "P-1", amount: usd(30_000) })),
  tells(["call", "contact.attempted", ["take"]], () => ({
    attemptRef: "C-1",
    startedAt: "2026-01-01T10:00:00Z",
  })),
];

const take = tells(["take", "placement.acknowledged", []], () => ({ balance: usd(100_000) }));
const names = (deeds: readonly Deed[]): readonly string[] => deeds.map(({ name }) => name);
const forgotten = (after: string): Deed =>
  tells(["forget", "data.deleted", [after]], () => ({
    attestation: "D-1",
    deletedAt: "2026-03-01T10:00:00Z",
  }));

const object = tells(["object", "recall.objected", ["recall"]], (life) => ({
  recallId: idOf(life, "recall"),
  reason: "PROMISE_TO_PAY",
}));

/** Each way to end a placement, with all that may come before. */
const lives: Readonly<Record<string, readonly Deed[]>> = {
  "given back when it is recalled": [
    take,
    ...middle,
    recalls,
    object,
    tells(["return", "recall.acknowledged", ["object", ...names(middle)]], (life) => ({
      recallId: idOf(life, "recall"),
    })),
    forgotten("return"),
  ],
  "closed by the agency": [
    take,
    ...middle,
    tells(["close", "placement.closed", names(middle)], () => ({
      code: "PARTIALLY_PAID_EXHAUSTED",
      finalBalance: usd(70_000),
    })),
    forgotten("close"),
  ],
  "declined after a question": [
    tells(["ask", "placement.info_requested", []]),
    tells(["decline", "placement.declined", ["ask"]]),
    forgotten("decline"),
  ],
};

/** The deeds in an order of chance in which every cause comes before its effect. */
function inSomeOrder(deeds: readonly Deed[], chances: readonly number[]): readonly Deed[] {
  const left = [...deeds];
  const done: Deed[] = [];
  for (let n = 0; left.length > 0; n += 1) {
    const told = new Set(names(done));
    const ready = left.filter(({ after }) => after.every((cause) => told.has(cause)));
    const next = ready[(chances[n] ?? 0) % ready.length]!;
    left.splice(left.indexOf(next), 1);
    done.push(next);
  }
  return done;
}

const birth = (): Life => {
  const account = anAccount({ lifecycle: "OFFERED" });
  const terms = { objectionDays: { PROMISE_TO_PAY: 14 } };
  const placement = aPlacement(account, { state: "OFFERED", terms });
  return { world: { ...aWorld(account), placement }, running: new Map(), ids: new Map() };
};

const lived = (life: Life, deeds: readonly Deed[]): Life =>
  deeds.reduce((before, { does }) => does(before), life);

/** All that is left beside the history: ids count events, and say in which order they came. */
const leftOf = ({ world: { account, placement, arrangements, payments }, dispute, running }: Life) => ({
  lifecycle: account.lifecycle,
  balances: balancesOf(account),
  holds: account.holds.map(({ type, state }) => `${type} ${state}`).toSorted(),
  disputeFacet: account.dispute,
  arrangement: account.arrangement,
  attention: account.attention.toSorted(),
  recall: account.recall && { ...account.recall, recallId: "" },
  placement: { state: placement.state, endedAt: placement.endedAt, deletedAt: placement.deletedAt },
  dispute: dispute && { state: dispute.state, heldAt: dispute.heldAt, notes: dispute.noteCount },
  arrangements: arrangements.map(({ revision: _revision, ...one }) => one),
  paid: [...payments.values()].map(({ amount, status }) => `${amount} ${status}`),
  running: [...running].map(([clock, dueAt]) => `${clock.split(" ")[0]} ${dueAt}`).toSorted(),
});

const longest = Math.max(...Object.values(lives).map(({ length }) => length));

it("is told here of every type that ends a placement or answers an order", () => {
  const told = new Set(Object.values(lives).flatMap((deeds) => deeds.map(({ type }) => type)));
  expect([...told]).toEqual(expect.arrayContaining([...endingOrAnswering]));
});

describe.each(Object.entries(lives))("a placement that is %s", (_name, deeds) => {
  it("ends in the same state in any order that keeps cause before effect", () => {
    const life = birth();
    const expected = leftOf(lived(life, deeds));
    const chances = fc.array(fc.nat(), { minLength: longest, maxLength: longest });
    fc.assert(
      fc.property(chances, (drawn) => {
        const other = inSomeOrder(deeds, drawn);
        expect(leftOf(lived(life, other)), names(other).join(", ")).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });
});
