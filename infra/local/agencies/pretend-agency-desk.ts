import { setTimeout as sleep } from "node:timers/promises";
import { enter, type Booked } from "./pretend-agency-books.ts";
import type { Outcome, PostCallback } from "./pretend-agency-callbacks.ts";
import {
  callbackOf,
  endings,
  isIdle,
  learn,
  newCase,
  stopsWork,
  type Case,
  type Worker,
} from "./pretend-agency-case.ts";
import { afterRejection, planOf, tamePlan } from "./pretend-agency-habits.ts";
import type { Journal } from "./pretend-agency-journal.ts";
import { pay, settled, takeBack } from "./pretend-agency-money.ts";
import {
  acknowledgeHold,
  attestDeletion,
  befall,
  giveBack,
  isRepeat,
  object,
  type Misfortune,
  type Repeat,
  type Step,
} from "./pretend-agency-steps.ts";
import {
  Adjusted,
  DisputeOutcome,
  HoldOrder,
  Offered,
  RecallNotice,
  SettlementDecision,
  type Callback,
  type Delivery,
  type Money,
} from "./pretend-agency-wire.ts";
import { chance } from "../sandbox/sandbox-chance.ts";

export type DeskOptions = {
  readonly post: (worker: Worker) => PostCallback;
  readonly tryTricks: (worker: Worker, callback: Callback) => Promise<void>;
  readonly journal: Journal;
  readonly now: () => number;
  readonly seed: number;
  readonly lively: boolean;
  readonly signal: AbortSignal;
};

/** Turns what an agency is told into what it reports, one placement after its own order. */
export type Desk = {
  readonly accept: (worker: Worker, delivery: Delivery) => void;
  /** How many reports are still to be sent or answered. */
  readonly pending: () => number;
  /** The placements that an agency believes it has. */
  readonly heldBy: (agencyId: string) => readonly string[];
  /** All that an agency has in its own books. */
  readonly booksOf: (agencyId: string) => readonly Booked[];
  /** A debtor pays the agency that has, or had, a placement. */
  readonly getPaid: (placementId: string, amount: Money) => void;
  /** A payment that an agency has remitted bounces after all. */
  readonly bounce: (payment: Booked) => void;
  /** Somebody tells the agency that has a placement what befell the debtor. False when nobody has it. */
  readonly hear: (placementId: string, what: Misfortune) => boolean;
};

export function openDesk(options: DeskOptions): Desk {
  const cases = new Map<string, Case>();
  const count = { pending: 0 };
  const queue = (held: Case, steps: readonly (Step | Repeat)[]): void => {
    held.todo.push(...steps);
    count.pending += steps.length;
    if (!held.working) void work(held, options, count);
  };
  return {
    pending: () => count.pending,
    heldBy: (agencyId) =>
      [...cases.values()]
        .filter((held) => held.seat.agencyId === agencyId && held.offered && !held.ended)
        .map(({ placementId }) => placementId),
    booksOf: (agencyId) =>
      [...cases.values()].filter(({ seat }) => seat.agencyId === agencyId).flatMap(({ books }) => books),
    getPaid: (placementId, amount) => {
      const held = [...cases.values()].find((one) => one.placementId === placementId);
      if (held !== undefined) queue(held, [pay(8, amount)]);
    },
    bounce: (payment) => {
      const held = [...cases.values()].find(({ books }) => books.includes(payment));
      if (held !== undefined) queue(held, [takeBack(payment.ref, payment.amount)]);
    },
    hear: (placementId, what) => {
      const held = [...cases.values()].find((one) => one.placementId === placementId);
      if (held?.offered !== true || held.ended) return false;
      queue(held, [befall(what, "heard")]);
      return true;
    },
    accept: (worker, delivery) => {
      const key = `${worker.seat.agencyId} ${delivery.placementId}`;
      const held = cases.get(key) ?? newCase(worker, delivery.placementId);
      cases.set(key, held);
      queue(held, reaction(held, delivery, options));
    },
  };
}

const SILENT_SHARE = 0.5;
const TRICKY_SHARE = 0.25;

type Reaction = (held: Case, delivery: Delivery, options: DeskOptions) => readonly (Step | Repeat)[];

/** The steps that a delivery asks for; what it says about the case is noted on the case. */
const reaction: Reaction = (held, delivery, options) =>
  reactions.get(delivery.eventType)?.(held, delivery, options) ?? [];

const end: Reaction = (held) => {
  held.ended = true;
  return [attestDeletion()];
};

/** Some give the account back, some object first, some let the notice run. */
const beRecalled: Reaction = (held, { data }, { lively }) => {
  const { recallId, objections } = RecallNotice.parse(data);
  const draw = held.dice("recall");
  if (!lively || draw > 0.7) return [];
  const [reason] = Object.keys(objections);
  return draw < 0.35 && reason !== undefined ? [object(recallId, reason)] : [giveBack(recallId)];
};

/** What the lender agreed to is paid. */
const beAnswered: Reaction = (_held, { data }) => {
  const { decision, offer } = SettlementDecision.parse(data);
  return decision === "APPROVED" ? [pay(9, offer), settled()] : [];
};

/** Some of the sly never say that they stopped; who has said it once need not be reminded. */
function answerHold({ habit, dice, heeded }: Case, data: Delivery["data"]): readonly Step[] {
  const { holdId } = HoldOrder.parse(data);
  if (heeded.has(holdId) || (habit === "sly" && dice("silent") < SILENT_SHARE)) return [];
  heeded.add(holdId);
  return [acknowledgeHold(holdId)];
}

const noteBalance: Reaction = (held, { data }) => {
  held.outstanding = Adjusted.parse(data).balance.outstanding;
  return [];
};

const reactions: ReadonlyMap<string, Reaction> = new Map<string, Reaction>([
  ["placement.offered", (held, delivery, options) => takeOn(held, delivery, options)],
  ["information.provided", (held) => held.informed],
  ["recall.pending", beRecalled],
  ["recall.final", end],
  ["placement.closed", end],
  [
    "placement.reopened",
    (held) => {
      held.ended = false;
      return [];
    },
  ],
  ["placement.cancelled", end],
  [
    "hold.apply",
    (held, { data }) => {
      held.disputed = true;
      return answerHold(held, data);
    },
  ],
  ["hold.reminder", (held, { data }) => answerHold(held, data)],
  ["settlement.decided", beAnswered],
  [
    "hold.release",
    (held) => {
      held.disputed = false;
      return [];
    },
  ],
  [
    "dispute.resolved",
    (held, { data }, { lively }) => {
      const insists = lively && !held.ended && DisputeOutcome.parse(data).outcome === "REJECTED";
      return insists ? afterRejection(held.dice) : [];
    },
  ],
  ["balance.adjusted", noteBalance],
  ["payment.direct_received", noteBalance],
  ["payment.direct_reversed", noteBalance],
]);

function takeOn(held: Case, delivery: Delivery, options: DeskOptions): readonly (Step | Repeat)[] {
  const offered = Offered.parse(delivery.data);
  const turn = delivery.placementId.split("_").at(-1);
  const salt = `${options.seed}|${held.habit}|${offered.lenderAccountRef}|${turn}`;
  held.dice = (label) => chance(`${salt}|${label}`);
  held.offered = true;
  held.lenderAccountRef = offered.lenderAccountRef;
  held.outstanding = offered.balance.outstanding;
  held.disputed = offered.holds.length > 0;
  const plan = options.lively ? planOf(held.habit, offered, held.dice) : tamePlan(offered);
  held.informed = plan.informed;
  return plan.first;
}

async function work(held: Case, options: DeskOptions, count: { pending: number }): Promise<void> {
  held.working = true;
  for (let next = held.todo.shift(); next !== undefined; next = held.todo.shift()) {
    try {
      const more = await perform(held, next, options);
      held.todo.push(...more);
      count.pending += more.length;
    } catch (error) {
      if (!options.signal.aborted) options.journal.faults.push(String(error));
    }
    count.pending -= 1;
  }
  held.working = false;
}

/** @returns what follows from it */
async function perform(held: Case, next: Step | Repeat, options: DeskOptions): Promise<readonly Step[]> {
  if (next.pauseMs > 0) await sleep(next.pauseMs, undefined, { signal: options.signal });
  if (isRepeat(next)) {
    const callback = held.posted.get(next.repeatOf);
    if (callback !== undefined) await send(held, callback, { copies: 1, together: false, ...options });
    return [];
  }
  if (isIdle(held, next)) return [];
  if (stopsWork(next)) held.disputed = true;
  const callback = callbackOf(held, next, new Date(options.now()).toISOString());
  held.posted.set(next.key, callback);
  if (options.lively && isTricky(held, next)) await options.tryTricks(held, callback);
  const outcomes = await send(held, callback, { ...options, ...next });
  enter(held, callback, { outcomes, isOdd: next.odd === true });
  learn(held, callback, outcomes);
  return endings.has(next.eventType) ? [attestDeletion()] : [];
}

/** Some of the sly let somebody try whether an answer to an offer can be forged. */
const isTricky = ({ habit, dice }: Case, { key }: Step): boolean =>
  habit === "sly" && key === "ack" && dice("tricks") < TRICKY_SHARE;

async function send(
  held: Case,
  callback: Callback,
  how: Pick<Step, "copies" | "together"> & Pick<DeskOptions, "post" | "journal">,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const one = async (): Promise<void> => void outcomes.push(await how.post(held)(held.seat, callback));
  const copies = Array.from({ length: how.copies }, () => one);
  if (how.together) await Promise.all(copies.map((copy) => copy()));
  else for (const copy of copies) await copy();
  const { eventId, eventType, placementId, data } = callback;
  const { reporting, tongue, seat } = held;
  const said = { agencyId: seat.agencyId, placementId, eventId, eventType, data, reporting, tongue };
  how.journal.noteSent({ ...said, outcomes });
  return outcomes;
}
