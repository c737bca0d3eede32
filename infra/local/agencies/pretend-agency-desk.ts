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
import type { Journal } from "./pretend-agency-journal.ts";
import { pay, takeBack } from "./pretend-agency-money.ts";
import { reaction } from "./pretend-agency-reactions.ts";
import {
  attestDeletion,
  befall,
  isRepeat,
  type Misfortune,
  type Repeat,
  type Step,
} from "./pretend-agency-steps.ts";
import type { Callback, Delivery, Money } from "./pretend-agency-wire.ts";

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

const TRICKY_SHARE = 0.25;

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
