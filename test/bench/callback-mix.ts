import { randomUUID } from "node:crypto";
import { shuffled } from "../../infra/local/sandbox/sandbox-chance.ts";
import type { PlacedCase } from "./callback-cloud.ts";
import { paymentCallback, signedCallback, type Seat, type SignedCallback } from "./payment-callback.ts";

const short = {
  ack: "placement.acknowledged",
  call: "contact.attempted",
  pay: "payment.received",
  bounce: "payment.reversed",
  dispute: "dispute.raised",
  stop: "hold.acknowledged",
} as const;

export type MixType = (typeof short)[keyof typeof short];

const typesOf = (story: string): readonly MixType[] =>
  story.split(" ").map((word) => {
    const found = Object.entries(short).find(([name]) => name === word);
    if (found === undefined) throw new RangeError(`${word} is no callback of the mix`);
    return found[1];
  });

/**
 * What an agency reports of one account, from first to last. Of a hundred callbacks of three plain accounts and a
 * disputed one, 70 are payments, 20 contact attempts, 4 acknowledgements, 4 reversals, 1 a dispute and 1 says that
 * the agency stopped for it.
 */
export const lives = {
  plain: typesOf(
    "ack call pay pay pay call pay pay pay pay bounce call pay pay pay pay call pay pay pay pay call pay pay pay",
  ),
  disputed: typesOf(
    "ack call pay pay call pay pay bounce call pay call pay call pay dispute pay pay pay pay pay pay pay pay pay stop",
  ),
} as const;

export type LifeKind = keyof typeof lives;
export const lifeKinds: readonly LifeKind[] = ["plain", "disputed"];

/** Accounts that report at the same time on one connection. */
const cohort: readonly LifeKind[] = ["disputed", "plain", "plain", "plain"];

/** One callback of the schedule: the `step`th of an account's life. */
export type Turn = { readonly life: number; readonly kind: LifeKind; readonly step: number };

/**
 * At least so many callbacks on each connection. The accounts of a cohort report in a mixed order, each account in
 * its own; connections are at different points of their cohorts, so that every stretch has the whole mix.
 */
export function schedule(connections: number, perConnection: number) {
  const kinds: LifeKind[] = [];
  const turnsOf = (group: readonly LifeKind[], seed: string): readonly Turn[] => {
    const first = kinds.push(...group) - group.length;
    const steps = group.map(() => 0);
    const order = group.flatMap((kind, place) => lives[kind].map(() => ({ kind, place })));
    return shuffled(seed, order).map(({ kind, place }) => {
      const step = steps[place] ?? 0;
      steps[place] = step + 1;
      return { life: first + place, kind, step };
    });
  };
  const lists = Array.from({ length: connections }, (_, list) => {
    const turns = [...turnsOf(cohort.slice(0, 1 + (list % cohort.length)), `first-${list}`)];
    while (turns.length < perConnection) turns.push(...turnsOf(cohort, `${list}-${turns.length}`));
    return turns.slice(0, perConnection);
  });
  return { lists, kinds };
}

export type Schedule = ReturnType<typeof schedule>;

export const typeOf = ({ kind, step }: Turn): MixType => lives[kind][step] ?? "payment.received";

/** An account as its agency sees it: what it says next, and what it was answered. */
export function agencyCase(seat: Seat, { placementId, amount }: PlacedCase) {
  let paymentRef = "";
  let holdId: string | undefined;
  const balance = { amount, currency: "USD" };
  const one = { amount: 1, currency: "USD" };
  const at = (): string => new Date().toISOString();
  const sayings: Readonly<Record<Exclude<MixType, "payment.received">, () => unknown>> = {
    "placement.acknowledged": () => ({ balance }),
    "contact.attempted": () => ({
      attemptRef: `call-${randomUUID()}`,
      channel: "VOICE",
      startedAt: at(),
      outcome: "NO_ANSWER",
    }),
    "payment.reversed": () => ({
      reversalRef: `back-${randomUUID()}`,
      originalPaymentRef: paymentRef,
      amount: one,
      reason: "NSF",
    }),
    "dispute.raised": () => ({ type: "AMOUNT_WRONG", narrative: "I paid the late fee in June." }),
    "hold.acknowledged": () => ({ holdId, appliedAt: at() }),
  };
  return {
    say: (eventType: MixType): SignedCallback => {
      if (eventType !== "payment.received")
        return signedCallback(seat, placementId, { eventType, data: sayings[eventType]() });
      paymentRef = `pay-${randomUUID()}`;
      return paymentCallback(seat, placementId, paymentRef);
    },
    /** The hold that a dispute put is named by its answer. */
    heard: (answer: string): void => {
      ({ holdId } = JSON.parse(answer) as { holdId: string });
    },
  };
}

export type AgencyCase = ReturnType<typeof agencyCase>;
