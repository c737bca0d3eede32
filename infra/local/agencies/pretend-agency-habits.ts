import { shuffled } from "../sandbox/sandbox-chance.ts";
import {
  astray,
  charge,
  contradict,
  correct,
  passOn,
  pay,
  reverse,
  spend,
  stuck,
} from "./pretend-agency-money.ts";
import {
  acknowledge,
  agree,
  askInformation,
  befall,
  close,
  contact,
  decline,
  raiseDispute,
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
  "belated",
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
  belated: (offered, dice) => planned(acknowledge(offered), ...belatedLife(offered, dice)),
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

/** What agencies add to a debt, within what their contracts let them. */
export const AGENCY_FEE_MINOR = 15_00;

const planned = (...first: readonly (Step | Repeat)[]): Plan => ({ first, informed: [] });

/** A contact or two, then nothing, a part payment or two, all of it, a little too much, or giving up. */
function ordinaryLife(offered: Offered, dice: Dice): Step[] {
  const contacts = [contact(1), contact(2)].slice(0, Math.floor(dice("contacts") * 3));
  const fate = dice("fate");
  if (fate < 0.3) return [...contacts, ...agreement(offered, dice)];
  if (fate < 0.65)
    return oddly(dice, [...contacts, ...charges(offered, dice), pay(1, part(offered, dice("part-1") * 0.3))]);
  if (fate < 0.8) return [...contacts, ...twoPayments(offered, dice)];
  if (fate < 0.9) return [...contacts, pay(1, part(offered, 1)), close()];
  if (fate < 0.95) return [...contacts, pay(1, plus(part(offered, 1), 500))];
  return [...contacts, close()];
}

/** What the work cost the lender, and what it costs the debtor, of some. */
function charges({ balance }: Offered, dice: Dice): readonly Step[] {
  const { currency } = balance.outstanding;
  if (dice("charge") >= 0.3) return [];
  return [charge({ amount: AGENCY_FEE_MINOR, currency }), spend({ amount: 750, currency })];
}

/** One of two may have been another sum, or was booked under a wrong file number, which is found out now and then. */
function twoPayments(offered: Offered, dice: Dice): readonly Step[] {
  const [first, second] = [part(offered, dice("part-1") * 0.3), part(offered, dice("part-2") * 0.3)];
  const slip = dice("slip");
  if (slip < 0.4) return [pay(1, first), pay(2, second), correct(1, plus(first, 10_00))];
  if (slip < 0.6) return [pay(1, first), astray(pay(2, second))];
  if (slip < 0.8)
    return [pay(1, first), astray(pay(2, second)), astray(reverse(2, second, "MISPOST")), pay(3, second)];
  return [pay(1, first), pay(2, second)];
}

/** Of some accounts what happened last is reported in a code that nobody was told of. */
const oddly = (dice: Dice, steps: readonly Step[]): Step[] =>
  steps.map((step, index) =>
    index === steps.length - 1 && dice("odd") < 0.35 ? { ...step, odd: true } : step,
  );

/** Now and then debtor and agency agree, and how they came to it is reported last; or the debtor offers a part of it. */
function agreement(offered: Offered, dice: Dice): readonly Step[] {
  const draw = dice("agree");
  if (draw < 0.4) return [agree("completed", 1), agree("proposed", 48), agree("activated", 24)];
  return draw < 0.9 ? [passOn(part(offered, 0.4))] : [];
}

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
  const { currency } = offered.balance.outstanding;
  return planned(
    acknowledge(offered),
    contact(1),
    first,
    ...(dice("contradict") < 0.3 ? [contradict(1, part(offered, 0.1))] : []),
    ...(dice("greedy") < 0.3 ? [charge({ amount: 40 * AGENCY_FEE_MINOR, currency }, "fee-too-high")] : []),
    ...(dice("version") < 0.3 ? [{ ...contact(3), schemaVersion: 2 }] : []),
    ...(disputes
      ? [raiseDispute("dispute-1", disputeKind(dice)), { ...contact(2), rude: true as const }]
      : []),
  );
}

/** Of half of its accounts a payment bounces, and a file that was stuck since before then brings it once more. */
function belatedLife(offered: Offered, dice: Dice): readonly Step[] {
  if (dice("belated") < 0.5) return ordinaryLife(offered, dice);
  const amount = part(offered, 0.05 + dice("part-1") * 0.2);
  return [contact(1), pay(1, amount), reverse(1, amount), stuck(1, amount)];
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
