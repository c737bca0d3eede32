import { shuffled } from "../sandbox/sandbox-chance.ts";
import {
  acknowledge,
  agree,
  askInformation,
  befall,
  close,
  contact,
  contradict,
  decline,
  pay,
  raiseDispute,
  reverse,
  type Repeat,
  type Step,
} from "./pretend-agency-steps.ts";
import type { Money, Offered } from "./pretend-agency-wire.ts";

export const habits = [
  "prompt",
  "slow",
  "declining",
  "repeating",
  "reversing",
  "disputing",
  "cent-off",
  "asking",
  "sly",
] as const;
export type Habit = (typeof habits)[number];

/** A number in [0, 1) for a label: the same for the same seed, account and label. */
export type Dice = (label: string) => number;

/** What an agency will report: at once, and after the lender has answered a question. */
export type Plan = {
  readonly first: readonly (Step | Repeat)[];
  readonly informed: readonly (Step | Repeat)[];
};

/** What every lively agency does with an offer, by its habit. */
export const planOf = (habit: Habit, offered: Offered, dice: Dice): Plan => plans[habit](offered, dice);

/** The predictable agency of `npm start`: it acknowledges, and leaves the rest to the integrator. */
export const tamePlan = (offered: Offered): Plan => ({ first: [acknowledge(offered)], informed: [] });

const plans: Readonly<Record<Habit, (offered: Offered, dice: Dice) => Plan>> = {
  prompt: (offered, dice) => planned(acknowledge(offered), ...ordinaryLife(offered, dice)),
  slow: (offered, dice) =>
    planned(
      ...[acknowledge(offered), ...ordinaryLife(offered, dice)].map((step, index) => ({
        ...step,
        pauseMs: 200 + Math.floor(dice(`pause-${index}`) * 800),
      })),
    ),
  declining: (offered, dice) =>
    dice("decline") < 0.4
      ? planned(decline(dice("decline-code") < 0.7 ? "CAPACITY" : "CASE_TYPE"))
      : planned(acknowledge(offered), ...ordinaryLife(offered, dice)),
  repeating: (offered, dice) => repeatingPlan(offered, dice),
  reversing: (offered, dice) => planned(acknowledge(offered), contact(1), ...bouncing(offered, dice)),
  disputing: (offered, dice) => disputingPlan(offered, dice),
  "cent-off": (offered, dice) => {
    const life = ordinaryLife(offered, dice);
    if (dice("off") >= 0.5) return planned(acknowledge(offered), ...life);
    const cents = dice("off-by") < 0.5 ? 1 : -1;
    return planned(acknowledge(offered, cents), acknowledge(offered), ...life);
  },
  sly: (offered, dice) => slyPlan(offered, dice),
  asking: (offered, dice) => {
    const life = ordinaryLife(offered, dice);
    const end = life.findIndex(({ eventType }) => eventType === "placement.closed");
    const work = [
      acknowledge(offered),
      ...life.toSpliced(end < 0 ? life.length : end, 0, ...misfortune(dice)),
    ];
    return dice("ask") < 0.4 ? { first: [askInformation()], informed: work } : planned(...work);
  },
};

const planned = (...first: readonly (Step | Repeat)[]): Plan => ({ first, informed: [] });

/** A contact or two, then nothing, a part payment or two, all of it, a little too much, or giving up. */
function ordinaryLife(offered: Offered, dice: Dice): Step[] {
  const contacts = [contact(1), contact(2)].slice(0, Math.floor(dice("contacts") * 3));
  const fate = dice("fate");
  if (fate < 0.3) return [...contacts, ...agreement(dice)];
  if (fate < 0.65) return oddly(dice, [...contacts, pay(1, part(offered, dice("part-1") * 0.3))]);
  if (fate < 0.8) return [...contacts, ...[1, 2].map((n) => pay(n, part(offered, dice(`part-${n}`) * 0.3)))];
  if (fate < 0.9) return [...contacts, pay(1, part(offered, 1)), close()];
  if (fate < 0.95) return [...contacts, pay(1, plus(part(offered, 1), 500))];
  return [...contacts, close()];
}

/** Of some accounts what happened last is reported in a code that nobody was told of. */
const oddly = (dice: Dice, steps: readonly Step[]): Step[] =>
  steps.map((step, index) =>
    index === steps.length - 1 && dice("odd") < 0.35 ? { ...step, odd: true } : step,
  );

/** Now and then debtor and agency agree, and how they came to it is reported last. */
const agreement = (dice: Dice): readonly Step[] =>
  dice("agree") < 0.4 ? [agree("completed", 1), agree("proposed", 48), agree("activated", 24)] : [];

const misfortunes = [
  "complaint.raised",
  "debtor.vulnerable",
  "debtor.deceased",
  "debtor.represented",
  "debtor.cease_requested",
  "debtor.moved",
] as const;

/** What befalls a debtor in the end, of some. */
const misfortune = (dice: Dice): readonly Step[] => {
  const what = misfortunes[Math.floor(dice("misfortune") * misfortunes.length)];
  return dice("befalls") < 0.5 && what !== undefined ? [befall(what)] : [];
};

/** Two payments of which one or both bounce; now and then the debtor pays again. */
function bouncing(offered: Offered, dice: Dice): Step[] {
  const [first, second] = [part(offered, 0.05 + dice("part-1") * 0.2), part(offered, dice("part-2") * 0.2)];
  const steps = [pay(1, first)];
  if (dice("bounce-1") < 0.6) steps.push(reverse(1, first));
  if (dice("second") < 0.6) steps.push(pay(2, second));
  if (dice("second") < 0.2) steps.push(reverse(2, second));
  if (dice("whole") < 0.1) steps.push(pay(3, part(offered, 1)), reverse(3, part(offered, 1)));
  return steps;
}

/** Cause stays before effect, but for a reversal, which may overtake its payment; copies follow or collide. */
function repeatingPlan(offered: Offered, dice: Dice): Plan {
  const money = bouncing(offered, dice);
  const twice = dice("twice") < 0.3 ? money.slice(0, 1).map(asAnotherEvent) : [];
  const jumble = shuffled(`${dice("jumble")}`, [contact(1), contact(2), ...money, ...twice]);
  const steps = [acknowledge(offered), ...jumble].map((step, index) => ({
    ...step,
    copies: 1 + Math.floor(dice(`copies-${index}`) * 3),
    together: dice(`together-${index}`) < 0.5,
  }));
  const last = steps.at(-1);
  const repeats = ["ack", ...(last === undefined ? [] : [last.key])];
  return planned(...steps, ...repeats.map((repeatOf) => ({ repeatOf, pauseMs: 20 })));
}

/** The same payment, reported once more as another event, as agencies with two systems do. */
const asAnotherEvent = (step: Step): Step => ({ ...step, key: `${step.key}-again` });

/** Half of the debtors dispute; some of these again while the first dispute is open. */
function disputingPlan(offered: Offered, dice: Dice): Plan {
  if (dice("dispute") < 0.45) return planned(acknowledge(offered), ...ordinaryLife(offered, dice));
  const kind = disputeKind(dice);
  const again = dice("again") < 0.25 ? [raiseDispute("dispute-2", kind)] : [];
  const paid = dice("pay-anyway") < 0.3 ? [pay(1, part(offered, 0.1))] : [];
  return planned(acknowledge(offered), contact(1), raiseDispute("dispute-1", kind), ...again, ...paid);
}

/**
 * Goes on after the debtor disputed, contradicts its own reports and speaks of versions that nobody has; the desk
 * sees to it that some of its holds are never acknowledged.
 */
function slyPlan(offered: Offered, dice: Dice): Plan {
  const first = pay(1, part(offered, 0.05));
  const disputes = dice("dispute") < 0.5;
  return planned(
    acknowledge(offered),
    contact(1),
    first,
    ...(dice("contradict") < 0.3 ? [contradict(1, part(offered, 0.1))] : []),
    ...(dice("version") < 0.3 ? [{ ...contact(3), schemaVersion: 2 }] : []),
    ...(disputes
      ? [raiseDispute("dispute-1", disputeKind(dice)), { ...contact(2), rude: true as const }]
      : []),
  );
}

/** A rejected debtor now and then says the same once more. */
export const afterRejection = (dice: Dice): readonly Step[] =>
  dice("insist") < 0.4 ? [raiseDispute("dispute-3", disputeKind(dice))] : [];

function disputeKind(dice: Dice): string {
  const kinds = ["AMOUNT_WRONG", "ALREADY_PAID", "NOT_MINE", "NO_DOCUMENTS", "FEES_INTEREST"];
  return kinds[Math.floor(dice("kind") * kinds.length)] ?? "OTHER";
}

function part(offered: Offered, share: number): Money {
  const { amount, currency } = offered.balance.outstanding;
  return { amount: Math.max(1, Math.round(amount * share)), currency };
}

const plus = (money: Money, minor: number): Money => ({ ...money, amount: money.amount + minor });
